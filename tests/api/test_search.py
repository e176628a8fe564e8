"""Searching lists."""

import datetime
import json
from itertools import combinations, permutations, product
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from api.changes.pending import ObjectReference
from pages.images.image import Image
from tests.api.conftest import Get
from tests.changes import append_changes
from tests.content import (
    home,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
)


def titles(answer: Any) -> list[str]:
    return [item["title"] for item in answer["items"]]


@pytest.mark.slow
def test_the_best_match_comes_first_and_shows_why(get: Get) -> None:
    make_post(title="Elsewhere", intro="<p>We met at the <b>river</b> & talked. Rivers run.</p>")
    make_post(title="Rivers")
    for number in range(5):  # a word that every text has tells nothing apart
        make_post(title=f"Another {number}")
    answer = get("posts/", search="river")
    assert titles(answer) == ["Rivers", "Elsewhere"]
    assert answer["meta"] == {"total_count": 2, "next_cursor": None, "previous_cursor": None}
    item = answer["items"][1]
    assert item["meta"]["search"] == {
        "snippet": "We met at the <mark>river</mark> &amp; talked. <mark>Rivers</mark> run."
    }
    assert list(item)[:3] == ["id", "meta", "title"]


def test_words_are_all_sought_unless_any_will_do(get: Get) -> None:
    make_post(title="Safe work")
    make_post(title="Fair work")
    assert titles(get("posts/", search="safe work")) == ["Safe work"]
    assert titles(get("posts/", search="safe work", search_operator="and")) == ["Safe work"]
    assert titles(get("posts/", search="safe fair", search_operator="or")) == ["Fair work", "Safe work"]
    assert titles(get("posts/", search="safe fair")) == []


@pytest.mark.slow
def test_search_goes_with_filters_order_and_pages(get: Get) -> None:
    section = make_section(title="Work")
    for number in range(5):
        make_event(section, title=f"Work {number}", start_date=datetime.date(2030, 1, 10 - number))
    make_event(title="Work elsewhere")
    query = {"search": "work", "child_of": section.pk}
    answer = get("events/", **query, order="-starts_at", limit=2)
    assert titles(answer) == ["Work 0", "Work 1"]
    assert answer["meta"]["total_count"] == 5
    assert "<mark>" not in answer["items"][0]["meta"]["search"]["snippet"]
    further = get("events/", **query, order="-starts_at", limit=2, cursor=answer["meta"]["next_cursor"])
    assert titles(further) == ["Work 2", "Work 3"]
    by_relevance = get("events/", **query, limit=3, offset=3)
    assert titles(by_relevance) == ["Work 1", "Work 0"]
    assert get("events/", **query, limit=0)["meta"]["total_count"] == 5
    assert "total_count" not in get("events/", **query, count="false")["meta"]
    assert {page["title"] for page in get("pages/", search="work")["items"]} > {"Work", "Work elsewhere"}
    assert titles(get("pages/", search="work", type="pages.SectionPage")) == ["Work"]


def test_tags_and_search_go_together(get: Get) -> None:
    post = make_post(title="Safe work")
    post.tags.add("labor")
    post.save()
    make_post(title="Other work")
    assert titles(get("posts/", search="work", tags="labor")) == ["Safe work"]


def test_people_organizations_images_and_documents(get: Get) -> None:
    make_person("Ada Writer", bio="<p>A nurse.</p>")
    make_organization("Nurses United")
    make_image("Nurses marching")
    make_document("Nursing paper")
    for path, name in (
        ("people", "Ada Writer"),
        ("organizations", "Nurses United"),
        ("images", "Nurses marching"),
        ("documents", "Nursing paper"),
    ):
        answer = get(f"{path}/", search="nurs")
        assert [item.get("name", item.get("title")) for item in answer["items"]] == [name]
        assert "search" in answer["items"][0]["meta"]


def test_only_fields_that_were_asked_for(get: Get) -> None:
    make_post(title="Rivers")
    assert get("posts/", search="rivers", fields="_,title")["items"] == [{"title": "Rivers"}]
    assert "search" not in get("posts/")["items"][0]["meta"]


