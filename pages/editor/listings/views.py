"""The views of page lists: of all pages of a type, and of the pages below a section."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, QuerySet, TextField
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import (
    ExplorableIndexView,
    GenericPageFilterSet,
    IndexView,
    PageFilterSet,
    PageListingMixin,
)

from pages.database.alphabet import alphabetical
from pages.editor.alphabetical_order import in_alphabetical_order
from pages.editor.listings.columns import ListingColumn
from pages.editor.listings.listing import Listing, listing_of
from pages.models import EventPage, GuestBlogPost, SectionPage
from pages.search.query import SearchQuery
from pages.search.results import found
from pages.visibility.paths import SitePaths

#: What the pages of a section are mostly of, by what the section shows.
SHOWN_TYPES: dict[str, Any] = {
    SectionPage.Shows.POSTS: GuestBlogPost,
    SectionPage.Shows.EVENTS: EventPage,
}
#: Wagtail's columns before and after our own.
BEFORE, AFTER = ("bulk_actions", "title"), ("latest_revision_created_at", "status")


class LeafFilterSet(PageFilterSet):
    """Wagtail's filters for pages that have no pages below them."""

    has_child_pages = None


class ListingMixin:
    """Adds the columns, filters, orders and search of a ``Listing`` to one of Wagtail's lists of pages."""

    request: Any
    listing: Listing | None = None

    @cached_property
    def listing_columns(self) -> Sequence[ListingColumn]:
        return self.listing.columns if self.listing else ()

    def get_ordering(self) -> Any:
        """Return the order that was asked for, or the date, the latest first; a search does not change it."""
        if not self.listing_columns:
            return super().get_ordering()  # type: ignore[misc]
        asked = self.request.GET.get("ordering")
        return asked if asked in self.get_valid_orderings() else "-date"  # type: ignore[attr-defined]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = (self.ordering or "").removeprefix("-")  # type: ignore[attr-defined]
        column = next((column for column in self.listing_columns if column.sort_key == name), None)
        if column is None:
            return in_alphabetical_order(super().order_queryset(queryset))  # type: ignore[misc]
        queryset = queryset.alias(listed_value=column.sort_subquery())
        is_text = isinstance(queryset.query.annotations["listed_value"].output_field, CharField | TextField)
        value = F(alphabetical("listed_value") if is_text else "listed_value")
        descends = self.ordering.startswith("-")  # type: ignore[attr-defined]
        by_value = value.desc(nulls_last=True) if descends else value.asc(nulls_last=True)
        return queryset.order_by(by_value, "-pk" if descends else "pk")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter by the words of the search, drafts included, as the public search finds them: without accents."""
        if not self.is_searching:  # type: ignore[attr-defined]
            return queryset
        return found(queryset, SearchQuery.parse(self.search_query))  # type: ignore[attr-defined]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found_context: dict[str, Any] = super().get_context_data(**context)  # type: ignore[misc]
        pages, paths = found_context["object_list"], SitePaths()
        for page in pages:
            page.shared_site_paths = paths
        for column in self.listing_columns:
            column.load(pages)
        return found_context

    def _arranged(self, columns: Sequence[Column]) -> list[Column]:
        by_name = {column.name: column for column in columns}
        return [*(by_name[name] for name in BEFORE), *self.listing_columns, *(by_name[name] for name in AFTER)]


class TypeIndexView(ListingMixin, IndexView):
    """The list of all pages of one type."""

    @cached_property
    def listing(self) -> Listing:  # type: ignore[override]
        return listing_of(self.model)

    @cached_property
    def columns(self) -> list[Column]:
        return self._arranged(PageListingMixin.base_columns)

    @cached_property
    def filterset_class(self) -> type[PageFilterSet]:
        return self.listing.filterset(LeafFilterSet)


class SectionIndexView(ListingMixin, ExplorableIndexView):
    """The pages below a section: with the columns and filters of posts or events if the section shows them."""

    @cached_property
    def listing(self) -> Listing | None:  # type: ignore[override]
        model = SHOWN_TYPES.get(self.parent_page.shows)
        return listing_of(model) if model else None

    @cached_property
    def columns(self) -> list[Column]:
        if self.listing is None:
            return ExplorableIndexView.base_columns
        return self._arranged(ExplorableIndexView.base_columns)

    @cached_property
    def filterset_class(self) -> type[PageFilterSet]:
        return self.listing.filterset(GenericPageFilterSet) if self.listing else GenericPageFilterSet

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Wagtail's view calls these before its own search, which ours replaces.
        for hook in hooks.get_hooks("construct_explorer_page_queryset"):
            queryset = hook(self.parent_page, queryset, self.request)
        return super().search_queryset(queryset)
