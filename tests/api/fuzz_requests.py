"""Requests of every kind, sensible and absurd, made from what the endpoints declare."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from hypothesis import strategies as st

from api.formats.links import API_PATH
from tests.api.crawl import COMMON_VALUES, PUBLIC_WORDS, Crawl, cursor_texts
from tests.api.endpoints import Endpoint, accepts, built_shapes, choices_of, order_names, selections
from tests.api.fuzz_values import ABSURD_TEXTS, HEADERS, METHODS, NEARLY, PATH_PARTS, QUERY_JUNK, SEARCH_TEXTS
from tests.api.handler import Request

Pairs = list[tuple[str, str]]


class Vocabulary:
    """What each endpoint is asked with: values that its parameters take, and places at which there is something."""

    def __init__(self, crawl: Crawl) -> None:
        self.endpoints = crawl.endpoints
        #: By route, paths with the parameters that they need.
        self.places: dict[str, list[tuple[str, Pairs]]] = {}
        self.values: dict[tuple[str, str], list[str]] = {}
        for endpoint in crawl.endpoints:
            found = [Request(target) for target in crawl.finds(endpoint)] or [Request(endpoint.path("x"))]
            self.places[endpoint.route] = [(place.path, parse_qsl(place.query_string)) for place in found]
            for name, parameter in endpoint.parameters.items():
                known = [*choices_of(parameter), *COMMON_VALUES, *(value for _, value in crawl.hidden_values(name))]
                self._learn(endpoint, name, [value for value in known if accepts(parameter, value)])
            self._learn(endpoint, "order", order_names(endpoint))
            self._learn(endpoint, "fields", self._fields(crawl, found))
            self._learn(endpoint, "cursor", cursor_texts(crawl.application.ask(f"{endpoint.path()}?limit=2")))
            self._learn(
                endpoint,
                "since",
                [value for place in found for name, value in parse_qsl(place.query_string) if name == "since"],
            )
            self._learn(endpoint, "token", list(crawl.menagerie.preview_tokens.values()))
            self._learn(endpoint, "search", [*PUBLIC_WORDS, *crawl.menagerie.canaries.words[::20]])

    def _learn(self, endpoint: Endpoint, name: str, values: list[str]) -> None:
        if name in endpoint.parameters:
            self.values[endpoint.route, name] = values or ["x"]

    @staticmethod
    def _fields(crawl: Crawl, places: Sequence[Request]) -> list[str]:
        shapes: dict[str, Any] = {}
        for place in places[-3:]:
            with built_shapes() as built:
                crawl.application.ask(place)
            shapes |= built
        names = [name for shape in shapes.values() for name in selections(shape)]
        return ["*", "_", *names, *(f"-{name}" for name in names if "(" not in name)]


def requests(vocabulary: Vocabulary) -> st.SearchStrategy[Request]:
    """Return a strategy for requests of every kind."""
    targets = _weighted((14, _targets(vocabulary)), (1, _stray_targets()))
    methods = _weighted((12, st.just("GET")), (1, st.sampled_from(METHODS)))
    return st.builds(Request, target=targets, method=methods, headers=_weighted((5, st.just(())), (1, _headers())))


def _weighted(*choices: tuple[int, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Return a strategy that draws from each of several so often."""
    return _any_of([strategy for weight, strategy in choices for _ in range(weight)])