@pytest.mark.slow
def test_what_is_not_public_is_not_found(get: Get) -> None:
    shown = make_post(title="River shown")
    hidden = make_section(title="River restricted section")
    make_post(hidden, title="River below a restriction")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    expired = make_post(title="River expired")
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    make_post(title="River unpublished").unpublish()
    shown.intro = "<p>secret draft</p>"
    shown.go_live_at = timezone.now() + datetime.timedelta(days=1)
    shown.save_revision().publish()  # scheduled
    private = Collection.get_first_root_node().add_child(instance=Collection(name="Private"))
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    make_image("River image", collection=private)
    make_document("River document", collection=private)
    make_person("River person").unpublish()
    assert titles(get("pages/", search="river")) == ["River shown"]
    assert get("pages/", search="river")["meta"]["total_count"] == 1
    assert get("pages/", search="river", order="title")["meta"]["total_count"] == 1
    assert titles(get("pages/", search="secret")) == []
    for path in ("images", "documents", "people"):
        assert get(f"{path}/", search="river")["items"] == []


def test_words_of_other_sites_are_not_found(get: Get) -> None:
    other = Page.get_first_root_node().add_child(instance=type(home())(title="Elsewhere", slug="elsewhere"))
    make_post(other, title="River")
    assert get("pages/", search="river")["items"] == []


#: Odd texts to search for, each with how many of its words have to be found for it to find a page about a river.
ODD = {
    "": None,
    " ": None,
    "*": None,
    '"': None,
    '"unbalanced': None,
    "a AND OR NOT": None,
    "NEAR(a b)": None,
    "title:river": "or",
    "-river": "and",
    "^river": "and",
    "river*": "and",
    "'; DROP TABLE pages_searchdocument; --": None,
    "a & | ! ( ) : <-> \\": None,
    "%s %d %(x)s": None,
    "{0} {}": None,
    "\u202eriver\u200b": "and",
    "\U0001f600 \U0001f3f3\ufe0f\u200d\U0001f308": None,
    "\u093c\u093e \u094d \u0902": None,
    "\ud7ff\ufffd\U0010ffff": None,
    "z y x w v u t r s q p o n m l k j i h g f e d c b a": "or",
    "é" * 100: None,
    "e\u0301" * 50: None,
    "\u3042" * 100: None,
    "½" * 100: None,
    "x" * 100: None,
    "1e999999999": None,
}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "enough"), ODD.items())
@pytest.mark.parametrize("operator", ["and", "or"])
def test_unusual_queries_have_a_response(get: Get, text: str, enough: str | None, operator: str) -> None:
    make_post(title="River")
    expected = ["River"] if enough in ("and", operator) else []
    for more in ({}, {"order": "title"}):
        answer = get("posts/", search=text, search_operator=operator, **more)
        assert titles(answer) == expected
        assert answer["meta"]["total_count"] == len(expected)


@pytest.mark.parametrize(
    ("query", "parameter", "code", "suggestion"),
    [
        ({"search": "x" * 101}, "search", "too_large", None),
        ({"search": "a\0b"}, "search", "malformed", None),
        ({"search": "a", "search_operator": "nor"}, "search_operator", "unknown_value", "or"),
        ({"search": "a", "cursor": "x"}, "cursor", "not_by_relevance", None),
        ({"search": "a", "order": "relevance"}, "order", "unknown_order", None),
        ({"serach": "a"}, "serach", "unknown_parameter", "search"),
    ],
)
def test_bad_searches_are_refused(get: Get, query: Any, parameter: str, code: str, suggestion: str | None) -> None:
    (error,) = get("posts/", 400, **query)["errors"]
    assert (error["parameter"], error["code"], error["did_you_mean"]) == (parameter, code, suggestion)


@pytest.mark.parametrize("path", ["topics", "tags", "redirects"])
def test_lists_of_names_are_not_searched(get: Get, path: str) -> None:
    assert get(f"{path}/", 400, search="a")["errors"][0]["code"] == "unknown_parameter"


