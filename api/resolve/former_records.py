"""Finds where the record went that was once at a path."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.db.models import Q

from api.content.sections import split_record_path
from api.loading.listing_sections import record_path, section_paths
from api.registry.kinds import RecordKind, record_kinds
from api.tags.dependencies import depend_on_objects
from pages.models import FormerSlug
from pages.urls.former_slugs import kind_of_record
from pages.urls.same_path import folded_path
from pages.visibility.visibility import Visibility


class FormerRecord:
    """A record that was once at a frontend path: before it or its section was renamed, or before it was taken down.

    ``section_now`` takes the path of a section and returns where it leads now, if anywhere. ``path`` is where the
    record is now, and ``gone`` tells whether it is nowhere. The number of queries does not depend on what is found.
    """

    def __init__(self, path: str, visibility: Visibility, section_now: Callable[[str], str | None]) -> None:
        self.path: str | None = None
        self.gone = False
        parts = split_record_path(path)
        if parts is None or visibility.site is None:
            return
        above, slug = parts
        places = {folded_path(above), folded_path(unquote(section_now(above) or ""))}
        for kind in record_kinds().values():
            for section in section_paths(visibility, kind.section) if kind.section else ():
                if self.path is None and folded_path(unquote(section)) in places:
                    self._look(kind, section, slug, visibility)

    def _look(self, kind: RecordKind, section: str, slug: str, visibility: Visibility) -> None:
        slugs = {slug, folded_path(slug)}
        former = list(FormerSlug.objects.filter(kind=kind_of_record(kind.model), slug__in=slugs))
        records: Any = kind.model._default_manager.all()
        wanted = Q(slug__in=slugs) | Q(pk__in=[row.record_id for row in former])
        found = sorted(kind.public(visibility, records.filter(wanted)), key=lambda record: record.slug not in slugs)
        if found:
            depend_on_objects(found[:1])
            self.path = record_path(section, found[0].slug)
            return
        was_public = records.filter(slug__in=slugs, first_published_at__isnull=False)
        self.gone = self.gone or bool(former) or was_public.exists()
