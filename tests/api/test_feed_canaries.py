"""Nothing that is not public shows in any feed, on any site; and this test would notice."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from wagtail.models import Page

from pages.visibility.visibility import Visibility
from tests.api.canaries import NESTED_SITE, OTHER_SITE, Menagerie
from tests.api.crawl import Crawl

pytestmark = pytest.mark.slow
FEEDS = ("posts.rss", "posts.atom", "posts.json", "events.rss", "events.ics")
QUERIES: tuple[dict[str, str], ...] = (
    {"limit": "100"},
    {"site": OTHER_SITE},
    {"site": NESTED_SITE},
    {"locale": "de"},
    {"search": "page"},
    {"tags": "hope"},
    {"child_of": "root"},
)


def addresses(menagerie: Menagerie) -> Iterator[str]:
    for query in QUERIES:
        yield from (f"/feeds/{name}?{urlencode(query)}" for name in FEEDS)
    for site in ({}, {"site": OTHER_SITE}, {"site": NESTED_SITE}):
        # Whether they are public or not, and of whatever type.
        for key in Page.objects.order_by("pk").values_list("pk", flat=True):
            yield f"/feeds/events/{key}.ics?{urlencode(site)}"


def test_no_feed_shows_what_is_not_public(menagerie: Menagerie) -> None:
    crawl = Crawl(menagerie)
    shown = [crawl.ask(target).status for target in addresses(menagerie)]
    assert crawl.leaks == []
    assert shown[: len(FEEDS)] == [200] * len(FEEDS)
    assert set(shown) == {200, 404}


def test_a_page_that_is_not_public_is_noticed(menagerie: Menagerie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visibility, "pages", lambda self, queryset: queryset)
    # The rule holds a second time where pages are read by their keys.
    monkeypatch.setattr(
        "api.views.pages.read_whole_pages",
        lambda visibility, deferred, *, keys: [page.specific for page in Page.objects.filter(pk__in=keys)],
    )
    crawl = Crawl(menagerie)
    for name in FEEDS:
        crawl.leaks.clear()
        crawl.ask(f"/feeds/{name}?limit=100")
        assert crawl.leaks, name


def test_a_row_that_is_not_public_is_noticed(menagerie: Menagerie, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "api.content.representations.participant",
        lambda related, row, **_: {"name": row.name, "person": None, "organization": None, "photo": None},
    )
    crawl = Crawl(menagerie)
    crawl.ask("/feeds/posts.rss?limit=100")
    assert crawl.leaks != []