@pytest.mark.slow
def test_a_search_costs_the_same_whatever_it_finds(client: Client) -> None:
    make_post(title="Single")
    for number in range(6):
        make_post(title=f"Many {number}")
    counts = []
    for text in ("single", "many"):
        with CaptureQueriesContext(connection) as captured:
            client.get("/api/v2/posts/", {"search": text})
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.slow
@pytest.mark.urls("tests.api.stock_urls")
def test_whole_words_of_titles_are_found_as_by_wagtail_api_v2(client: Client, settings: Any) -> None:
    """No word here is the beginning of another, and none is in another text: there the two agree."""
    words = ["river", "mountain", "valley", "harbor", "island"]
    settings.WAGTAILAPI_LIMIT_MAX = 100
    for number, title in enumerate(permutations(words, 2)):
        make_section(title=" ".join(title), slug=f"page-{number}")
    queries = [*words, *map(" ".join, combinations(words, 2)), "river absent", "absent", "RIVER", ""]
    for text, operator in product(queries, ("and", "or")):
        asked: dict[str, str | int] = {"search": text, "search_operator": operator, "limit": 100, "order": "title"}
        ours, stock = (client.get(f"/{prefix}/pages/", asked).json() for prefix in ("api/v2", "plain"))
        assert titles(ours) == titles(stock), asked
        assert ours["meta"]["total_count"] == stock["meta"]["total_count"]
        assert bool(titles(ours)) == bool(set(text.lower().split()) & set(words)) or operator == "and"


