"""Sends all requests that the API takes to content with canaries, and looks for them in every response."""

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle, islice, product, zip_longest
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core import signing
from wagtail.models import Site

from api.formats.links import API_PATH
from api.requests.cursors import CURSOR_SALT
from api.tags.names import path_tag
from tests.api.canaries import NESTED_SITE, NEVER_KEY, NEVER_WORD, OTHER_SITE, Hidden, Menagerie
from tests.api.endpoints import (
    Endpoint,
    accepts,
    all_endpoints,
    built_shapes,
    choices_of,
    order_names,
    selections,
)
from tests.api.handler import Answer, Application, Request
from tests.changes import since

SEED = 20_250_401
#: What every parameter is tried with beside what its refusals name and what the content offers.
COMMON_VALUES = (
    *("true", "false", "0", "1", "2", "100", "root", "*", "_", "-title", "title", "json"),
    *("2000-01-01", "2024-05-17", "2030-06-14", "2017-06-16T17:00:00Z", "2030-01-01T00:00:00Z"),
    *("en", "de", "localhost", OTHER_SITE, NESTED_SITE, "/", "/news/", "/old-page", "not-yet", "hope", "safe-work"),
    *(
        "pages.eventpage",
        "ada-writer",
        "quiet-topic",
        "quiet-person",
        "quiet-series",
        "briefings",
        "Words",
        "Referring",
        "quiet person",
    ),
)
PUBLIC_WORDS = ("see", "page", "words", "referring", "shown name", "a paper", "ask", "director", "union")
_CURSOR = re.compile(rb'"(?:next|previous)_cursor":"([^"]+)"')
_SIGNED = re.compile(r"(?<=_cursor\":\")[^\"]+(?=\")")
_TOKENS = re.compile(r"[,()]")


