"""The paths of records on the frontend: below the public sections that list them."""

from urllib.parse import quote, unquote

from api.registry.kinds import RecordKind, record_kinds
from api.tags.dependencies import depend_on_lists
from pages.models.section_page import SectionPage
from pages.records.record import Record
from pages.visibility.visibility import Visibility


def section_paths(visibility: Visibility, shows: str) -> list[str]:
    """Return the paths of the sections that list ``shows``, the preferred one first, in one query."""
    if visibility.site is None:
        return []
    depend_on_lists(SectionPage)
    sections = visibility.pages(SectionPage.objects.filter(shows=shows)).only("path", "url_path")
    in_order = sorted(sections, key=lambda section: visibility.paths.own_order(section.path))
    return [path for section in in_order if (path := visibility.paths.html_path(section))]


def record_path(section_path: str, record: Record) -> str:
    """Return the path of a record below a section."""
    return f"{section_path}{quote(record.slug)}/"


def record_at(path: str, visibility: Visibility) -> tuple[RecordKind, Record] | None:
    """Return the kind and record at a path of the frontend, if it is public.

    The path may lack its final slash and be percent-encoded.
    """
    normalized = "/".join(filter(None, unquote(path).split("/")))
    section, _, slug = normalized.rpartition("/")
    if not section or not slug:
        return None
    for kind in record_kinds().values():
        if kind.section and f"/{section}/" in map(unquote, section_paths(visibility, kind.section)):
            queryset = kind.model._default_manager.filter(slug=slug)
            record = kind.public(visibility, queryset).first()
            if record is not None:
                return kind, record
    return None
