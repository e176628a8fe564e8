"""What tells two records of the same name apart: job, organization or kind, and a picture."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.html import format_html
from wagtail.admin.ui.tables import Column

from pages.images.sources import image_sources
from pages.models import Organization, Person


class PictureColumn(Column):
    """A small picture of a record, without a query or a file operation; ``crop`` is one of the crops of renditions."""

    def __init__(self, name: str, label: str, crop: str | None = None) -> None:
        super().__init__(name, label=label, accessor=self.picture, width="3.5rem")
        self.field, self.crop = name, crop

    def picture(self, record: Any) -> str:
        """Return the picture as HTML, or an empty string if there is none."""
        image = getattr(record, self.field)
        widths = image_sources(image, self.crop)["widths"] if image else []
        # The name beside it says who this is.
        return format_html('<img class="pages-record-picture" src="{}" alt="">', widths[0]["url"]) if widths else ""


@dataclass(frozen=True)
class RecordDetails:
    """The columns before and after the name of a record, and the relations that they read."""

    pictures: tuple[PictureColumn, ...]
    columns: tuple[Column, ...]
    related: tuple[str, ...]


PERSON_DETAILS = RecordDetails(
    (PictureColumn("photo", "Portrait", "square"),),
    (
        Column("job_title", label="Job title"),
        Column("organization", label="Organization", accessor="organization.name"),
    ),
    ("photo", "organization"),
)
ORGANIZATION_DETAILS = RecordDetails(
    (PictureColumn("logo", "Logo"),),
    (Column("short_name", label="Short name"), Column("kind", label="Kind", accessor="get_kind_display")),
    ("logo",),
)


def details_in_words(record: Any) -> str:
    """Return what tells the record apart, on one line; empty if nothing does."""
    parts: tuple[Any, ...] = ()
    if isinstance(record, Person):
        parts = (record.job_title, record.organization)
    elif isinstance(record, Organization):
        parts = (record.short_name, capfirst(record.get_kind_display()))
    published = getattr(record, "live", True)
    return ", ".join(str(part) for part in (*parts, "" if published else "not published") if part)