def _any_of(strategies: Sequence[st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Return a strategy that draws from each of several equally often, those that are given twice twice as often."""
    return st.sampled_from(range(len(strategies))).flatmap(lambda position: strategies[position])


def _headers() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    one = _any_of([st.tuples(st.just(name), st.sampled_from(values)) for name, values in HEADERS.items()])
    return st.lists(one, min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(tuple)


def _targets(vocabulary: Vocabulary) -> st.SearchStrategy[str]:
    def of(endpoint: Endpoint) -> st.SearchStrategy[str]:
        places = st.sampled_from(vocabulary.places[endpoint.route])
        sensible = st.lists(_pairs(vocabulary, endpoint, sensible=True), max_size=4, unique_by=lambda pair: pair[0])
        odd = st.lists(_pairs(vocabulary, endpoint, sensible=False), max_size=4)
        right = st.builds(_target, places, sensible)
        wrong = st.builds(_target, st.builds(_misplaced, places, _place_changes(endpoint)), st.one_of(sensible, odd))
        junk = st.builds("{}{}{}".format, right, st.sampled_from("?&"), st.sampled_from(QUERY_JUNK))
        return _weighted((8, right), (4, st.builds(_target, places, odd)), (2, wrong), (1, junk))

    return _any_of([of(endpoint) for endpoint in vocabulary.endpoints])


def _target(place: tuple[str, Pairs], pairs: Pairs) -> str:
    path, needed = place
    query = urlencode([*needed, *(pair for pair in pairs if pair not in needed)], errors="surrogatepass")
    return f"{path}?{query}" if query else path


def _misplaced(place: tuple[str, Pairs], change: tuple[str, str]) -> tuple[str, Pairs]:
    path, needed = place
    kind, part = change
    changed = {
        "argument": f"{path.rstrip('/').rpartition('/')[0]}/{part}/",
        "slash": path.rstrip("/"),
        "tail": f"{path}{part}/",
        "double": path.replace("/v2/", "/v2//"),
        "case": path.upper(),
    }
    return changed[kind], needed


def _place_changes(endpoint: Endpoint) -> st.SearchStrategy[tuple[str, str]]:
    kinds = ["slash", "tail", "double", "case", *(["argument"] * 4 if endpoint.argument else [])]
    return st.tuples(st.sampled_from(kinds), st.sampled_from(PATH_PARTS))


def _pairs(vocabulary: Vocabulary, endpoint: Endpoint, *, sensible: bool) -> st.SearchStrategy[tuple[str, str]]:
    names = sorted(endpoint.parameters)
    right = _any_of(
        [
            st.tuples(st.just(name), _texts(endpoint, name, vocabulary.values[endpoint.route, name], sensible))
            for name in names
        ]
    )
    if sensible:
        return right
    unknown = st.one_of(st.sampled_from(names).map("{}[]".format), st.sampled_from(ABSURD_TEXTS), st.text(max_size=9))
    return _weighted((12, right), (1, st.tuples(unknown, st.sampled_from(ABSURD_TEXTS))))


def _texts(endpoint: Endpoint, name: str, values: Sequence[str], sensible: bool) -> st.SearchStrategy[str]:
    known = st.sampled_from(values)
    several = st.lists(known, min_size=2, max_size=5).map(",".join)
    if sensible:
        takes_several = accepts(endpoint.parameters[name], f"{values[0]},{values[-1]}")
        return _weighted((3, known), (1, several if takes_several else known))
    nearly = st.builds(lambda text, change: change.replace("{}", text), known, st.sampled_from(NEARLY))
    absurd = st.sampled_from(ABSURD_TEXTS)
    special = {"search": _searches(), "fields": _field_expressions(values)}.get(name, absurd)
    return _weighted((2, known), (1, several), (2, nearly), (2, absurd), (4, special), (1, st.text(max_size=40)))


def _searches() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(SEARCH_TEXTS), min_size=1, max_size=3).map(" ".join)


def _field_expressions(names: Sequence[str]) -> st.SearchStrategy[str]:
    leaves = st.sampled_from([*(name for name in names if "(" not in name), "*", "_", "x", ""])
    nested = st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda name, inside: f"{name}({','.join(inside)})", leaves, st.lists(inner, max_size=3)
        ),
        max_leaves=8,
    )
    return st.lists(nested, min_size=1, max_size=4).map(",".join)


def _stray_targets() -> st.SearchStrategy[str]:
    """Addresses that are nobody's, of the API and of the images beside it."""
    parts = st.lists(st.sampled_from(PATH_PARTS), max_size=4).map("/".join)
    roots = st.sampled_from(
        ["/api", "/api/", "/api/v2", API_PATH, "/api/v1/", "/API/v2/", "//api/v2/", f"{API_PATH}pages"]
    )
    images = st.builds(
        "/images/{}/{}/{}/{}.{}".format,
        st.sampled_from(["1", "9" * 18, "9" * 30, "x"]),
        st.sampled_from(["0", "abc", "é"]),
        st.sampled_from(["width-320", "square-160", "original", "width-0"]),
        st.sampled_from(["x", "A" * 43, "%00"]),
        st.sampled_from(["jpg", "webp", "avif", "exe", ""]),
    )
    queries = st.one_of(st.just(""), st.text(max_size=30).map(lambda text: "?" + quote(text, errors="surrogatepass")))
    return st.builds(lambda path, query: path + query, st.one_of(st.builds(str.__add__, roots, parts), images), queries)
