"""What is read: everything that there is and was, asked for in every way, and what never was."""

import random
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote, urlencode

from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from api.models import PublicObject
from pages.models import EventPage, EventSeries, Image, Organization, Person, Topic
from tests.api.crawl import COMMON_VALUES, PUBLIC_WORDS, cursor_texts
from tests.api.endpoints import Endpoint, accepts, all_endpoints, choices_of, order_names
from tests.api.handler import Application
from tests.api.stored_responses.readers import Target

FILES = ("/sitemap.xml", "/robots.txt", "/llms.txt")
FEEDS = tuple(f"/feeds/{name}.{suffix}" for name in ("posts", "events") for suffix in ("rss", "atom", "json"))
#: Half of all that is read is read of the usual host.
HOSTS = ("testserver", "testserver", "cms.example.org", "localhost:8000", "127.0.0.1")
#: Never to be asked again: they are another each time.
UNSTEADY = {"changes/", "schema/", "preview/", ""}
#: Shown lists are long enough, and the numbers of what is on them matter more.
LIMITS = ("1", "2", "5", "100")


class Targets:
    """Draws what to read. It remembers what there was, so that this is read again when it is no longer there."""

    def __init__(self) -> None:
        self._endpoints = [endpoint for endpoint in all_endpoints() if endpoint.route not in UNSTEADY]
        self._known: dict[str, set[str]] = defaultdict(set)
        self._cursors = Application()

    def look(self) -> None:
        """Learn what there is now."""
        queries: dict[str, Callable[[], object]] = {
            "page": lambda: Page.objects.values_list("pk", flat=True),
            "event": lambda: EventPage.objects.values_list("pk", flat=True),
            "path": lambda: PublicObject.objects.filter(kind="page").values_list("html_path", flat=True),
            "old_path": lambda: Redirect.objects.values_list("old_path", flat=True),
            "series": lambda: EventSeries.objects.values_list("slug", flat=True),
            "people": lambda: Person.objects.values_list("slug", flat=True),
            "organizations": lambda: Organization.objects.values_list("slug", flat=True),
            "topic": lambda: Topic.objects.values_list("slug", flat=True),
            "tags": lambda: Tag.objects.values_list("name", flat=True),
            "images": lambda: Image.objects.values_list("pk", flat=True),
            "documents": lambda: Document.objects.values_list("pk", flat=True),
            "redirects": lambda: Redirect.objects.values_list("pk", flat=True),
            "site": lambda: Site.objects.values_list("hostname", flat=True),
        }
        for name, query in queries.items():
            self._known[name] |= {str(value) for value in query()}  # type: ignore[attr-defined]

    def draw(self, drawn: random.Random) -> Target:
        """Return something to read."""
        host = drawn.choice(HOSTS)
        ways = (self._detail, self._detail, self._list, self._list, self._located, self._located, self._file)
        path, query = drawn.choice(ways)(drawn)
        if drawn.random() < 0.1:
            query = {**query, "site": self._one("site", drawn)}
        target = f"{path}?{urlencode(query)}" if query else path
        return Target(target, host)

    def _one(self, name: str, drawn: random.Random) -> str:
        return drawn.choice(sorted(self._known[name]) or ["1"])

    def _detail(self, drawn: random.Random) -> tuple[str, dict[str, str]]:
        endpoint = drawn.choice([found for found in self._endpoints if found.argument])
        kind = endpoint.route.partition("/")[0]
        key = self._one("page" if kind in ("pages", "posts", "events") else kind, drawn)
        return endpoint.path(key), self._shown(endpoint, drawn)

    def _shown(self, endpoint: Endpoint, drawn: random.Random) -> dict[str, str]:
        """Return how an object may be shown."""
        ways = {"fields": "*", "rich_text_format": "markdown", "crops": "square"}
        chosen = {name: value for name, value in ways.items() if name in endpoint.parameters and drawn.random() < 0.2}
        return chosen

    def _list(self, drawn: random.Random) -> tuple[str, dict[str, str]]:
        endpoint = drawn.choice([found for found in self._endpoints if found.is_list])
        query = self._shown(endpoint, drawn)
        names = [name for name in endpoint.parameters if not name.endswith("__isnull")]
        for name in drawn.sample(names, drawn.randint(0, 2)):
            values = [value for value in self._values(endpoint, name) if accepts(endpoint.parameters[name], value)]
            if values:
                query[name] = drawn.choice(values)
        if drawn.random() < 0.3:
            query["limit"] = drawn.choice(LIMITS)
            cursors = cursor_texts(self._cursors.ask(f"{endpoint.path()}?{urlencode(query)}"))
            if cursors and "offset" not in query:
                query["cursor"] = drawn.choice(cursors)
        return endpoint.path(), query

    def _values(self, endpoint: Endpoint, name: str) -> list[str]:
        if name == "order":
            return [order for order in order_names(endpoint) if order != "random"]
        if name == "search":
            return [*PUBLIC_WORDS, *self._known["people"]]
        if name in ("cursor", "as_of"):
            return []
        base = {"author": "people", "speaker": "people", "host": "people", "slug": "people"}.get(
            name.partition("__")[0], name.partition("__")[0]
        )
        if base == "id" or base.endswith("_of"):
            base = endpoint.route.partition("/")[0]
            base = base if base in self._known else "page"
        return [*choices_of(endpoint.parameters[name]), *sorted(self._known.get(base, ())), *COMMON_VALUES]

    def _located(self, drawn: random.Random) -> tuple[str, dict[str, str]]:
        path = self._one(drawn.choice(("path", "old_path", "path", "old_path", "people")), drawn)
        if "/" not in path:
            path = f"/people/{path}/"
        odd: list[Callable[[str], str]] = [
            *(str, str, str.upper, str.title, lambda text: text.strip("/"), lambda text: f"{text.rstrip('/')}/"),
            *(lambda text: text.replace("/", "//"), lambda text: quote(text, safe=""), lambda text: f"{text}?a=1"),
            *(lambda text: f"{text}never-there/", lambda text: f"{text};session=1"),
        ]
        path = drawn.choice(odd)(path)
        route, name = drawn.choice(
            [
                *(
                    ("resolve/", "path"),
                    ("markdown/", "path"),
                    ("pages/find/", "html_path"),
                    ("posts/find/", "html_path"),
                ),
                *(("redirects/find/", "html_path"), ("events/find/", "html_path")),
            ]
        )
        return f"/api/v2/{route}", {name: path}

    def _file(self, drawn: random.Random) -> tuple[str, dict[str, str]]:
        calendars = ("/feeds/events.ics", f"/feeds/events/{self._one('event', drawn)}.ics")
        paths = ("site/", "organization/", "urls/", "topics/", "tags/", "pages/")
        path = drawn.choice([*FILES, *FEEDS, *calendars, *(f"/api/v2/{name}" for name in paths)])
        return path, {}