class Crawl:
    """Asks, and keeps what leaked. Every address is asked once."""

    def __init__(self, menagerie: Menagerie) -> None:
        self.menagerie = menagerie
        self.application = Application()
        self.endpoints = all_endpoints()
        self.asked: set[str] = set()
        self.leaks: list[str] = []

    def ask_all(self, targets: Iterable[str]) -> None:
        """Send the requests that were not sent yet, and check the responses."""
        for target in targets:
            if target not in self.asked:
                self.ask(target)

    def ask(self, target: str) -> Answer:
        """Send a request, and check the response."""
        self.asked.add(target)
        answer = self.application.ask(target)
        self.leaks += [f"{target}: {leak}" for leak in self.leaks_of(target, answer)]
        return answer

    def leaks_of(self, target: str, answer: Answer) -> list[str]:
        """Return what a response shows that it must not."""
        if answer.status >= 500:
            return [f"status {answer.status}"]
        query = parse_qsl(Request(target).query_string, keep_blank_values=True)
        site = dict(query).get("site", "localhost").partition(":")[0]
        shown = [answer.body.decode(), *cursor_values(answer)]
        if answer.status == 200 and "/changes/" in target:
            shown = [self.without_withdrawals(answer, {name: text for name, text in query if name == "site"})]
        if answer.status == 400:
            shown = [without_echo(answer, tokens_of(query))]
        shown += [f"{name}: {value}" for name, value in without_asked_paths(answer.headers, query).items()]
        return self.menagerie.canaries.found("\n".join(shown), site)

    def without_withdrawals(self, answer: Answer, site: Mapping[str, str]) -> str:
        """Return the body of a response of ``changes/`` without what it may reveal of content that was once public.

        That is the key of what went, and of a page that ``resolve`` calls gone also where it was.
        """
        told = answer.json()
        for item in told["items"]:
            if item["action"] not in ("unpublished", "deleted"):
                continue
            own = f":{item.pop('id')}"
            item["tags"] = [tag for tag in item["tags"] if not tag.endswith(own)]
            query = urlencode({"path": item["old_html_path"] or "/", **site})
            if self.application.ask(f"{API_PATH}resolve/?{query}").json().get("outcome") == "gone":
                del item["old_html_path"]
                item["tags"] = [tag for tag in item["tags"] if not tag.startswith("path:")]
        return json.dumps(told, ensure_ascii=False)

    # What is there

    def arguments(self, endpoint: Endpoint) -> list[str]:
        """Return what is public for the argument of an endpoint's path, as its list names it."""
        if "token" in endpoint.parameters:
            # Any number: the token alone says what is shown.
            return ["1"]
        name = "id" if endpoint.argument == "key" else endpoint.argument
        whole = f"{endpoint.path('<').partition('<')[0]}?limit=100"
        items = json.loads(self.ask(whole).body)["items"]
        return [str(item[name]) for item in items]

    def instances(self, endpoint: Endpoint) -> list[str]:
        """Return the paths at which an endpoint has something to show."""
        if {"since", "limit"} <= endpoint.parameters.keys():
            return [endpoint.path(), *self.walk(endpoint.path())]
        return [endpoint.path(argument) for argument in (self.arguments(endpoint) if endpoint.argument else [""])]

    def hidden_values(self, parameter: str) -> Iterator[tuple[Hidden, str]]:
        """Yield the values of a parameter that name hidden objects."""
        name = parameter.partition("__")[0]
        for hidden in self.menagerie.hidden:
            for value in hidden.values(name):
                yield hidden, value

    # Addresses, by family

    def plain(self) -> Iterator[str]:
        """Everything public and everything hidden, at every path, on every site, and for search engines."""
        for file in ("/sitemap.xml", "/llms.txt"):
            yield from (file, f"{file}?site={OTHER_SITE}", f"{file}?site={NESTED_SITE}")
        for endpoint in self.endpoints:
            paths = self.instances(endpoint)
            if endpoint.argument:
                paths += [
                    endpoint.path(value) for hidden in self.menagerie.hidden for value in hidden.values("slug")[:3]
                ]
            for path in paths:
                yield path
                if "site" in endpoint.parameters:
                    yield f"{path}?{urlencode({'site': OTHER_SITE})}"
                    yield f"{path}?{urlencode({'site': NESTED_SITE, 'fields': '*'})}"

    def full(self) -> Iterator[str]:
        """Everything public with all its fields, in every format and with every crop."""
        for endpoint in self.endpoints:
            for path in self.finds(endpoint):
                for query in self.presentations(endpoint):
                    yield with_query(path, fields="*", **query)

    def finds(self, endpoint: Endpoint) -> list[str]:
        """Return where an endpoint has something to show, whatever names it: a path, an id, a token."""
        path = endpoint.path()
        if "token" in endpoint.parameters:
            path = self.instances(endpoint)[0]
            tokens = self.menagerie.preview_tokens.items()
            return [f"{path}?{urlencode({'content_type': kind, 'token': token})}" for kind, token in tokens]
        if "path" in endpoint.parameters:
            listed = self.ask(f"{API_PATH}pages/?limit=100")
            paths = [item["meta"]["html_path"] for item in json.loads(listed.body)["items"]]
            return [f"{path}?{urlencode({'path': html_path})}" for html_path in paths]
        if path.endswith("/find/"):
            listed = self.ask(f"{path.removesuffix('find/')}?limit=100")
            return [f"{path}?id={item['id']}" for item in json.loads(listed.body)["items"]]
        return [*self.instances(endpoint), *self.typed_lists(endpoint)]

    def walk(self, path: str) -> list[str]:
        """Return where all of the log of changes is, part by part, on each site."""
        targets = []
        for site in Site.objects.all():
            cursor, complete = since(0, site), False
            while not complete:
                query = {"since": cursor, "limit": 25, "site": site.hostname}
                targets.append(f"{path}?{urlencode(query)}")
                answer = self.application.ask(targets[-1]).json()
                cursor, complete = answer["cursor"], answer["complete"]
        return targets

    def typed_lists(self, endpoint: Endpoint) -> list[str]:
        """Return where a list of several types can be had that takes what this list of one type takes."""
        model = getattr(endpoint.view, "model", None)
        mixed = [other for other in self.endpoints if other.is_list and "type" in other.parameters]
        if not endpoint.is_list or model is None or endpoint in mixed:
            return []
        label = model._meta.label
        return [f"{other.path()}?type={label}" for other in mixed if label in choices_of(other.parameters["type"])]

    def presentations(self, endpoint: Endpoint) -> Iterator[dict[str, str]]:
        """Yield every way in which an endpoint shows the same object."""
        yield {}
        for name in ("rich_text_format", "crops", "format"):
            if name in endpoint.parameters:
                yield from ({name: choice} for choice in choices_of(endpoint.parameters[name]))

    def selected(self) -> Iterator[str]:
        """Every field by itself, as deep as ``fields`` goes, of everything that refers to what is hidden."""
        formats = cycle(
            [{}, {"rich_text_format": "markdown"}, {"crops": "square,social"}, {"rich_text_format": "db_html"}]
        )
        for endpoint in self.endpoints:
            if "fields" not in endpoint.parameters:
                continue
            shown_at: dict[str, tuple[Any, str]] = {}
            for path in self.finds(endpoint):
                with built_shapes() as built:
                    self.application.ask(path)
                # The last of a kind is one that refers to what is hidden: it was made after.
                shown_at |= {name: (shape, path) for name, shape in built.items()}
            for shape, path in shown_at.values():
                for selection in selections(shape):
                    shown = {key: value for key, value in next(formats).items() if key in endpoint.parameters}
                    yield with_query(path, fields=f"_,{selection}", **shown)

    def single(self) -> Iterator[str]:
        """Every parameter with every value it takes, public, hidden or a choice, and with some that it refuses."""
        for endpoint in self.endpoints:
            places = [endpoint.path(), *self.typed_lists(endpoint)]
            if endpoint.argument:
                places = self.finds(endpoint)[-1:]
            for place, (name, parameter) in product(places, endpoint.parameters.items()):
                known = [*COMMON_VALUES, *(value for _, value in self.hidden_values(name))]
                values = [*choices_of(parameter), *(value for value in known if accepts(parameter, value))]
                for value in dict.fromkeys([*values, NEVER_WORD, str(NEVER_KEY)]):
                    yield with_query(place, **{name: value})

    def ordered(self, orders: int = sys.maxsize) -> Iterator[str]:
        """Every list in every order, or in at most so many ``orders``, walked by cursor in both directions."""
        for endpoint in self.endpoints:
            if not endpoint.is_list:
                continue
            names = order_names(endpoint)
            for order in random.Random(SEED).sample(names, min(orders, len(names))):
                query = {"order": order, "limit": "3"}
                target = f"{endpoint.path()}?{urlencode(query)}"
                yield target
                for _ in range(3):
                    cursors = cursor_texts(self.application.ask(target))
                    if not cursors:
                        break
                    beyond = [f"{endpoint.path()}?{urlencode({**query, 'cursor': cursor})}" for cursor in cursors]
                    yield from beyond
                    target = beyond[0]

    def searched(self) -> Iterator[str]:
        """Words that public content has, in every list that can be searched."""
        for endpoint in self.endpoints:
            if "search" in endpoint.parameters:
                for word, order in product(PUBLIC_WORDS, (None, *order_names(endpoint))):
                    query = {"search": word, "limit": "100", **({"order": order} if order else {})}
                    yield f"{endpoint.path()}?{urlencode(query)}"

    def words(self) -> Iterator[str]:
        """Every canary's word, in every list that can be searched: it must find nothing."""
        for endpoint in self.endpoints:
            if "search" in endpoint.parameters:
                for word in self.menagerie.canaries.words:
                    yield f"{endpoint.path()}?{urlencode({'search': word})}"

    def combined(self, seed: int = SEED) -> Iterator[str]:
        """Several parameters at once, drawn from what each takes; without end."""
        drawn = random.Random(seed)
        lists = [endpoint for endpoint in self.endpoints if endpoint.is_list]
        values: dict[tuple[str, str], list[str]] = {}
        while True:
            endpoint = drawn.choice(lists)
            names = drawn.sample(sorted(endpoint.parameters), min(len(endpoint.parameters), drawn.randint(2, 4)))
            query: dict[str, str] = {"fields": "*"} if drawn.random() < 0.4 else {}
            for name in names:
                if (endpoint.route, name) not in values:
                    parameter = endpoint.parameters[name]
                    known = [*choices_of(parameter), *COMMON_VALUES, *(value for _, value in self.hidden_values(name))]
                    values[endpoint.route, name] = [value for value in known if accepts(parameter, value)]
                if values[endpoint.route, name]:
                    query[name] = drawn.choice(values[endpoint.route, name])
            if query:
                yield f"{endpoint.path()}?{urlencode(query)}"

    # What must not tell that something exists

    def twins(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield two URLs, with the value of a hidden object and of none, whose responses must be alike.

        With each comes the value it asks with.
        """
        for endpoint in self.endpoints:
            if endpoint.argument:
                for hidden in self.menagerie.hidden:
                    for value in hidden.values("slug"):
                        never = hidden.never(value)
                        if never != value and "/" not in value and (endpoint.argument != "key" or value.isdigit()):
                            yield endpoint.path(value), endpoint.path(never), value, never
            path = endpoint.path("1")
            for name, parameter in endpoint.parameters.items():
                for hidden, value in self.hidden_values(name):
                    never = hidden.never(value)
                    if name == "path" and hidden.is_gone:
                        continue
                    if never != value and hidden.site is None and accepts(parameter, value):
                        yield f"{path}?{urlencode({name: value})}", f"{path}?{urlencode({name: never})}", value, never

    def compare(self, pairs: Iterable[tuple[str, str, str, str]]) -> int:
        """Request pairs of URLs and keep those whose responses differ. Returns the number of pairs."""
        known: dict[str, Answer] = {}
        count = 0
        for hidden_target, never_target, hidden, never in pairs:
            count += 1
            if never_target not in known:
                known[never_target] = self.ask(never_target)
            answers = (self.ask(hidden_target), known[never_target])
            if neutral(answers[0], hidden) != neutral(answers[1], never):
                self.leaks.append(f"{hidden_target} and {never_target} answer differently")
        return count


def with_query(target: str, **query: str) -> str:
    """Return an address with more parameters."""
    return f"{target}{'&' if '?' in target else '?'}{urlencode(query)}"


def tokens_of(query: Iterable[tuple[str, str]]) -> list[str]:
    """Return what a client wrote into its query: names, values and their parts, longest first."""
    tokens: set[str] = set()
    for name, value in query:
        tokens |= {name, value, *_TOKENS.split(value), *(part.removeprefix("-") for part in _TOKENS.split(value))}
    return sorted(tokens, key=len, reverse=True)


def without_echo(answer: Answer, tokens: Iterable[str]) -> str:
    """Return the body of a refusal without what the client wrote itself; a suggestion is never such an echo."""
    problem = answer.json()
    marked = [token for token in tokens if re.search(r"canary|91\d{7}|1777\d{7}", token, re.IGNORECASE)]

    def clean(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: clean(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [clean(inner) for inner in value]
        if isinstance(value, str) and name in ("parameter", "detail", "message"):
            for token in marked:
                value = value.replace(token, "…")
        return value

    return json.dumps(clean(problem), ensure_ascii=False)


def cursor_texts(answer: Answer) -> list[str]:
    """Return the cursors of a response."""
    return [cursor.decode() for cursor in _CURSOR.findall(answer.body)]


def cursor_values(answer: Answer) -> list[str]:
    """Return what the cursors of a response contain; they are signed, not secret."""
    unsign = signing.Signer(salt=CURSOR_SALT).unsign_object
    return [json.dumps(unsign(cursor), ensure_ascii=False) for cursor in cursor_texts(answer)]


def without_asked_paths(headers: Mapping[str, str], query: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return headers without the tags of the requested paths, which are named whatever is there."""
    asked = {path_tag(0, text.partition("?")[0]) for name, text in query if name in ("path", "html_path")}
    kept = dict(headers)
    for name, separator in (("Cache-Tag", ","), ("Surrogate-Key", " ")):
        tags = kept.get(name, "").split(separator)
        kept[name] = separator.join(tag for tag in tags if re.sub(r"^path:\d+:", "path:0:", tag) not in asked)
    return kept


def neutral(answer: Answer, value: str = "") -> tuple[int, str, list[tuple[str, str]]]:
    """Return a response without what differs from request to request: request ids, positions, and ``value``.

    An ETag stands for the body as it was, with all of that.
    """
    headers = [(name, text) for name, text in sorted(answer.headers.items()) if name not in ("X-Request-Id", "ETag")]
    body = answer.body.decode()
    if answer.media_type == "application/problem+json":
        body = json.dumps({**answer.json(), "request_id": ""}, ensure_ascii=False)
    values = iter(cursor_values(answer))
    # The mark of a list, the first part of its cursors, stands for the whole query.
    body = _SIGNED.sub(lambda _: json.dumps(json.loads(next(values))[1:]).replace('"', "'"), body)
    lengths = [(name, text) for name, text in headers if name != "Content-Length"]
    if (value and not value.isdigit()) or len(value) > 3:
        body = body.replace(value, "…")
        lengths = [(name, text.replace(value, "…")) for name, text in lengths]
    return answer.status, body, lengths


def spread(targets: Iterable[Any], count: int, seed: int = SEED) -> list[Any]:
    """Return at most so many of several addresses, or of tuples that begin with one; always the same.

    Every endpoint and parameter has its turn before one comes a second time.
    """
    kinds: dict[str, list[Any]] = {}
    for target in dict.fromkeys(targets):
        kinds.setdefault(_kind(target if isinstance(target, str) else target[0]), []).append(target)
    drawn = random.Random(seed)
    for known in kinds.values():
        drawn.shuffle(known)
    turns = (target for turn in zip_longest(*kinds.values()) for target in turn if target is not None)
    return list(islice(turns, count))


def _kind(target: str) -> str:
    path, _, query = target.partition("?")
    parts = path.split("/")
    names = ",".join(name for name, _ in parse_qsl(query, keep_blank_values=True))
    # What an endpoint's path ends in, between two slashes, may be one of its objects.
    return f"{'/'.join(parts[:4])}/{len(parts)}?{names}"


def first(targets: Iterator[Any], count: int) -> list[Any]:
    """Return the first of many."""
    return list(islice(targets, count))
