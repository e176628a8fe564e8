"""The same queries sent to Wagtail API v2 and to ours, over the same content: what both give is the same."""

import datetime
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.api.v2.utils import parse_fields_parameter
from wagtail.models import Page, Site

from api.registry.page_types import serializer_for
from api.serializers.media import DocumentSerializer, ImageSerializer
from api.serializers.mixed_page import MixedPageSerializer
from tests.api.differences import DELIBERATE, Answer, Example
from tests.api.differential_queries import (
    IMAGE_NAMES,
    IMAGE_SELECTIONS,
    LIST_NAMES,
    MEDIA_NAMES,
    TYPES,
    Query,
    bad_queries,
    detail_queries,
    media_queries,
    page_list_queries,
    redirect_queries,
)
from tests.api.stock_urls import TYPE_FIELDS
from tests.api.varied import Varied
from tests.shared import SharedContent, undone
from tests.slices import how_many

pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.api.stock_urls")]


def part_of(number: int) -> int:
    """Return how many there are of something, if so many of all examples have it, unless all of them are drawn."""
    return how_many(number // 3, number)


def drawn(examples: int) -> Callable[[Any], Any]:
    """Run with the same drawn queries every time."""
    return settings(max_examples=max(part_of(examples), 40))


@pytest.fixture(scope="module")
def shared_varied(sharing: SharedContent) -> Varied:
    return sharing.get("shared_varied", lambda: undone(Varied))


@pytest.fixture(scope="module")
def varied(shared_varied: Varied) -> Varied:
    """Made once, since publishing is slow."""
    return shared_varied


@pytest.fixture(autouse=True, params=[False, True], ids=["one language", "two languages"])
def installation(request: pytest.FixtureRequest, settings: Any, varied: Varied) -> Iterator[None]:
    """Wagtail API v2 set up like ours, with and without translations."""
    settings.WAGTAIL_I18N_ENABLED = request.param
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
    settings.WAGTAILAPI_LIMIT_MAX = 100
    del settings.WAGTAILAPI_RICH_TEXT_FORMAT
    # It asks who is signed in, which ours never does.
    anonymous = "django.contrib.auth.models.AnonymousUser"
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "UNAUTHENTICATED_USER": anonymous}
    Site.clear_site_root_paths_cache()
    yield
    Site.clear_site_root_paths_cache()


#: For what does not depend on translations, and for what needs them.
TWO_LANGUAGES = pytest.mark.parametrize("installation", [True], indirect=True, ids=["two languages"])


def ask(prefix: str, path: str, query: Query | None = None, *, follow: bool = True, **options: Any) -> Answer:
    """Return the response of one of the APIs. Wagtail API v2 redirects from ``find/``, which is followed."""
    client = options.pop("client", None) or Client(raise_request_exception=False)
    response = client.get(f"/{prefix}/{path}", query, **options)
    if follow and response.status_code == 302:
        response = client.get(response["Location"].removeprefix("https://cms.example.org"))
    content_type = response.get("Content-Type", "")
    body = json.loads(response.content) if "json" in content_type else None
    return Answer(response.status_code, body, content_type)


def both(path: str, query: Query) -> tuple[Answer, Answer]:
    """Return the responses of Wagtail API v2, adapted by the known differences, and of ours."""
    return ask("stock", path, query), ask("api/v2", path, query)