@pytest.mark.slow
def test_beyond_the_newest_5000_the_rest_is_counted_but_not_ranked(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.search.results.MOST_RANKED", 3)
    monkeypatch.setattr("api.lists.search.MOST_RANKED", 3)
    for number in range(5):
        make_post(title=f"Many {number}")
    answer = get("posts/", search="many")
    assert titles(answer) == ["Many 4", "Many 3", "Many 2"]
    assert answer["meta"]["total_count"] == 5
    assert len(get("posts/", search="many", order="id")["items"]) == 5


def with_labels() -> tuple[Page, Any]:
    """A post with a text in every kind of place where a block has one, and a section to which it links."""
    target, collection = make_section(title="Target"), Collection.get_first_root_node().add_child(name="Papers")
    no_link = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": ""}
    cells = {"data": [["Year", "tablecell"], [None, 7]], "table_caption": "tablecaption"}
    image = make_image("Picture", collection=collection)
    body = [
        ("table", cells),
        ("quote", {"text": "q", "attribution": "attributed", "role": "rolename"}),
        ("image", {"image": {"image": image.pk, "alt_text": "unseen"}, "caption": "captioned", "layout": "wide"}),
        ("document", {"document": make_document("Paper", collection=collection).pk, "description": "described"}),
        ("call_to_action", {"text": "t", "link": {**no_link, "page": target.pk, "label": "pagelabel"}}),
        ("call_to_action", {"text": "t", "link": {**no_link, "url": "https://example.org/", "label": "weblabel"}}),
        ("embed", {"url": "https://video.example.org/1", "title": "embedded"}),
        ("callout", {"tone": "info", "title": "callouttitle", "text": "<p>callouttext</p>"}),
    ]
    blocks = [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in body]
    make_post(body=json.dumps(blocks), title="Labels", disclaimer="disclaimed")
    append_changes()
    return target, collection


ALWAYS_SHOWN = (
    *("tablecell", "tablecaption", "attributed", "rolename", "weblabel", "embedded", "callouttitle", "callouttext"),
    "disclaimed",
)


def found_of(get: Get, *words: str) -> set[str]:
    return {word for word in words if get("posts/", search=word, fields="_,id")["items"]}


@pytest.mark.slow
def test_every_text_that_a_block_shows_is_found(get: Get) -> None:
    with_labels()
    shown = (*ALWAYS_SHOWN, "captioned", "described", "pagelabel")
    assert found_of(get, *shown, "unseen") == set(shown)


@pytest.mark.slow
def test_a_text_that_is_not_shown_is_not_found(get: Get) -> None:
    """A label goes with the page that it leads to, a caption with its image."""
    target, collection = with_labels()
    beside = ("captioned", "described", "pagelabel")
    target.unpublish()
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    append_changes()
    assert found_of(get, *ALWAYS_SHOWN, *beside) == set(ALWAYS_SHOWN)
    restriction.delete()
    target.save_revision().publish()
    append_changes()
    assert found_of(get, *beside) == set(beside)
    # Nothing writes a document when time passes.
    target.expire_at = timezone.now() + datetime.timedelta(days=1)
    target.save_revision().publish()
    append_changes()
    assert found_of(get, *beside) == {"captioned", "described"}
    target.expire_at = None
    target.save_revision().publish()
    append_changes()
    assert found_of(get, *beside) == set(beside)


@pytest.mark.parametrize("ends", ["deleted", "deleted with the page above", "moved", "restricted"])
def test_the_label_of_a_link_goes_with_its_page(get: Get, ends: str) -> None:
    target, _ = with_labels()
    above = make_section(title="Above")
    if ends == "deleted with the page above":
        target.move(above, "last-child")
        append_changes()
        assert found_of(get, "pagelabel") == {"pagelabel"}
        above.refresh_from_db()
        above.delete()
    elif ends == "restricted":
        PageViewRestriction.objects.create(page=target, restriction_type="login")
    elif ends == "moved":
        PageViewRestriction.objects.create(page=above, restriction_type="login")
        target.move(above, "last-child")
    else:
        target.delete()
    append_changes()
    assert found_of(get, "pagelabel", *ALWAYS_SHOWN) == set(ALWAYS_SHOWN)


@pytest.mark.parametrize("model", [Image, Document])
def test_the_text_beside_a_file_goes_with_it(get: Get, model: Any) -> None:
    with_labels()
    model.objects.all().delete()
    append_changes()
    assert found_of(get, "captioned", "described") == ({"described"} if model is Image else {"captioned"})


def test_what_refers_to_a_record_is_written_when_its_expiry_begins_or_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block of one's own may show a text only beside a record that is public."""
    person = make_person()
    quote = {"text": "q", "attribution": "", "role": "", "person": person.pk}
    post = make_post(body=json.dumps([{"type": "quote", "value": quote, "id": str(uuid4())}]))
    append_changes()
    written: list[set[ObjectReference]] = []
    monkeypatch.setattr("api.changes.log.write_documents_of", lambda objects: written.append(set(objects)))
    for expire_at in (timezone.now() + datetime.timedelta(days=1), None):
        person.expire_at = expire_at
        for _ in range(2):
            person.save()
            append_changes()
    assert written == [{("page", post.pk)}, set()] * 2


def test_scripts_without_spaces_are_searched(get: Get) -> None:
    for text in (
        "本日は気候変動について話します",
        "ประเทศไทยมีประชากรมาก",
        "ភាសាខ្មែរ",
        "မြန်မာဘာသာ",
        "Klima\u00adschutz\u200bgesetz",
    ):
        make_post(intro=f"<p>{text}</p>", title="Post", slug=str(len(text)))
    found = {
        word: [item["meta"]["search"]["snippet"] for item in get("posts/", search=word)["items"]]
        for word in ("気候", "変", "動変", "ประชากร", "ขากร", "ខ្មែរ", "ဘာသာ", "klimaschutzgesetz", "schutz")
    }
    assert found == {
        "気候": ["本日は<mark>気候</mark>変動について話します"],
        "変": ["本日は気候<mark>変動</mark>について話します"],
        "動変": [],
        "ประชากร": ["ประเทศไทยมี<mark>ประชากร</mark>มาก"],
        "ขากร": [],
        "ខ្មែរ": ["ភាសា<mark>ខ្មែរ</mark>"],
        "ဘာသာ": ["မြန်မာ<mark>ဘာသာ</mark>"],
        "klimaschutzgesetz": ["<mark>Klima\u00adschutz\u200bgesetz</mark>"],
        "schutz": [],
    }
