"""Requests as frontends, generators and older clients make them."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from api.requests.parameters import MAXIMUM_ITEMS
from api.requests.suggestions import suggested
from api.views.index import endpoint_names
from pages.images.addresses import rendition_url
from tests.api.conftest import Get
from tests.content import (
    home,
    make_document,
    make_event,
    make_image,
    make_person,
    make_post,
    make_section,
    open_preview,
    publish,
)

POST, EVENT = "pages.GuestBlogPost", "pages.EventPage"


def titles(answer: dict) -> list[str]:
    return [item["title"] for item in answer["items"]]


class TestRepeatedParameters:
    def test_a_list_may_be_repeated(self, get: Get) -> None:
        make_event(title="Off", status="moved_online")
        make_event(title="On")
        make_event(title="Later", status="postponed")
        found = get("events/", status=["moved_online", "postponed"], order="title")
        assert titles(found) == ["Later", "Off"]
        assert titles(get("events/", status=["moved_online,scheduled", "postponed"])) == titles(get("events/"))

    def test_types_may_be_repeated(self, get: Get) -> None:
        make_post(), make_event()
        assert titles(get("pages/", type=[POST, EVENT])) == titles(get("pages/", type=f"{POST},{EVENT}"))

    def test_a_comma_of_a_repeated_text_is_quoted_as_in_a_list(self, get: Get) -> None:
        for title, tags in (("Both", ("Health, Safety", "Looms")), ("One", ("Looms",))):
            post = make_post(title=title)
            post.tags.add(*tags)
            publish(post)
        assert titles(get("posts/", tags=['"Health, Safety"', "Looms"])) == ["Both"]

    def test_a_cursor_belongs_to_all_values(self, get: Get) -> None:
        for number in range(3):
            make_event(title=f"Event {number}", status="moved_online")
        query = {"limit": 2, "order": "title"}
        cursor = get("events/", status=["moved_online", "postponed"], **query)["meta"]["next_cursor"]
        assert titles(get("events/", status="moved_online,postponed", cursor=cursor, **query)) == ["Event 2"]
        refused = get("events/", expected=400, status="postponed", cursor=cursor, **query)
        assert refused["errors"][0]["code"] == "cursor_of_another_query"

    def test_feeds_name_all_values_in_their_address(self, client: Client) -> None:
        make_event(title="Off", status="moved_online")
        feed = json.loads(client.get("/feeds/events.json", {"status": ["moved_online", "postponed"]}).content)
        assert parse_qs(urlsplit(feed["feed_url"]).query)["status"] == ["moved_online,postponed"]
        assert titles(feed) == ["Off"]

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("status=moved_online&status=odd", "unknown_value"),
            ("status=moved_online&status=", "malformed"),
            ("tags=a&tags=%00", "malformed"),
            ("&".join(f"id={number}" for number in range(1, MAXIMUM_ITEMS + 2)), "too_large"),
            ("&".join(f"tags={number}" for number in range(11)), "too_large"),
            ("limit=1&limit=1", "repeated"),
            ("order=title&order=slug", "repeated"),
            ("fields=title&fields=slug", "repeated"),
        ],
    )
    def test_what_is_wrong_is_refused(self, query: str, code: str, client: Client) -> None:
        response = client.get(f"/api/v2/events/?{query}")
        assert response.status_code == 400
        assert [error["code"] for error in response.json()["errors"]] == [code]


class TestTypeOfADetail:
    def test_a_type_that_fits_changes_nothing(self, get: Get) -> None:
        post = make_post()
        for kind in (POST, "wagtailcore.Page", f"{EVENT},{POST}", [EVENT, POST]):
            assert get(f"pages/{post.pk}/", type=kind) == get(f"pages/{post.pk}/")
            assert get("pages/find/", html_path="/a-post/", type=kind)["id"] == post.pk
            assert get(f"posts/{post.pk}/", type=kind)["id"] == post.pk

    def test_another_type_is_not_found(self, get: Get) -> None:
        post = make_post()
        missing = get("pages/999999/", expected=404)
        for path, query in ((f"pages/{post.pk}/", {}), ("posts/find/", {"id": post.pk})):
            found = get(path, expected=404, type=EVENT, **query)
            assert found | {"request_id": ""} == missing | {"request_id": ""}

    def test_an_unknown_type_is_refused(self, get: Get) -> None:
        error = get(f"pages/{home().pk}/", expected=400, type="pages.EventPag")["errors"][0]
        assert (error["code"], error["did_you_mean"]) == ("unknown_type", EVENT)


class TestOldClients:
    @pytest.mark.parametrize("path", ["page_preview/1/", "page_preview/4711/"])
    def test_a_preview_of_headless_preview(self, path: str, client: Client) -> None:
        query = {"content_type": "pages.guestblogpost", "token": open_preview(make_post(title="Draft"))}
        response, own = (client.get(f"/api/v2/{address}", query) for address in (path, "preview/"))
        assert response.status_code == 200
        assert response.json() == own.json()
        for header in ("Cache-Control", "Referrer-Policy"):
            assert response[header] == own[header]
        assert "ETag" not in response

    def test_a_preview_that_is_none(self, get: Get) -> None:
        get("page_preview/1/", expected=404, content_type="pages.guestblogpost", token="guess")
        assert get("page_preview/1/", expected=400)["errors"][0]["code"] == "missing"

    def test_find_says_where_the_detail_is(self, client: Client) -> None:
        post, picture, document = make_post(), make_image(), make_document()
        for path, expected in (
            ("pages/find/?html_path=/a-post/", f"pages/{post.pk}/"),
            (f"posts/find/?id={post.pk}&fields=_,title&_=17", f"posts/{post.pk}/?fields=_%2Ctitle&_=17"),
            (f"images/find/?id={picture.pk}", f"images/{picture.pk}/"),
            (f"documents/find/?id={document.pk}&fields=title", f"documents/{document.pk}/?fields=title"),
        ):
            response = client.get(f"/api/v2/{path}")
            assert response.status_code == 200
            assert response["Location"].startswith(settings.CMS_BASE_URL)
            assert client.get(response["Location"].removeprefix(settings.CMS_BASE_URL)).json() == response.json()
            if "_=17" not in path:
                assert response["Location"] == f"{settings.CMS_BASE_URL.rstrip('/')}/api/v2/{expected}"
        # From the store, too.
        assert client.get("/api/v2/pages/find/?html_path=/a-post/")["Location"].endswith(f"/api/v2/pages/{post.pk}/")
        assert "Location" not in client.get("/api/v2/pages/find/?html_path=/none/")


class TestOtherOrigins:
    def test_scripts_can_read_the_request_id(self, client: Client) -> None:
        for path, status in (("pages/", 200), ("pages/?limit=x", 400), ("none/", 404), (f"pages/?_={'x' * 5000}", 414)):
            response = client.get(f"/api/v2/{path}", headers={"origin": "https://anyone.example"})
            assert response.status_code == status
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "X-Request-Id" in response["Access-Control-Expose-Headers"].split(", ")

    def test_scripts_can_read_images(self, client: Client) -> None:
        url = urlsplit(rendition_url(make_image(), "width-320", "jpg")).path
        for path, status in ((url, 200), (f"{url.rpartition('/')[0]}/641.jpg", 404)):
            for headers in ({}, {"origin": "https://anyone.example"}):
                response = client.get(path, headers=headers)
                assert response.status_code == status
                assert response["Access-Control-Allow-Origin"] == "*"
                assert "Vary" not in response or "origin" not in response["Vary"].lower()


class TestSuggestions:
    @pytest.mark.parametrize(
        ("path", "typed", "meant"),
        [
            ("events/", "sort", "order"),
            ("events/", "page", "offset"),
            ("events/", "q", "search"),
            ("events/", "per_page", "limit"),
            ("events/", "start", "from"),
            ("events/", "lang", "locale"),
            ("events/", "Page", "offset"),
            ("posts/", "start", "offset"),
            ("posts/", "phase", None),
            ("topics/", "pageSize", "limit"),
            ("changes/", "after", "since"),
        ],
    )
    def test_names_of_other_apis_lead_to_ours(self, path: str, typed: str, meant: str | None, get: Get) -> None:
        (error,) = get(path, expected=400, **{typed: "1"})["errors"]
        assert (error["code"], error["did_you_mean"]) == ("unknown_parameter", meant)
        assert meant is None or f"Did you mean “{meant}”?" in error["detail"]

    @pytest.mark.parametrize(
        ("path", "typed", "meant"),
        [
            ("events/", "start", "starts_at"),
            ("events/", "-end", "ends_at"),
            ("events/", "date", "starts_at"),
            ("posts/", "-date", "published_on"),
            ("pages/", "created_at", "first_published_at"),
            ("pages/", "name", "title"),
            ("people/", "title", "name"),
            ("urls/", "updated", "lastmod"),
        ],
    )
    def test_so_do_columns_of_an_order(self, path: str, typed: str, meant: str, get: Get) -> None:
        (error,) = get(path, expected=400, order=typed)["errors"]
        assert (error["code"], error["did_you_mean"]) == ("unknown_order", meant)

    def test_what_is_known_is_never_taken_for_something_else(self) -> None:
        assert suggested("page", ["phase", "pages"], "parameter") == "pages"
        assert suggested("sort", ["order"], "field") is None

    def test_all_wrong_fields_are_named(self, get: Get) -> None:
        query = "_,titel,listing(shade,imag(x)),speaker,title(x),authors(name)"
        errors = get("events/", expected=400, fields=query)["errors"]
        assert [(error["code"], error["did_you_mean"]) for error in errors] == [
            ("unknown_field", "title"),
            ("unknown_field", None),
            ("unknown_field", "listing.image"),
            ("unknown_field", "speakers"),
            ("no_sub_fields", None),
            ("unknown_field", None),
        ]

    def test_all_wrong_orders_are_named(self, get: Get) -> None:
        errors = get("events/", expected=400, order="-start,title,shade,shade")["errors"]
        assert [error["did_you_mean"] for error in errors] == ["starts_at", None]


class TestUnknownEndpoints:
    def test_it_lists_those_that_there_are(self, get: Get, client: Client) -> None:
        problem = get("event/", expected=404)
        assert "Did you mean “events”?" in problem["detail"]
        assert problem["endpoints"] == json.loads(client.get("/api/v2/").content)["endpoints"]
        assert set(problem["endpoints"]) == set(endpoint_names())
        assert all(name in problem["message"] for name in endpoint_names())

    def test_only_there(self, get: Get) -> None:
        make_section(), make_person()
        for path in ("pages/999999/", "people/nobody/", "pages/find/?html_path=/none/"):
            assert "endpoints" not in get(path, expected=404)
