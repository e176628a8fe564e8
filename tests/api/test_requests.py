"""Responses to requests that are invalid, unusual, or not a plain GET."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client

from api.requests.parameters import Malformed, bounded_text, list_of, one_of, parse_key
from tests.api.conftest import Get
from tests.content import home, make_event, make_image, make_post, make_section, publish

ENDPOINTS = (
    "",
    "pages/",
    "pages/1/",
    "pages/find/",
    "posts/",
    "events/",
    "organization/",
    "people/",
    "people/nobody/",
    "organizations/",
    "topics/",
    "tags/",
    "images/",
    "documents/",
    "preview/",
    "no/such/thing/",
)


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_not_allowed(method: str, path: str, client: Client) -> None:
    response = getattr(client, method)(f"/api/v2/{path}")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "parameter", "code"),
    [
        ("pages/?shade=red", "shade", "unknown_parameter"),
        ("pages/1/?shade=red", "shade", "unknown_parameter"),
        ("pages/?limit=101", "limit", "out_of_range"),
        ("pages/?limit=-1", "limit", "out_of_range"),
        ("pages/?limit=1_0", "limit", "out_of_range"),
        ("pages/?limit=%D9%A1", "limit", "out_of_range"),
        ("pages/?limit=", "limit", "out_of_range"),
        ("pages/?offset=10001", "offset", "out_of_range"),
        ("pages/?offset=99999999999999999999999", "offset", "out_of_range"),
        ("pages/?limit=1&limit=2", "limit", "repeated"),
        ("pages/?slug=%00", "slug", "malformed"),
        ("pages/find/?html_path=/a%2500", "html_path", "malformed"),
        ("redirects/find/?html_path=/a%2500", "html_path", "malformed"),
        ("pages/?type=pages.Nothing", "type", "unknown_type"),
        ("pages/?type=", "type", "malformed"),
        ("pages/?order=password", "order", "unknown_order"),
        ("pages/?fields=shade", "fields", "unknown_field"),
        ("pages/?fields=parent", "fields", "unknown_field"),
        ("pages/?fields=title(x)", "fields", "no_sub_fields"),
        ("pages/?fields=a(((", "fields", "too_large"),
        ("pages/?fields=title,,slug", "fields", "malformed"),
        ("pages/?fields=listing(image(shade))", "fields", "unknown_field"),
        ("pages/?site=nowhere.example.org", "site", "unknown_site"),
        ("pages/?format=api", "format", "unknown_value"),
        ("pages/?child_of=999999", "child_of", "unknown_page"),
        ("pages/?rich_text_format=xml", "rich_text_format", "unknown_value"),
        ("pages/?crops=round", "crops", "unknown_value"),
        ("pages/find/", "html_path", "missing"),
        ("posts/?published_on=yesterday", "published_on", "malformed"),
        ("posts/?phase=past", "phase", "unknown_parameter"),
        ("posts/?internal_note=x", "internal_note", "unknown_parameter"),
        ("events/?phase=later", "phase", "unknown_value"),
        ("events/?status=scheduled,odd", "status", "unknown_value"),
    ],
)
def test_a_query_that_is_not_understood_is_refused(path: str, parameter: str, code: str, client: Client) -> None:
    response = client.get(f"/api/v2/{path}")
    problem = json.loads(response.content)
    assert response.status_code == problem["status"] == 400
    assert response["Content-Type"] == "application/problem+json"
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [(parameter, code)]
    assert problem["message"] == problem["detail"] != ""


def test_a_misspelled_name_gets_a_suggestion(get: Get) -> None:
    assert get("pages/?limt=1", expected=400)["errors"][0]["did_you_mean"] == "limit"
    assert get("events/?fields=speaker", expected=400)["errors"][0]["did_you_mean"] == "speakers"
    assert get("pages/?type=pages.EventPag", expected=400)["errors"][0]["did_you_mean"] == "pages.EventPage"


def test_everything_wrong_is_named_at_once(get: Get) -> None:
    problem = get("pages/?limit=x&shade=red&offset=-1", expected=400)
    assert {error["parameter"] for error in problem["errors"]} == {"limit", "shade", "offset"}


@pytest.mark.parametrize(
    "path",
    ["pages/0/", "pages/999999999999999999/", "people/%00/", "nothing/", "pages/x/", "redirects/find/?html_path=//["],
)
def test_what_does_not_exist_is_a_json_404(path: str, client: Client) -> None:
    response = client.get(f"/api/v2/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-cache"


def test_a_missing_slash_is_added(client: Client) -> None:
    response = client.get("/api/v2/pages?limit=1")
    assert (response.status_code, response["Location"]) == (301, "/api/v2/pages/?limit=1")


def test_an_unforeseen_error_says_nothing_of_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("CANARY")

    monkeypatch.setattr("api.views.lists.paginate_rows", fail)
    response = client.get("/api/v2/pages/")
    assert response.status_code == 500
    assert b"CANARY" not in response.content
    assert json.loads(response.content)["request_id"]


def test_head_and_options(client: Client) -> None:
    assert client.head("/api/v2/pages/").content == b""
    assert client.options("/api/v2/pages/").status_code == 200


def test_an_underscore_is_ignored(get: Get) -> None:
    get("pages/", _="1700000000")


def test_fields_choose_what_is_given(get: Get) -> None:
    post = make_post()
    assert get(f"posts/{post.pk}/", fields="_,title") == {"title": "A post"}
    assert get(f"posts/{post.pk}/", fields="_,id,slug,title") == {
        "id": post.pk,
        "meta": {"slug": "a-post"},
        "title": "A post",
    }
    assert "body" not in get(f"posts/{post.pk}/", fields="*,-body")
    assert "body" in get(f"posts/{post.pk}/")
    assert "body" not in get("posts/")["items"][0]
    assert "body" in get("posts/", fields="*")["items"][0]
    assert get(f"posts/{post.pk}/", fields="_,authors(name,role)") == {
        "authors": [{"name": "Somebody", "role": "author"}]
    }
    assert get(f"posts/{post.pk}/", fields="_,listing(_,title)") == {"listing": {"title": "A post"}}


def test_sub_fields_add_to_what_identifies_an_object(get: Get) -> None:
    image = make_image("Feature")
    post = make_post(feature_image=image)

    def given(selected: str) -> Any:
        return get(f"posts/{post.pk}/", fields=f"_,feature_image({selected})")["feature_image"]

    assert list(given("width")) == ["id", "meta", "title", "width"]
    assert given("_,id,type") == {"id": image.pk, "meta": {"type": "pages.Image"}}
    assert set(given("-download_url")["meta"]) == {"type", "detail_url"}
    assert "meta" not in given("-type,-detail_url,-download_url")


def test_limit_and_offset(get: Get) -> None:
    for number in range(3):
        make_section(title=f"Section {number}")
    everything = [item["id"] for item in get("pages/", order="title")["items"]]
    page = get("pages/", order="title", limit=2, offset=1)
    assert [item["id"] for item in page["items"]] == everything[1:3]
    assert page["meta"]["total_count"] == 4
    assert get("pages/", limit=0)["items"] == []


def test_pages_are_found_by_path_and_by_id(get: Get) -> None:
    section = make_section(title="News")
    post = make_post(section)
    for html_path in ("/news/a-post/", "/news/a-post", "news/a-post"):
        assert get("pages/find/", html_path=html_path)["id"] == post.pk
    assert get("pages/find/", id=post.pk)["id"] == post.pk
    assert get("pages/find/", html_path="/")["id"] == home().pk
    assert get("posts/find/", html_path="/news/a-post/")["id"] == post.pk
    get("events/find/", expected=404, html_path="/news/a-post/")
    get("pages/find/", expected=404, html_path="/nothing/")


@pytest.mark.slow
def test_filters_keep_what_they_say(get: Get) -> None:
    section = make_section(title="News")
    post = make_post(section, "First")
    make_post(section, "Second")
    post.tags.add("one", "two")
    post.save()
    past = make_event(section, "Past", start_date=datetime.date(2017, 6, 16))
    future = make_event(section, "Future", attendance_mode="online", online_note="Sent later.")
    canceled = make_event(section, "Canceled", status="cancelled")
    postponed = make_event(section, "Postponed", status="postponed")

    def titles(path: str, **query: Any) -> list[str]:
        return [item["title"] for item in get(path, **query)["items"]]

    assert titles("posts/", tags="one,two") == ["First"]
    assert titles("posts/", tags="one,three") == []
    assert titles("events/", phase="past") == [past.title]
    assert set(titles("events/", phase="upcoming")) == {future.title, canceled.title}
    assert titles("events/", phase="unscheduled") == [postponed.title]
    assert titles("events/", attendance_mode="online,hybrid") == [future.title]
    assert titles("events/", status="cancelled") == [canceled.title]
    assert titles("pages/", type="pages.GuestBlogPost", slug="second") == ["Second"]
    assert set(titles("pages/", type="pages.GuestBlogPost,pages.SectionPage")) == {"News", "First", "Second"}
    assert "News" not in titles("pages/", child_of=section.pk)
    assert titles("pages/", descendant_of=section.pk, title="Past") == ["Past"]


@pytest.mark.slow
@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/api/", {}, 404),
        ("/api/v1/pages/", {}, 404),
        ("/api/v2/pages/", {"HTTP_HOST": "evil.example.com"}, 400),
        ("/api/v2/pages/", {"HTTP_HOST": "a:b:c"}, 400),
        ("/api/v2/pages/", {"HTTP_ACCEPT": "text/html"}, 406),
        ("/api/v2/pages/?slug=" + "x" * 4100, {}, 414),
        ("/api/v2/pages/%FF/", {}, 404),
    ],
)
def test_every_failure_is_a_problem(
    path: str, headers: dict[str, str], status: int, debug: bool, client: Client, settings: Any
) -> None:
    settings.DEBUG = debug
    response = client.get(path, **headers)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["request_id"] == response["X-Request-Id"]
    names = {"type", "title", "status", "detail", "errors", "request_id", "message"}
    assert set(body) == names | ({"endpoints"} if path.startswith("/api/v2/") and status == 404 else set())


def test_a_browser_that_asks_for_anything_gets_json(client: Client) -> None:
    accept = "text/html,application/xhtml+xml,*/*;q=0.8"
    assert client.get("/api/v2/pages/", HTTP_ACCEPT=accept)["Content-Type"] == "application/json"


def test_any_origin_may_read_responses_and_problems(client: Client) -> None:
    for path in ("/api/v2/pages/", "/api/v2/pages/?x=1", "/api/v2/nothing/", "/api/none"):
        response = client.get(path, HTTP_ORIGIN="https://anywhere.example.org")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert response["X-Robots-Tag"] == "noindex"


def test_the_cookie_of_an_old_session_is_ignored(client: Client) -> None:
    client.cookies["sessionid"] = "x"
    for path in ("/api/v2/pages/", "/api/v2/nothing/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b", ["a", "b"]),
        (r"Health\, Safety,b", ["Health, Safety", "b"]),
        ('"Health, Safety",b', ["Health, Safety", "b"]),
        ('b,"Health, Safety"', ["b", "Health, Safety"]),
        (r'"say \"so, then\"",\\', ['say "so, then"', "\\"]),
        ('the "good, old" days', ['the "good', ' old" days']),
        ('"open,b', ['"open', "b"]),
        (r"C:\new", [r"C:\new"]),
    ],
)
def test_a_comma_in_a_list_of_texts_is_escaped_or_quoted(text: str, expected: list[str]) -> None:
    assert list_of(bounded_text())(text) == expected


@pytest.mark.parametrize("text", ["", ",", "a,", '""', 'a,""', ",a"])
def test_a_list_of_texts_has_no_empty_item(text: str) -> None:
    with pytest.raises(Malformed):
        list_of(bounded_text())(text)


def test_quotes_are_nothing_in_other_lists() -> None:
    for parse, text in ((list_of(parse_key), '"1"'), (list_of(one_of(["a"])), '"a"')):
        with pytest.raises(Malformed):
            parse(text)


def test_a_tag_with_a_comma_is_found(get: Get) -> None:
    post = make_post()
    post.tags.add("Health, Safety", "Rights")
    publish(post)
    for tags in (r"Health\, Safety", '"Health, Safety"', r"Rights,Health\, Safety"):
        assert [item["id"] for item in get("posts/", tags=tags)["items"]] == [post.pk]
        assert [item["id"] for item in get("posts/", tags__in=f"other,{tags}")["items"]] == [post.pk]
    assert get("posts/", tags="Health, Safety")["items"] == []
    make_post(title="Another").tags.add("RIGHTS")
    assert [tag["name"] for tag in get("tags/")["items"]] == ["Health, Safety", "Rights"]
