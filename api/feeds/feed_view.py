"""The base classes of all feeds."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from rest_framework.request import Request
from wagtail.models import Page

from api.content.aliases import without_aliases
from api.entries.printable import printable
from api.feeds.channel import Channel, site_channel
from api.formats.feed_urls import feed_url
from api.lists.filters import LOCALE
from api.lists.pagination import DEFAULT_LIMIT, LIMIT
from api.lists.search import search_query
from api.registry.page_types import serializer_for
from api.requests.selection import Selection
from api.views.base import SITE
from api.views.files import FileView
from api.views.page_lists import PageListView
from api.views.pages import PageView
from pages.database.bad_rows import each_by_itself
from pages.models.base import BasePage
from pages.search.results import found, searching

Made = TypeVar("Made")


class FeedView(FileView, PageView):
    """A feed of one site, in the format of its path."""

    model: ClassVar[type[BasePage]]
    #: The API fields from which the feed is built.
    fields: ClassVar[Sequence[str]]

    def selection(self) -> Selection:
        """Return the fields from which the feed is built."""
        return Selection(dict.fromkeys(self.fields))

    def made(self, pages: Sequence[Page], make: Callable[[Any, dict[str, Any]], Made]) -> list[Made]:
        """Return what ``make`` returns for each page of the feed's type, without those that are broken.

        It takes a page and its API fields, which are without characters that a format cannot represent.
        """
        values = printable(self.build([(serializer_for(self.model), pages)], self.selection()))
        built = {id(page): value for page, value in zip(pages, values, strict=True) if value is not None}
        sound = [page for page in pages if id(page) in built]
        return [entry for _, entry in each_by_itself(sound, lambda page: make(page, built[id(page)]))]

    def pages_of(self, queryset: Any) -> list[Any]:
        """Return the pages of a queryset, in its order, with the columns that the feed needs."""
        return self.pages_with(list(queryset.values_list("pk", flat=True)), (self.model,), self.selection())

    def channel(self, request: Request) -> Channel:
        """Return the metadata of the feed."""
        given = {name: text for name, text in self.given().items() if name in self.query and name != SITE.name}
        url = feed_url(request.path, self.site, given)
        return site_channel(self.site, self.visibility, self.model, url, self.query.get(LOCALE.parameter.name))


class FeedListView(FeedView, PageListView):
    """A feed of the pages of a list, with the list's filters and in one order."""

    list_parameters = (LIMIT,)
    default_limit: ClassVar[int] = DEFAULT_LIMIT

    def ordered(self, queryset: Any) -> Any:
        """Return the queryset in the order of the feed."""
        order = self.order()
        return order.apply(queryset) if order else queryset

    def rows(self) -> list[Any]:
        """Return the pages of the feed."""
        limit = self.query.get(LIMIT.name, self.default_limit)
        filtered, search = self.filtered(self.candidates()), search_query(self.query)
        queryset = without_aliases(filtered, filtered)
        if search is None:
            return self.pages_of(self.ordered(queryset)[:limit])
        with searching():
            return self.pages_of(self.ordered(found(queryset, search))[:limit])
