"""The paths of records on the frontend: below the public sections that list them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from api.loading.listing_sections import ListingSection, listing_sections, section_paths
from api.registry.kinds import RecordKind, record_kinds
from api.tags.dependencies import depend_on_lists
from pages.records.record import Record
from pages.visibility.visibility import Visibility


def listed_records(visibility: Visibility) -> Iterator[tuple[RecordKind, ListingSection, Any]]:
    """Yield each kind of record that has paths, with the section of the paths and the queryset of public records."""
    for kind in record_kinds().values():
        sections = listing_sections(visibility, kind.section) if kind.section else []
        if sections:
            depend_on_lists(kind.model)
            yield kind, sections[0], kind.public(visibility, kind.model._default_manager.all())


def split_record_path(path: str) -> tuple[str, str] | None:
    """Return the path of the section, with a slash at both ends, and the slug in what may be the path of a record.

    The path may lack its final slash and be percent-encoded.
    """
    section, _, slug = "/".join(filter(None, unquote(path).split("/"))).rpartition("/")
    return (f"/{section}/", slug) if section else None


def record_at(path: str, visibility: Visibility) -> tuple[RecordKind, Record] | None:
    """Return the kind and record at a path of the frontend, if it is public.

    The path may lack its final slash and be percent-encoded.
    """
    parts = split_record_path(path)
    if parts is None:
        return None
    section, slug = parts
    for kind in record_kinds().values():
        if kind.section and section in map(unquote, section_paths(visibility, kind.section)):
            queryset = kind.model._default_manager.filter(slug=slug)
            record = kind.public(visibility, queryset).first()
            if record is not None:
                return kind, record
    return None
