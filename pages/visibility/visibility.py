"""The visibility rule, which every response applies.

A page is public at an instant if it is live, has not expired, and neither it nor an ancestor has a view restriction. A
shared record is public if it is live and has not expired. An image or a document is public if neither its collection
nor an ancestor of the collection has a view restriction, and if a public page, a public record or the settings of a
site show it, or its collection or an ancestor is a public library.
"""

import datetime
import functools
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Page, Site

from pages.visibility.media_use import MediaUse
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import SiteContext, read_site_context


def _below(field: str, tree_paths: Iterable[str]) -> Q:
    """Return a condition for rows whose tree path, in ``field``, equals one of ``tree_paths`` or is below it."""
    condition = Q(pk__in=[])
    for tree_path in tree_paths:
        condition |= Q(**{f"{field}__startswith": tree_path})
    return condition


def current(at: Any) -> Q:
    """Return a condition for objects that are live and have not expired at an instant, or at an ``Argument``."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=at))


class Visibility:
    """Filters objects by whether they are public at one instant, on one site or, with ``everywhere``, on any site.

    The restrictions are read once, on first use, however many querysets are filtered.
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
        """Use ``scope`` and ``paths`` if they are already loaded. ``at`` defaults to now."""
        self.at = at or timezone.now()
        self.site = site
        self.everywhere = everywhere
        #: The frontend paths of pages.
        self.paths = paths or SitePaths(site)
        self._given_scope = scope

    @cached_property
    def _scope(self) -> SiteContext:
        return self._given_scope or read_site_context()

    @property
    def places(self) -> tuple[object, ...]:
        """Everything but the instant that decides which pages pass; equal for two that let the same places pass."""
        roots = (self.paths.own_roots, self.paths.nested_roots)
        return (self.everywhere, *(tuple(root.tree_path for root in found) for found in roots), self._restricted_pages)

    def at_instant(self, at: Any) -> "Visibility":
        """Return the same rule at another instant, or at an ``Argument``."""
        return Visibility(at, self.site, everywhere=self.everywhere, paths=self.paths, scope=self._scope)

    @property
    def _restricted_pages(self) -> tuple[str, ...]:
        return self._scope.restricted_pages

    @property
    def _restricted_collections(self) -> tuple[str, ...]:
        return self._scope.restricted_collections

    def language_code(self, locale_id: int) -> str:
        """Return the language code of the locale with this key; the default one for a locale that does not exist."""
        return self._scope.language_codes.get(locale_id, settings.LANGUAGE_CODE)

    def is_restricted(self, tree_path: str) -> bool:
        """Tell whether the page at ``tree_path``, or one above it, has a view restriction."""
        return tree_path.startswith(self._restricted_pages)

    def is_at_public_place(self, tree_path: str) -> bool:
        """Tell whether a live page at ``tree_path`` that has not expired is public."""
        if self.is_restricted(tree_path):
            return False
        if self.everywhere:
            return True
        own, nested = self.paths.own_roots, self.paths.nested_roots
        return any(root.holds(tree_path) for root in own) and not any(root.holds(tree_path) for root in nested)

    def is_in_public_collection(self, collection_path: str) -> bool:
        """Tell whether images and documents of the collection at ``collection_path`` are public."""
        return not collection_path.startswith(self._restricted_collections)

    @cached_property
    def _current(self) -> Q:
        return current(self.at)

    def pages(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter a queryset of pages of any type to the public ones."""
        queryset = queryset.filter(self._current)
        if not self.everywhere:
            queryset = queryset.filter(_below("path", [root.tree_path for root in self.paths.own_roots]))
            if nested := self.paths.nested_roots:
                queryset = queryset.exclude(_below("path", [root.tree_path for root in nested]))
        if self._restricted_pages:
            queryset = queryset.exclude(_below("path", self._restricted_pages))
        return queryset

    def records(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter a queryset of shared records to the public ones."""
        return queryset.filter(self._current)

    def in_public_collections(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter a queryset of images or documents to those in collections without a view restriction."""
        if self._restricted_collections:
            queryset = queryset.exclude(_below("collection__path", self._restricted_collections))
        return queryset

    def collected(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter a queryset of images or documents to the public ones."""
        shown = Q(Exists(self._uses.filter(media=queryset.model._meta.model_name, media_id=OuterRef("pk"))))
        if libraries := self._scope.public_libraries:
            shown |= _below("collection__path", libraries)
        return self.in_public_collections(queryset).filter(shown)

    @cached_property
    def _uses(self) -> QuerySet[MediaUse]:
        """The uses by which images and documents are public."""
        public = Q(owner__in=_settings_labels())
        public_records = Q(record="")
        for model in _record_models():
            keys = self.records(model._default_manager.order_by()).values("pk")
            public |= Q(owner=model._meta.label_lower, owner_id__in=keys)
            public_records |= Q(record=model._meta.label_lower, record_id__in=keys)
        pages = Visibility(self.at, everywhere=True, scope=self._scope).pages(Page.objects.order_by())
        public |= Q(owner=Page._meta.label_lower, owner_id__in=pages.values("pk"))
        return MediaUse.objects.filter(public & public_records)

    def filter(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter a queryset of any model to the public objects. Raise ``TypeError`` if the model has no rule."""
        model: type[Model] = queryset.model
        if issubclass(model, Page):
            return self.pages(queryset)
        if issubclass(model, AbstractImage | AbstractDocument):
            return self.collected(queryset)
        if issubclass(model, DraftStateMixin):
            return self.records(queryset)
        raise TypeError(f"There is no visibility rule for {model._meta.label}.")


@functools.cache
def _record_models() -> tuple[type[Model], ...]:
    """Return the models of records, without those that inherit from another one."""
    records = {
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    }
    return tuple(sorted((model for model in records if not model._meta.parents), key=lambda model: model._meta.label))


@functools.cache
def _settings_labels() -> tuple[str, ...]:
    """Return the models of site settings, which are always public."""
    return tuple(model._meta.label_lower for model in apps.get_models() if issubclass(model, BaseSiteSetting))


def visible_to_public(
    queryset: QuerySet[Any], at: datetime.datetime | None = None, site: Site | None = None
) -> QuerySet[Any]:
    """Filter ``queryset`` to the objects that are public at ``at`` (default: now), on ``site`` (default: any)."""
    return Visibility(at, site, everywhere=site is None).filter(queryset)


def viewable_images(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Filter a queryset of images to those that whoever knows their signed URL may see, so that previews show them."""
    return Visibility(everywhere=True).in_public_collections(queryset)