class Agreement:
    """Checks that one object is the same in both APIs.

    What ours has more is in ``own`` (in the object) or ``own_meta``, and in an image, unless ``fields`` began from
    nothing.
    """

    def __init__(self, varied: Varied, query: Query, own: Set[str], own_meta: Set[str]) -> None:
        self.varied = varied
        parsed = parse_fields_parameter(query.get("fields", ""))
        from_nothing = bool(parsed) and parsed[0][0] == "_"
        left_out = {name for name, negated, _ in parsed if negated}
        self.own = frozenset() if from_nothing else own - left_out
        self.own_meta = frozenset() if from_nothing else own_meta - left_out
        inside = next((inner for name, _, inner in parsed if name == "feature_image"), None)
        # Without sub-fields, with all or with all but some, an image has more in ours; with others it is the same.
        self.image_has_more = not inside or inside[0][0] == "*" or inside[0][1]
        self.image_left_out = {name for name, negated, _ in inside or () if negated}

    def check(self, stock: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
        """Fail unless the two are the same object."""
        self._names(stock, ours, self.own)
        self._names(stock.get("meta", {}), ours.get("meta", {}), self.own_meta)
        for name, value in {**stock, **stock.get("meta", {})}.items():
            if name != "meta":
                self._value(name, value, ours["meta"][name] if name in stock.get("meta", {}) else ours[name])

    @staticmethod
    def _names(stock: Mapping[str, Any], ours: Mapping[str, Any], own: Set[str]) -> None:
        assert set(stock) - {"meta"} <= set(ours)
        assert set(ours) - set(stock) - {"meta"} <= own

    def _value(self, name: str, stock: Any, ours: Any) -> None:
        if name == "alias_of" and stock and stock.get("id") in [page.pk for page in self.varied.hidden]:
            assert ours is None  # the difference “Aliases”
        elif name in ("alias_of", "parent"):
            assert ours == (stock and readdressed(stock))
        elif name == "feature_image" and stock:
            self._image(stock, ours)
        elif name == "detail_url":
            assert ours == stock.replace("/stock/", "/api/v2/")
        elif name.endswith("_at") and stock:
            assert datetime.datetime.fromisoformat(ours) == datetime.datetime.fromisoformat(stock)
        else:
            assert ours == stock

    def _image(self, stock: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
        # The difference “Images”: their tags are at /images/ only, and they have what is needed to show them.
        wanted = readdressed(stock)
        if "meta" in wanted:
            wanted["meta"].pop("tags", None)
        if not self.image_has_more:
            assert ours == wanted
            return
        assert not self.image_left_out & {*ours, *ours.get("meta", {})}
        assert wanted.pop("meta", {}).items() <= ours.get("meta", {}).items()
        assert wanted.items() <= ours.items()


def pairs(stock: Answer, ours: Answer) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the items of two lists two by two, after checking that the lists are as long and count as many."""
    assert ours.body["meta"]["total_count"] == stock.body["meta"]["total_count"]
    assert len(ours.body["items"]) == len(stock.body["items"])
    yield from zip(stock.body["items"], ours.body["items"], strict=True)


def readdressed(stock: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object of Wagtail API v2 with the address that it has in ours."""
    text: dict[str, Any] = json.loads(json.dumps(stock).replace("/stock/", "/api/v2/"))
    return text


#: The names that only ours has.
OWN_MEDIA_NAMES: Mapping[str, Set[str]] = {
    "images": set(ImageSerializer.shape(detail=True)) - {*MEDIA_NAMES, *IMAGE_NAMES},
    "documents": set(DocumentSerializer.shape(detail=True)) - set(MEDIA_NAMES),
}


def own_page_names(model: type[Page] | None, *, detail: bool) -> Set[str]:
    """Return the names that only ours has, for pages of a type or of several."""
    serializer = MixedPageSerializer if model is None else serializer_for(model)
    shared = {*LIST_NAMES, "parent", *(TYPE_FIELDS.get(model, ()) if model else ())}
    return set(serializer.shape(detail=detail)) - shared


def listed_in(query: Query, translated: bool) -> tuple[Set[str], Set[str]]:
    """Return the names that only ours has in a list of pages: in the object and in its ``meta``."""
    always = {"html_path"} if translated else {"html_path", "locale"}
    if not query.get("fields", "").startswith("*"):
        return set(), always
    types = set(query.get("type", "").lower().split(","))
    model = next((model for label, model in TYPES.items() if types == {label.lower()}), None)
    names = own_page_names(model, detail=False)
    return names, names | always


def test_lists_of_pages_agree(varied: Varied, settings: Any) -> None:
    met: Counter[str] = Counter()

    @drawn(150)
    @given(query=page_list_queries(varied))
    def agree(query: Query) -> None:
        stock, ours = both("pages/", query)
        if stock.status == 400:
            assert ours.status == 400
            return
        assert (stock.status, ours.status) == (200, 200)
        agreement = Agreement(varied, query, *listed_in(query, settings.WAGTAIL_I18N_ENABLED))
        for expected, item in pairs(stock, ours):
            agreement.check(expected, item)
        if stock.body["items"] and "id" not in stock.body["items"][0]:
            stock, ours = both("pages/", {**query, "fields": "_,id"})
            assert ours.ids == stock.ids
        met["lists"] += 1
        met["lists with items"] += bool(stock.body["items"])
        met["lists with more items"] += 0 < len(stock.body["items"]) < stock.body["meta"]["total_count"]

    agree()
    # Otherwise the queries would have drifted to where there is nothing to compare.
    assert met["lists"] > part_of(110)
    assert met["lists with items"] > part_of(50)
    assert met["lists with more items"] > part_of(20)


def test_details_of_pages_agree(varied: Varied) -> None:
    met: Counter[int] = Counter()
    pages = {page.pk: page.specific_class for page in Page.objects.all()}

    @drawn(60)
    @given(drawn_query=detail_queries(varied, pages))
    def agree(drawn_query: tuple[int, Query]) -> None:
        key, query = drawn_query
        stock, ours = both(f"pages/{key}/", query)
        assert ours.status == stock.status
        met[stock.status] += 1
        if stock.status == 200:
            names = own_page_names(pages[key], detail=True) | {"locale"}
            Agreement(varied, query, names, names).check(stock.body, ours.body)

    agree()
    assert met[200] > part_of(15)
    assert met[404] > 0
    assert met[400] > 0


def test_every_page_image_and_document_agrees(varied: Varied) -> None:
    met: Counter[int] = Counter()
    for key, model in ((page.pk, page.specific_class) for page in Page.objects.filter(depth__gt=1)):
        query = {"fields": "*"} if key % 2 else {}
        stock, ours = both(f"pages/{key}/", query)
        assert ours.status == stock.status
        met[stock.status] += 1
        if stock.status == 200:
            names = own_page_names(model, detail=True) | {"locale"}
            Agreement(varied, query, names, names).check(stock.body, ours.body)
    for endpoint, items in (("images", varied.images), ("documents", varied.documents)):
        for item in items:
            stock, ours = both(f"{endpoint}/{item.pk}/", {})
            assert ours.status == stock.status
            met[stock.status] += 1
            if stock.status == 200:
                Agreement(varied, {}, OWN_MEDIA_NAMES[endpoint], set()).check(stock.body, ours.body)
    assert met[200] > part_of(20)
    assert met[404] > part_of(8)


def frontend_paths(varied: Varied) -> list[str]:
    """Return the paths of all pages of the site in its own language, public or not, and some that nothing has."""
    prefix = varied.home.url_path
    below = Page.objects.filter(path__startswith=varied.home.path)
    return [*(f"/{page.url_path.removeprefix(prefix)}" for page in below), "/no/", "/news/no/", "/News/"]


@TWO_LANGUAGES
@pytest.mark.parametrize(
    "spell",
    [str, lambda path: path.strip("/"), lambda path: path.replace("/", "//")],
    ids=["as it is", "without outer slashes", "with double slashes"],
)
def test_every_path_is_found_however_it_is_written(spell: Callable[[str], str], varied: Varied) -> None:
    met: Counter[int] = Counter()
    for path in frontend_paths(varied):
        stock, ours = both("pages/find/", {"html_path": spell(path), "fields": "_,id,html_url"})
        assert ours.status == stock.status
        met[stock.status] += 1
        if stock.status == 200:
            assert ours.body == stock.body
    assert met[200] > part_of(15)
    assert met[404] > part_of(8)


def test_find_agrees(varied: Varied) -> None:
    met: Counter[int] = Counter()
    html_paths = st.sampled_from([{"html_path": path} for path in frontend_paths(varied)])
    keys = st.sampled_from([{"id": str(key)} for key in [*varied.public, *(page.pk for page in varied.hidden), 999999]])
    known = st.sampled_from([{"html_path": "/news/"}, {"html_path": "/nothing/"}])
    together = st.tuples(keys, known).map(lambda pair: {**pair[0], **pair[1]})

    @drawn(40)
    @given(query=st.one_of(html_paths, keys, together), fields=st.sampled_from(["_,id,title", "_,id,html_url", "_,x"]))
    def agree(query: Query, fields: str) -> None:
        stock, ours = both("pages/find/", {**query, "fields": fields})
        # A wrong field and an address that leads nowhere: which of the two is reported first does not matter.
        assert ours.status == stock.status or (fields == "_,x" and {ours.status, stock.status} == {400, 404})
        met[stock.status] += 1
        if stock.status == 200:
            assert ours.body == stock.body

    agree()
    assert met[200] > part_of(5)
    assert met[404] > part_of(5)


@TWO_LANGUAGES
def test_sub_fields_of_an_image_agree(varied: Varied) -> None:
    path = f"pages/{varied.posts[0].pk}/"
    for form in IMAGE_SELECTIONS:
        for names in zip(IMAGE_NAMES, (*IMAGE_NAMES[1:], IMAGE_NAMES[0]), strict=True):
            query = {"fields": "_,feature_image" + form.format(*names)}
            stock, ours = both(path, query)
            assert (stock.status, ours.status) == (200, 200), query
            assert stock.body["feature_image"] is not None
            Agreement(varied, query, set(), set()).check(stock.body, ours.body)


@TWO_LANGUAGES
def test_a_random_order_holds_the_same_pages(varied: Varied) -> None:
    for query in ({}, {"type": "pages.GuestBlogPost"}, {"child_of": "root"}):
        stock, ours = both("pages/", {**query, "order": "random", "limit": "100"})
        assert sorted(ours.ids) == sorted(stock.ids) != []
        assert ours.body["meta"]["total_count"] == stock.body["meta"]["total_count"]
    for wrong in ({"order": "random", "offset": "1"}, {"order": "random,title"}, {"order": "title,random"}):
        assert [answer.status for answer in both("pages/", wrong)] == [400, 400]


@TWO_LANGUAGES
def test_child_of_with_descendant_of_keeps_what_both_keep(varied: Varied) -> None:
    """The difference “More filters”: Wagtail API v2 refuses the two together."""
    found = 0
    for child_of in ("root", str(varied.news.pk), str(varied.deeper.pk)):
        for descendant_of in ("root", str(varied.home.pk), str(varied.news.pk)):
            children, descendants = (
                ask("stock", "pages/", {name: value, "limit": "100"}).ids
                for name, value in (("child_of", child_of), ("descendant_of", descendant_of))
            )
            query = {"child_of": child_of, "descendant_of": descendant_of, "limit": "100"}
            ours = ask("api/v2", "pages/", query)
            assert ours.ids == [key for key in children if key in descendants]
            found += len(ours.ids)
    assert found > 10


@pytest.mark.parametrize("host", ["www.example.org", "localhost", "127.0.0.1"])
def test_the_site_of_a_host_agrees(host: str, varied: Varied, settings: Any) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "www.example.org"]
    for query in ({"limit": "100"}, {"child_of": "root"}, {"site": "www.example.org", "descendant_of": "root"}):
        stock, ours = (ask(prefix, "pages/", query, headers={"host": host}) for prefix in ("stock", "api/v2"))
        assert ours.ids == stock.ids != []


def test_images_and_documents_agree(varied: Varied) -> None:
    met: Counter[str] = Counter()
    # Lists of images give their size without being asked, which is the difference “More fields”.
    listed = {"images": OWN_MEDIA_NAMES["images"] | {"width", "height"}, "documents": OWN_MEDIA_NAMES["documents"]}
    images = media_queries(["Feature", "Picture 0"], ["id", "title", "width", "height"], (*MEDIA_NAMES, "width"))
    documents = media_queries(["Paper 0", "Paper 1"], ["id", "title"], MEDIA_NAMES)
    each = (("images", images, varied.images), ("documents", documents, varied.documents))
    drawn_for = st.one_of(
        [
            st.tuples(
                st.just(endpoint), queries, st.booleans(), st.sampled_from([*(item.pk for item in items), 999999])
            )
            for endpoint, queries, items in each
        ]
    )

    @drawn(50)
    @given(parts=drawn_for)
    def agree(parts: tuple[str, Query, bool, int]) -> None:
        endpoint, query, is_list, key = parts
        if not is_list:
            query = {name: text for name, text in query.items() if name == "fields"}
        stock, ours = both(f"{endpoint}/" if is_list else f"{endpoint}/{key}/", query)
        assert ours.status == stock.status
        if stock.status != 200:
            return
        if not is_list:
            Agreement(varied, query, OWN_MEDIA_NAMES[endpoint], set()).check(stock.body, ours.body)
            met["details"] += 1
            return
        for expected, item in pairs(stock, ours):
            Agreement(varied, query, listed[endpoint], set()).check(expected, item)
            met["items"] += 1

    agree()
    assert met["details"] > part_of(5)
    assert met["items"] > part_of(5)


def test_redirects_agree(varied: Varied) -> None:
    met: Counter[str] = Counter()

    def check(stock: Mapping[str, Any], ours: Mapping[str, Any], has_more: bool) -> None:
        # The difference “Redirects”: a path on the site instead of an absolute URL.
        location = str(stock.get("location", ""))
        if location.startswith("https://www.example.org/"):
            stock = {**stock, "location": urlsplit(location).path}
        expected = readdressed(stock)
        if has_more:
            ours = {name: value for name, value in ours.items() if name != "is_permanent"}
        assert ours == expected

    @drawn(60)
    @given(path_query=redirect_queries(varied))
    def agree(path_query: tuple[str, Query]) -> None:
        path, query = path_query
        stock, ours = both(path, query)
        has_more = not query.get("fields", "").startswith("_")
        assert ours.status == stock.status
        if stock.status != 200:
            return
        if "items" not in stock.body:
            check(stock.body, ours.body, has_more)
            met["details"] += 1
            return
        for expected, item in pairs(stock, ours):
            check(expected, item, has_more)
            met["items"] += 1

    agree()
    assert met["details"] > part_of(5)
    assert met["items"] > part_of(5)


# What is wrong


def test_what_one_refuses_the_other_refuses(varied: Varied) -> None:
    met: Counter[str] = Counter()

    @drawn(80)
    @given(query=bad_queries(varied))
    def agree(query: Query) -> None:
        stock, ours = both("pages/", query)
        assert ours.status in (200, 400)
        if ours.status == 200:
            assert stock.status == 200
            assert ours.ids == stock.ids
            met["taken by both"] += 1
        elif stock.status >= 400:
            met["refused by both"] += 1
        else:
            for error in ours.body["errors"]:
                name, code = error["parameter"], error["code"]
                explaining = [rule for rule in DELIBERATE.values() if rule.refuses(name, query.get(name, ""), code)]
                assert len(explaining) == 1, error
            met["refused by ours"] += 1

    agree()
    assert met["refused by both"] > part_of(20)
    assert met["refused by ours"] > 0


# Deliberate differences


EXAMPLES = [
    pytest.param(example, id=f"{name}: {example.paths[0][:60]}")
    for name, difference in DELIBERATE.items()
    for example in difference.examples
]


@TWO_LANGUAGES
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_deliberate_difference_is_one(example: Example, varied: Varied) -> None:
    client = Client(raise_request_exception=False)
    example.prepare(varied, client)
    paths = [path.format(v=varied) for path in example.paths]
    options: dict[str, Any] = {"client": client, "follow": False, "headers": example.headers}
    assert example.stock(*(ask("plain", path, **options) for path in paths))
    assert example.ours(*(ask("api/v2", path, **options) for path in paths))


@TWO_LANGUAGES
def test_every_deliberate_difference_is_documented() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs/api.md").read_text()
    section = text.split("## Differences from Wagtail API v2")[1].split("\n## ")[0]
    assert re.findall(r"^\| (\w[^|]*?) \|", section, re.MULTILINE)[1:] == list(DELIBERATE)
