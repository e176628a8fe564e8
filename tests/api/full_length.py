"""The most that can be written into the URL of each endpoint, made from the parameters that it declares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, cycle, islice
from typing import Any
from urllib.parse import urlencode

from api.feeds.urls import feed_patterns
from api.formats.links import API_PATH
from api.lists.pagination import MAXIMUM_OFFSET
from api.requests.middleware import MAXIMUM_URL_BYTES
from api.requests.parameters import Parameter
from api.requests.selection import MAXIMUM_NAMES
from api.views.lists import ListView
from api.views.markdown import SiteGuideView
from api.views.page_lists import PageListView
from api.views.robots import RobotsView
from api.views.sitemap import SitemapView
from pages.models import EventPage, GuestBlogPost
from tests.api.crawl import Crawl
from tests.api.endpoints import Endpoint, accepts, choices_of, order_names
from tests.api.fuzz_requests import Vocabulary

#: What decides how much a response shows of each object, and of how many.
PRESENTATION = ("fields", "crops", "limit", "rich_text_format")


@dataclass(frozen=True)
class Subject:
    """An endpoint at the place where it has most to show, with the parameters that it needs there."""

    endpoint: Endpoint
    path: str
    needed: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters that it takes beside those that it needs."""
        needed = dict(self.needed)
        return {name: found for name, found in self.endpoint.parameters.items() if name not in needed}


@dataclass(frozen=True)
class FullUrl:
    """A URL with some parameters at their full length, and what these are."""

    target: str
    names: tuple[str, ...]


#: Two types that share filters, which a list of both applies to each.
MIXED = "pages.GuestBlogPost,pages.EventPage"


class MixedEndpoint(Endpoint):
    """The list of all pages, limited to two types, whose parameters it takes."""

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        view: Any = self.view()
        view._named_types = (GuestBlogPost, EventPage)
        return view.known_parameters()


