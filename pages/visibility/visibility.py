"""What the public may see: the one rule that every answer goes through.

A page is public when it is live, has not expired at the instant asked about, and neither it nor an ancestor carries a
view restriction. An image or a document is public when neither its collection nor an ancestor of that carries one. A
shared record is public when it is live and has not expired.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Page, Site

from pages.visibility.paths import SitePaths
from pages.visibility.site_context import SiteContext, read_site_context


def _below(field: str, tree_paths: Iterable[str]) -> Q:
    """Match rows whose treebeard path, in ``field``, is one of ``tree_paths`` or below it."""
    condition = Q(pk__in=[])
    for tree_path in tree_paths:
        condition |= Q(**{f"{field}__startswith": tree_path})
    return condition


def current(at: Any) -> Q:
    """Match what is live and has not expired at an instant, or at one that is given when a prepared query is run."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=at))


class Visibility:
    """What is public at one instant: on one site, or with ``everywhere`` on any.

    It reads the restrictions once, when first asked, however many querysets it filters.
    """

    def __init__(
        self,
        at: datetime.datetime | None = None,
        site: Site | None = None,
        *,
        everywhere: bool = False,
        paths: SitePaths | None = None,
        scope: SiteContext | None = None,
    ) -> None:
        """Take ``scope`` and ``paths`` where they have been read already."""
        self.at = at or timezone.now()
        self.site = site
        self.everywhere = everywhere
        #: The frontend paths of the pages that may be seen.
        self.paths = paths or SitePaths(site)
        self._given_scope = scope

    @cached_property
    def _scope(self) -> SiteContext:
        return self._given_scope or read_site_context()

    @property
    def _restricted_pages(self) -> tuple[str, ...]:
        return self._scope.restricted_pages

    @property
    def _restricted_collections(self) -> tuple[str, ...]:
        return self._scope.restricted_collections

    def language_code(self, locale_id: int) -> str:
        """Return the code of a language, given the key of its record."""
        return self._scope.language_codes[locale_id]

    def is_restricted(self, tree_path: str) -> bool:
        """Tell whether the page at a place in the tree, or one above it, carries a view restriction."""
        return tree_path.startswith(self._restricted_pages)

    def is_at_public_place(self, tree_path: str) -> bool:
        """Tell whether a page at a place in the tree may be seen there, if it is live and has not expired."""
        if self.is_restricted(tree_path):
            return False
        if self.everywhere:
            return True
        own, nested = self.paths.own_roots, self.paths.nested_roots
        return any(root.holds(tree_path) for root in own) and not any(root.holds(tree_path) for root in nested)

    def is_in_public_collection(self, collection_path: str) -> bool:
        """Tell whether images and documents of the collection at a place in its tree may be seen."""
        return not collection_path.startswith(self._restricted_collections)

    @cached_property
    def _current(self) -> Q:
        return current(self.at)

    def pages(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the public pages of a queryset of pages of any type."""
        queryset = queryset.filter(self._current)
        if not self.everywhere:
            queryset = queryset.filter(_below("path", [root.tree_path for root in self.paths.own_roots]))
            if nested := self.paths.nested_roots:
                queryset = queryset.exclude(_below("path", [root.tree_path for root in nested]))
        if self._restricted_pages:
            queryset = queryset.exclude(_below("path", self._restricted_pages))
        return queryset

    def records(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the public ones of a queryset of shared records."""
        return queryset.filter(self._current)

    def collected(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the public ones of a queryset of images or documents."""
        if self._restricted_collections:
            queryset = queryset.exclude(_below("collection__path", self._restricted_collections))
        return queryset

    def filter(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what is public of a queryset of any model. Raises ``TypeError`` for a model that has no rule."""
        model: type[Model] = queryset.model
        if issubclass(model, Page):
            return self.pages(queryset)
        if issubclass(model, AbstractImage | AbstractDocument):
            return self.collected(queryset)
        if issubclass(model, DraftStateMixin):
            return self.records(queryset)
        raise TypeError(f"There is no rule for what is public of {model._meta.label}.")


def visible_to_public(
    queryset: QuerySet[Any], at: datetime.datetime | None = None, site: Site | None = None
) -> QuerySet[Any]:
    """Keep what is public of ``queryset`` at the instant ``at`` (default: now), on ``site`` (default: any)."""
    return Visibility(at, site, everywhere=site is None).filter(queryset)


def visible_images(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the images of ``queryset`` that the public may see."""
    return visible_to_public(queryset)
