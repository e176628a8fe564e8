"""Fields in lists of pages of several types."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework import serializers
from rest_framework.fields import CharField

from api.requests.problems import InvalidParameters
from api.requests.selection import DeclaredFields, parse_fields, select
from pages.models import PostRelatedPage
from tests.api.conftest import Get
from tests.api.everything import Everything
from tests.content import (
    make_event,
    make_image,
    make_post,
    publish,
)

POSTS_AND_EVENTS = "pages.GuestBlogPost,pages.EventPage"
ALL_TYPES = "pages.HomePage,pages.SectionPage,pages.GuestBlogPost,pages.EventPage,pages.OrganizationAbout"


def titles(get: Get, path: str, **query: Any) -> list[str]:
    return [item["title"] for item in get(path, **query)["items"]]


# Fields


@pytest.mark.slow
def test_fields_that_all_named_types_have(get: Get, everything: Everything) -> None:
    names = ["subtitle", "summary", "feature_image", "body", "intro", "topics", "tags", "toc", "related", "listing"]
    meta = ["breadcrumbs", "seo", "translations", "show_in_menus"]
    answer = get("pages/", type=POSTS_AND_EVENTS, fields=",".join([*names, *meta]))
    found = {item["id"]: item for item in answer["items"]}
    assert {everything.post.pk, everything.event.pk} <= set(found)
    for path, page in (("posts", everything.post), ("events", everything.event)):
        item, detail = found[page.pk], get(f"{path}/{page.pk}/")
        assert {name: item[name] for name in names} == {name: detail[name] for name in names}
        assert item["meta"] == {name: detail["meta"][name] for name in item["meta"]}
        assert set(meta) <= set(item["meta"])
    assert found[everything.post.pk]["intro"] and found[everything.event.pk]["topics"]


@pytest.mark.usefixtures("everything")
def test_the_order_of_keys_does_not_depend_on_the_order_of_names(get: Get) -> None:
    def keys(**query: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
        return {(tuple(item), tuple(item["meta"])) for item in get("pages/", **query)["items"]}

    one = keys(type="pages.GuestBlogPost,pages.EventPage", fields="topics,intro,seo,subtitle")
    assert one == keys(type="pages.EventPage,pages.GuestBlogPost", fields="subtitle,seo,intro,topics")
    assert len(one) == 1


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("types", "fields", "near"),
    [
        (POSTS_AND_EVENTS, "authors", None),
        (POSTS_AND_EVENTS, "speakers", None),
        (POSTS_AND_EVENTS, "topic", "topics"),
        (POSTS_AND_EVENTS, "parent", None),
        (POSTS_AND_EVENTS, "feature_image(altt)", "feature_image.alt"),
        ("pages.SectionPage,pages.EventPage", "topics", None),
        ("wagtailcore.Page,pages.EventPage", "subtitle", None),
        ("", "subtitle", "title"),
    ],
)
def test_a_field_that_not_every_type_has_is_unknown(types: str, fields: str, near: str | None, get: Get) -> None:
    query = {"type": types} if types else {}
    (error,) = get("pages/", expected=400, fields=fields, **query)["errors"]
    assert (error["parameter"], error["code"]) == ("fields", "unknown_field")
    if near:
        assert error["did_you_mean"] == near


def test_all_fields_of_several_types_are_those_of_every_page(get: Get, everything: Everything) -> None:
    plain = {item["id"]: item for item in get("pages/", fields="*")["items"]}
    several = get("pages/", type=POSTS_AND_EVENTS, fields="*")["items"]
    assert {item["id"]: item for item in several} == {item["id"]: plain[item["id"]] for item in several}
    fewer = get("pages/", type=POSTS_AND_EVENTS, fields="*,-seo")["items"]
    assert set(several[0]["meta"]) - set(fewer[0]["meta"]) == {"seo"}
    assert everything.post.pk in plain


def test_sub_fields_in_lists_of_several_types(get: Get, everything: Everything) -> None:
    items = get("pages/", type=POSTS_AND_EVENTS, fields="_,id,topics(_,name),feature_image(_,alt,meta(_,type))")[
        "items"
    ]
    found = {item["id"]: item for item in items}
    assert found[everything.event.pk] == {
        "id": everything.event.pk,
        "topics": [{"name": everything.topic.name}],
        "feature_image": {"meta": {"type": "pages.Image"}, "alt": "What Feature shows"},
    }


@pytest.mark.usefixtures("everything")
def test_pages_of_all_types_share_what_every_type_of_this_project_has(get: Get) -> None:
    items = get("pages/", type=ALL_TYPES, fields="subtitle,body,feature_image(src)", limit=100)["items"]
    assert {item["meta"]["type"] for item in items} == set(ALL_TYPES.split(","))
    assert all({"subtitle", "body", "feature_image"} <= set(item) for item in items)
    assert [item["id"] for item in items] == [item["id"] for item in get("pages/", limit=100)["items"]]


def queries(client: Client, **query: str) -> int:
    client.get("/api/v2/pages/", query)
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/api/v2/pages/", query)
    assert response.status_code == 200, response.content
    return len(captured)


@pytest.mark.slow
def test_rows_of_several_types_cost_the_same_whatever_their_number(client: Client, everything: Everything) -> None:
    section = everything.section
    query = {
        "type": POSTS_AND_EVENTS,
        "fields": "subtitle,summary,feature_image,body,intro,topics,tags,toc,related,listing,breadcrumbs,seo",
        "topic": everything.topic.slug,
        "limit": "100",
    }
    few = queries(client, **query)
    for number in range(4):
        image = make_image(f"Picture {number}")
        for make in (make_post, make_event):
            page = make(section, f"{make.__name__} {number}", feature_image=image, intro=f"<p>{number}</p>")
            page.topics.set([everything.topic])
            page.tags.add(f"tag {number}")
            publish(page)
    assert len(client.get("/api/v2/pages/", query).json()["items"]) == 10
    assert queries(client, **query) == few


def test_what_every_page_has_needs_no_query_for_each_type(client: Client, everything: Everything) -> None:
    query = {"type": POSTS_AND_EVENTS, "fields": "listing,seo"}
    assert queries(client, **query) == queries(client, fields="listing,seo")
    assert queries(client, **query, search_description=everything.post.search_description) > 0


@pytest.mark.usefixtures("everything")
def test_bodies_are_loaded_only_where_they_are_shown(client: Client) -> None:
    def loads_bodies(fields: str) -> bool:
        with CaptureQueriesContext(connection) as captured:
            client.get("/api/v2/pages/", {"type": POSTS_AND_EVENTS, "fields": fields})
        return any('"body"' in query["sql"] for query in captured)

    assert loads_bodies("body")
    assert not loads_bodies("intro")


class Left(serializers.Serializer):
    name = CharField()
    only_left = CharField()


class Right(serializers.Serializer):
    name = CharField()
    only_right = CharField()


def test_inside_a_shared_field_only_shared_names_can_be_asked_for() -> None:
    shapes: list[DeclaredFields] = [{"thing": Left()}, {"thing": Right(many=True)}]
    inner = select(shapes, parse_fields("thing(name)"), []).names["thing"]
    assert inner is not None and list(inner.names) == ["name"]
    assert list((select(shapes, parse_fields("thing(*)"), []).names["thing"] or inner).names) == ["name"]
    for name in ("only_left", "only_right"):
        with pytest.raises(InvalidParameters):
            select(shapes, parse_fields(f"thing({name})"), [])
    shapes = [{"thing": Left()}, {"thing": CharField()}]
    with pytest.raises(InvalidParameters, match="no fields of its own"):
        select(shapes, parse_fields("thing(name)"), [])


@pytest.mark.parametrize(("written", "shown"), [("Join us on the Hill", "Join us on the Hill"), ("", "Event")])
def test_the_line_above_the_title_is_what_an_editor_wrote(get: Get, written: str, shown: str) -> None:
    event = make_event(kicker_text=written)
    post = make_post()
    post.related_pages.set([PostRelatedPage(page=event)])
    publish(post)
    cards = [
        get(f"events/{event.pk}/")["listing"],
        get("events/")["items"][0]["listing"],
        get("pages/", id=event.pk, fields="listing")["items"][0]["listing"],
        get(f"posts/{post.pk}/")["related"][0]["listing"],
    ]
    assert [card["kicker"] for card in cards] == [shown] * 4
