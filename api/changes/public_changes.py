"""The public view of the change log."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from api.formats import datetimes
from api.models import Change, ChangeCounter, PublicObject
from api.models.change import EVERYWHERE
from api.registry.kinds import kinds, record_kinds
from api.tags.names import path_tag
from pages.models import WithdrawnPath
from pages.visibility.paths import frontend_path
from pages.visibility.visibility import Visibility

WITHDRAWN = frozenset({Change.Action.UNPUBLISHED, Change.Action.DELETED})


def changes_of(visibility: Visibility) -> Any:
    """Return the rows of the log for the site of ``visibility``."""
    if visibility.site is None:
        return Change.objects.none()
    return Change.objects.filter(site_id__in=(visibility.site.pk, EVERYWHERE))


def concerns(row: Change, visibility: Visibility) -> bool:
    """Tell whether a row is one of ``changes_of``."""
    return visibility.site is not None and row.site_id in (visibility.site.pk, EVERYWHERE)


@dataclass(frozen=True)
class Part:
    """Some changes after a sequence: their JSON, the sequence that they reach, and whether there are no more."""

    items: list[dict[str, Any]]
    sequence: int
    complete: bool


def read_part(visibility: Visibility, counter: ChangeCounter, after: int, limit: int) -> Part:
    """Return what the public may read of at most ``limit`` rows after a sequence, up to that of the counter.

    The counter must have been read before, so that the rows up to its sequence are all there.
    """
    beyond = changes_of(visibility).filter(sequence__gt=after, sequence__lte=counter.sequence)
    # One row more than requested shows whether there are more.
    found = list(beyond.order_by("sequence")[: limit + 1])
    rows, complete = found[:limit], len(found) <= limit
    last = counter.sequence if complete else rows[-1].sequence if rows else after
    return Part(PublicChanges(rows, visibility).items(), last, complete)


class PublicChanges:
    """Rows of the log as the public may read them now, in a fixed number of queries.

    Visibility is decided when the log is read, as everywhere. An object that is public now is listed with its current
    path. An object that is not is listed only as unpublished or deleted, and with its old path only if ``resolve``
    reveals as much about that path.
    """

    def __init__(self, rows: Sequence[Change], visibility: Visibility) -> None:
        self._rows = rows
        self._visibility = visibility
        self._public = {kind: self._public_of(kind, keys) for kind, keys in _keys(rows).items()}
        self._left = self._tellable({row.old_html_path for row in rows if row.old_html_path})
        self._path_tags = self._current_path_tags()

    def items(self) -> list[dict[str, Any]]:
        """Return the JSON of the rows, without the rows that the public may not see."""
        return [self._item(row) for row in self._rows if row.action in WITHDRAWN or self._is_public(row)]

    def _is_public(self, row: Change) -> bool:
        return row.object_id in self._public[row.kind]

    def _item(self, row: Change) -> dict[str, Any]:
        here = self._public[row.kind].get(row.object_id) if row.action not in WITHDRAWN else None
        left = row.old_html_path if row.old_html_path in self._left else None
        return {
            "sequence": row.sequence,
            "at": datetimes.format_precise_instant(row.at),
            "action": row.action,
            "type": row.type,
            "id": row.object_id,
            "html_path": here or None,
            "old_html_path": left,
            "tags": [tag for tag in row.tags if self._is_tellable(tag, (here, left))],
        }

    def _is_tellable(self, tag: str, paths: Iterable[str | None]) -> bool:
        kind, _, rest = tag.partition(":")
        if kind == "path":
            site: Any = self._visibility.site
            return tag in self._path_tags or tag in {path_tag(site.pk, path) for path in paths if path}
        if kind == "pages":
            named, _, key = rest.partition(":")
            return int(key) in self._public[named]
        return True

    def _public_of(self, kind: str, keys: set[int]) -> dict[int, str]:
        """Return the keys of the objects that are public now on the site, with their paths, which may be empty."""
        model: Any = kinds()[kind].model
        found = kinds()[kind].public(self._visibility, model._default_manager.filter(pk__in=keys))
        if kind == "page":
            paths = self._visibility.paths
            return {page.pk: paths.html_path(page) or "" for page in found.only("path", "url_path")}
        return dict.fromkeys(found.values_list("pk", flat=True), "")

    def _tellable(self, paths: set[str]) -> set[str]:
        """Return those of the paths that may be named as old paths of public pages."""
        site = self._visibility.site
        if not paths or site is None:
            return set()
        restricted = tuple(self._restricted_paths())
        tellable = (path for path in paths if not path.startswith(restricted))
        known = {path: WithdrawnPath.stored(Redirect.normalise_path(path)) for path in tellable}
        withdrawn = WithdrawnPath.objects.filter(site=site, path__in=known.values()).values_list("path", flat=True)
        named = set(withdrawn)
        public = PublicObject.objects.filter(kind="page", site_id=site.pk, html_path__in=known)
        return {*public.values_list("html_path", flat=True), *(path for path in known if known[path] in named)}

    def _restricted_paths(self) -> Iterator[str]:
        """Yield the paths on the site of restricted pages; no old path at or below them is named."""
        for page in Page.objects.filter(view_restrictions__isnull=False).only("path", "url_path"):
            for root in self._visibility.paths.own_roots:
                if root.tree_path.startswith(page.path):
                    yield frontend_path(root.url_path, root.url_path, root.language_code)
                elif root.holds(page.path):
                    yield root.html_path(page.url_path)

    def _current_path_tags(self) -> set[str]:
        """Return the tags of the current paths of the records and redirects among the rows."""
        with_paths = [kind for kind, record_kind in record_kinds().items() if record_kind.section]
        keys = {kind: list(self._public.get(kind, ())) for kind in (*with_paths, "redirect")}
        if self._visibility.site is None or not any(keys.values()):
            return set()
        begin = f"path:{self._visibility.site.pk}:"
        shown = Q(pk__in=[])
        for kind, found in keys.items():
            shown |= Q(kind=kind, object_id__in=found)
        rows = PublicObject.objects.filter(shown).values_list("tags", flat=True)
        return {tag for tags in rows for tag in tags if tag.startswith(begin)}


def _keys(rows: Iterable[Change]) -> dict[str, set[int]]:
    """Return the keys, by kind, of the objects that the rows are about or that their tags name."""
    keys: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        keys[row.kind].add(row.object_id)
        for tag in row.tags:
            if tag.startswith("pages:"):
                _, kind, key = tag.split(":")
                keys[kind].add(int(key))
    return keys
