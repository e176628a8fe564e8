"""Finds what some pages need, and makes portable objects of all of it."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Page,
    PageViewRestriction,
    Revision,
    RevisionMixin,
)
from wagtail.permissions import policy_registry

from archives.contents.models import archived_models, is_mergeable
from archives.format.manifest import ArchiveError
from archives.portable.contents import content_of, digest, portable, tags_of
from archives.portable.identities import Identities, has_file
from archives.portable.places import path_of
from archives.portable.portable_object import NamedPage, PortableObject, PortableVersion
from archives.portable.references import root_of

#: So many earlier versions of an object are recognized elsewhere.
VERSIONS_KNOWN = 100


class _NotedIdentities(Identities):
    """Notes which objects it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[tuple[type[Model], Any]] = []

    def key(self, model: type[Model], primary_key: Any) -> str | None:
        self.noted.append((root_of(model), primary_key))
        return super().key(model, primary_key)


class Selection:
    """Some pages and all that they need, directly or not: ``objects``; of other pages only names: ``named_pages``.

    With ``drafts``, unpublished pages and changes are in it, too. With a ``reader``, files that this user may not use
    are refused.
    """

    def __init__(self, drafts: bool, reader: Any = None) -> None:
        self._drafts, self._reader = drafts, reader
        self._identities = _NotedIdentities()
        self.objects: dict[str, PortableObject] = {}
        self.named_pages: dict[str, NamedPage] = {}

    def add(self, pages: Iterable[Page], done: Callable[[int], None]) -> None:
        """Add pages and what they need. ``done`` is told how many objects there are.

        Raise ``ArchiveError`` if a page has never been public, and drafts are not asked for, or for a file that the
        reader may not use.
        """
        for page in sorted(pages, key=lambda page: page.path):
            self._add(Page, page.specific)
            done(len(self.objects))
        while self._identities.noted:
            noted, self._identities.noted = self._identities.noted, []
            for model, primary_key in dict.fromkeys(noted):
                self._need(model, primary_key)
                done(len(self.objects))
        for key in self.named_pages.keys() & self.objects.keys():
            del self.named_pages[key]

    def _need(self, model: type[Model], primary_key: Any) -> None:
        key = Identities.key(self._identities, model, primary_key)
        if key is None or key in self.objects or key in self.named_pages:
            return
        if model is Page:
            page: Any = Page._base_manager.get(pk=primary_key)
            self.named_pages[key] = NamedPage(
                key=key, title=page.title, path=path_of(page), language=page.locale.language_code
            )
        elif is_mergeable(model) and model in archived_models():
            row: Any = model._base_manager.get(pk=primary_key)
            self._add(model, row)

    def _add(self, root: type[Model], row: Any) -> None:
        key = self._identities.key(root, row.pk)
        if isinstance(row, Collection) and not row.is_root():
            self._identities.noted.append((root, row.get_parent().pk))
        if key is None:
            raise ArchiveError(f"“{row}” cannot be named elsewhere: its file is missing. Mend that, and export again.")
        if self._reader is not None and has_file(type(row)) and not _may_use(self._reader, row):
            raise ArchiveError(gettext("You may not use “%(title)s”, which is on one of the pages.") % {"title": row})
        versions = [] if getattr(row, "alias_of_id", None) else self._versions(row)
        self.objects[key] = PortableObject(
            model=row._meta.label_lower,
            key=key,
            title=str(row),
            versions=versions,
            before=self._before(row),
            file=row.file.name if has_file(type(row)) else "",
            tags=tags_of(row),
            **(self._of_page(row) if isinstance(row, Page) else {}),
            **_restriction(row),
            first_published_at=_instant(getattr(row, "first_published_at", None)),
        )

    def _of_page(self, page: Page) -> dict[str, Any]:
        parent = page.get_parent()
        original = page.alias_of_id
        return {
            "parent": (self._identities.key(Page, parent.pk) if parent is not None and parent.depth > 1 else None)
            or "",
            "path": path_of(page),
            "language": page.locale.language_code,
            "alias_of": (self._identities.key(Page, original) if original else None) or "",
        }

    def _versions(self, row: Any) -> list[PortableVersion]:
        if not isinstance(row, DraftStateMixin):
            return [PortableVersion(self._portable(row, content_of(row)), True)]
        found = [PortableVersion(self._portable(row, content_of(row)), True)] if row.live else []
        is_page = isinstance(row, Page)
        if (self._drafts and row.has_unpublished_changes) or not row.live:
            if is_page and not self._drafts:
                raise ArchiveError(f"“{row}” is not public: add --with-drafts, or publish it.")
            latest = row.latest_revision
            content = content_of(row) if latest is None else latest.content
            found.append(PortableVersion(self._portable(row, content), False))
        return found

    def _portable(self, row: Any, content: dict[str, Any]) -> dict[str, Any]:
        return portable(self._identities, type(row), content)

    def _before(self, row: Any) -> list[str]:
        """Return the hashes of earlier versions. What only these refer to is not needed."""
        if not isinstance(row, RevisionMixin):
            return []
        noted = list(self._identities.noted)
        revisions = Revision.objects.for_instance(row).order_by("-pk").values_list("content", flat=True)
        found = [digest(portable(self._identities, type(row), content)) for content in revisions[:VERSIONS_KNOWN]]
        self._identities.noted = noted
        return list(dict.fromkeys(found))


def _may_use(user: Any, row: Model) -> bool:
    """Return whether a user may choose a file for a page, or change it."""
    policy: Any = policy_registry.get_by_type(type(row))
    return bool(policy.user_has_any_permission_for_instance(user, ["choose", "change"], row))


def _instant(value: datetime.datetime | None) -> str:
    return "" if value is None else value.astimezone(datetime.UTC).isoformat()


def _restriction(row: Any) -> dict[str, Any]:
    """Return who may see a page or a collection, of itself or for one above it."""
    found: Any = None
    if isinstance(row, Page):
        found = PageViewRestriction.objects.filter(page__in=row.get_ancestors(inclusive=True))
        found = found.order_by("-page__depth").first()
    elif isinstance(row, Collection):
        found = CollectionViewRestriction.objects.filter(collection__in=row.get_ancestors(inclusive=True))
        found = found.order_by("-collection__depth").first()
    if found is None:
        return {}
    return {"restriction": found.restriction_type, "groups": sorted(found.groups.values_list("name", flat=True))}