class FullLength:
    """Makes URLs of what is known to find something, filled up with what finds nothing."""

    def __init__(self, crawl: Crawl) -> None:
        self._vocabulary = Vocabulary(crawl)
        self._application = crawl.application
        self._values: dict[tuple[Subject, str], str] = {}
        self.subjects = [self._at_its_place(endpoint) for endpoint in crawl.endpoints]
        self.subjects += self._beside_the_api(crawl)
        self.subjects.append(Subject(MixedEndpoint("pages/", PageListView), f"{API_PATH}pages/", (("type", MIXED),)))

    def _at_its_place(self, endpoint: Endpoint) -> Subject:
        if endpoint.is_list:
            return Subject(endpoint, endpoint.path())
        # The last of a kind is one that refers to most: it was made after.
        path, needed = self._vocabulary.places[endpoint.route][-1]
        return Subject(endpoint, path, tuple(needed))

    @staticmethod
    def _beside_the_api(crawl: Crawl) -> Iterator[Subject]:
        event = crawl.menagerie.everything.event.pk
        for pattern in feed_patterns():
            route = getattr(pattern.pattern, "_route", "")
            view: Any = pattern.callback
            yield Subject(Endpoint(str(pattern.pattern), view.cls), f"/feeds/{route or f'events/{event}.ics'}")
        yield Subject(Endpoint("sitemap.xml", SitemapView), "/sitemap.xml")
        yield Subject(Endpoint("robots.txt", RobotsView), "/robots.txt")
        yield Subject(Endpoint("llms.txt", SiteGuideView), "/llms.txt")

    def urls(self, subject: Subject, *, thorough: bool) -> Iterator[FullUrl]:
        """Yield the URL without parameters, with as much as can be shown, and with each parameter in addition.

        Unless it shall be ``thorough``, these are only the parameters that can be long, and of the columns, whose
        filters are all alike, the first.
        """
        columns = {column.name for column in _columns(subject.endpoint)[1:]}
        yield FullUrl(subject.path + (f"?{urlencode(subject.needed)}" if subject.needed else ""), ())
        yield self._url(subject, ())
        for name, parameter in subject.parameters.items():
            is_long = parameter.parse.schema.get("type") == "array" or name in ("order", "search", "cursor")
            if thorough or (is_long and name.partition("__")[0] not in columns):
                yield self._url(subject, (name,))

    def pairs(self, subject: Subject, most: int) -> Iterator[FullUrl]:
        """Yield a URL for each two parameters, with as much as can be shown, and at most so many of them."""
        for names in islice(combinations(subject.parameters, 2), most):
            yield self._url(subject, names)

    def _url(self, subject: Subject, names: tuple[str, ...]) -> FullUrl:
        shown = [name for name in PRESENTATION if name in subject.parameters and name not in names]
        query = dict(subject.needed) | {name: self.value(subject, name) for name in (*names, *shown)}
        target = f"{subject.path}?{urlencode(query, safe=',:*()/')}"
        for name in shown:
            # What must be left out is what is longest of what everything has.
            if len(target.encode()) > MAXIMUM_URL_BYTES:
                query[name] = "*" if name == "fields" else query[name]
                target = f"{subject.path}?{urlencode(query, safe=',:*()/')}"
        return FullUrl(target, (*names, *shown))

    def value(self, subject: Subject, name: str) -> str:
        """Return the text of a parameter at its full length, which is found once: some of it is asked for."""
        if (subject, name) not in self._values:
            self._values[subject, name] = self._find_value(subject, name)
        return self._values[subject, name]

    def _find_value(self, subject: Subject, name: str) -> str:
        parameter = subject.parameters[name]
        values = self._vocabulary.values
        known = values.get((subject.endpoint.route, name)) or values.get(("posts/", name), [])
        schema = parameter.parse.schema
        if name == "fields":
            return ",".join(["*", *self._fields(subject, known)])
        if name == "order":
            return _joined(order_names(subject.endpoint)[:-1] or ["id"], 1000, schema["maxLength"])
        if name == "search":
            return "".join(islice(cycle("a s p w n e o t r c "), schema["maxLength"]))
        if schema.get("type") == "array":
            return _joined(self._items(parameter, known), schema["maxItems"], 1900)
        if schema.get("type") == "integer" and "maximum" in schema and name in ("limit", "offset"):
            return str(min(schema["maximum"], MAXIMUM_OFFSET))
        finds = [value for value in known if accepts(parameter, value)]
        if finds:
            return max(finds, key=len) if "cursor" in name else finds[0]
        return next(_fillers(schema))

    @staticmethod
    def _items(parameter: Parameter, known: list[str]) -> Iterator[str]:
        """Yield values of a list: first those that find something, each as short as it can be written."""
        choices = choices_of(parameter)
        if choices:
            yield from cycle(choices)
        single = [value for value in known if "," not in value and accepts(parameter, value)]
        yield from sorted(dict.fromkeys(single), key=len)[:5]
        yield from _fillers(parameter.parse.schema["items"])

    def _fields(self, subject: Subject, known: list[str]) -> Iterator[str]:
        """Yield as many fields as can be named beside ``*``: what is inside of what, the deepest first."""
        inside = [name for name in known if name[:1] not in ("-", "*", "_") and "(" in name]
        names, length, seen = 1, 1, set()
        for name in sorted(inside, key=lambda name: -name.count("(")):
            first, cost = name.partition("(")[0], 1 + name.count("(")
            if first in seen or names + cost >= MAXIMUM_NAMES or length + len(name) > 1800:
                continue
            # What only some types have is refused by a list of several.
            query = urlencode({**dict(subject.needed), "fields": f"*,{name}"})
            if self._application.ask(f"{subject.path}?{query}").status == 200:
                seen.add(first)
                names, length = names + cost, length + len(name) + 1
                yield name


def _columns(endpoint: Endpoint) -> list[Any]:
    view = endpoint.view()
    return list(view.all_columns()) if isinstance(view, ListView) else []


def _joined(values: Any, most: int, longest: int) -> str:
    """Return values with commas between them: at most so many, and at most so many characters."""
    text = ""
    for value in islice(values, most):
        if len(text) + 1 + len(value) > longest:
            break
        text = f"{text},{value}" if text else value
    return text


def _fillers(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield values that a schema allows and that find nothing, short ones first."""
    kind, written = schema.get("type"), schema.get("format")
    if "oneOf" in schema:
        yield from _fillers(schema["oneOf"][0])
    elif schema.get("enum"):
        yield from cycle(map(str, schema["enum"]))
    elif kind == "boolean":
        yield from cycle(("1", "0"))
    elif kind == "integer":
        yield from (str(number) for number in range(max(schema.get("minimum", 0), 0) + 2, 1000))
    elif written in ("date", "date-time"):
        yield from (f"19{year:02}-{month:02}-01" for year in range(70, 100) for month in range(1, 13))
    else:
        yield from (f"v{number}" for number in range(1000))
