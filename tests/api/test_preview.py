"""Drafts, for the frontend's preview route."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from wagtail.models import Page

from pages.models import EventPage, EventSpeaker, GuestBlogPost, PostAuthor
from tests.api.conftest import Get
from tests.api.everything import Everything
from tests.content import add, home, make_event, make_person, make_post, open_preview

POST = "pages.guestblogpost"


@pytest.mark.slow
def test_a_draft_has_the_shape_of_the_live_page(get: Get, everything: Everything) -> None:
    for page in (everything.post, everything.event, everything.about, everything.home, everything.section):
        kind = f"pages.{type(page).__name__.lower()}"
        preview = get("preview/", content_type=kind, token=open_preview(page))
        meta, places = preview["meta"].pop("preview"), preview.pop("_edit")
        live = get(f"pages/{page.pk}/")
        for name in ("first_published_at", "last_published_at"):
            # A draft is stored as JSON, which keeps milliseconds.
            assert preview["meta"].pop(name)[:23] == live["meta"].pop(name)[:23]
        assert preview == live
        assert places["/title"] == "title"
        assert (meta["unsaved"], meta["live_url"]) == (False, preview["meta"]["html_url"])


def test_unsaved_changes_are_shown_and_stored_nowhere_else(get: Get) -> None:
    post = make_post()
    post.title = "Unsaved"
    post.intro = "<p>Fresh.</p>"
    post.authors.add(PostAuthor(name="A second", role="co_author", sort_order=9))
    preview = get("preview/", content_type=POST, token=open_preview(post))
    assert preview["title"] == "Unsaved"
    assert preview["listing"]["summary"] == "Fresh."
    assert [author["name"] for author in preview["authors"]] == ["Somebody", "A second"]
    assert get(f"posts/{post.pk}/")["title"] == "A post"


def test_a_page_that_was_never_saved_has_no_id(get: Get) -> None:
    page = EventPage(title="", slug="", time_zone="UTC", locale=home().locale)
    page.path = Page._get_children_path_interval(home().path)[1]
    page.depth = home().depth + 1
    page.url_path = "/home/"
    page.speakers.add(EventSpeaker(name="First"))
    preview = get("preview/", content_type="pages.eventpage", token=open_preview(page))
    assert preview["id"] is None
    assert preview["meta"]["preview"]["unsaved"] is True
    assert preview["meta"]["preview"]["live_url"] is None
    assert preview["starts_at"] is preview["start"] is preview["venue"] is None
    assert preview["phase"] == "unscheduled"
    assert [speaker["name"] for speaker in preview["speakers"]] == ["First"]


def test_what_a_draft_refers_to_must_be_public(get: Get) -> None:
    person = make_person("Hidden")
    post = make_post(authors=[PostAuthor(person=person)])
    person.unpublish()
    assert get("preview/", content_type=POST, token=open_preview(post))["authors"] == []


def test_a_token_opens_one_page_of_one_type(get: Get) -> None:
    token = open_preview(make_post())
    get("preview/", content_type=POST, token=token)
    get("preview/", content_type="Pages.GuestBlogPost", token=token)
    get("preview/", expected=404, content_type="pages.eventpage", token=token)


@pytest.mark.parametrize(
    "query",
    [
        {"content_type": POST, "token": "x"},
        {"content_type": POST, "token": "x:y:z"},
        {"content_type": "a.b.c", "token": "x:y:z"},
        {"content_type": "nothing", "token": "x:y:z"},
        {"content_type": POST, "token": ""},
    ],
)
def test_an_unknown_token_or_type_is_404(query: dict[str, str], get: Get) -> None:
    get("preview/", expected=404, **query)


@pytest.mark.parametrize("query", [{}, {"token": "x"}, {"content_type": POST}, {"token": "\0", "content_type": POST}])
def test_an_incomplete_request_is_400(query: dict[str, str], get: Get) -> None:
    get("preview/", expected=400, **query)


def test_no_response_may_be_stored(client: Client) -> None:
    for token in (open_preview(make_post()), "x"):
        response = client.get("/api/v2/preview/", {"content_type": POST, "token": token})
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in response


def test_the_editor_s_panel_is_sent_to_the_frontend(admin_client: Client, get: Get) -> None:
    post = make_post()
    post.title = "Draft title"
    post.save_revision()
    response = admin_client.get(f"/admin/pages/{post.pk}/view_draft/")
    assert response.status_code == 302
    location = urlsplit(response["Location"])
    query = {name: values[0] for name, values in parse_qs(location.query, keep_blank_values=True).items()}
    assert f"{location.scheme}://{location.netloc}{location.path}" == "https://www.example.org/preview"
    assert set(query) == {"content_type", "token", "mode", "in_preview_panel"}
    assert get("preview/", **query)["title"] == "Draft title"


def test_an_incomplete_draft_of_an_event_is_shown(get: Get) -> None:
    event = make_event()
    event.start_date = None
    event.end_time = None
    preview = get("preview/", content_type="pages.eventpage", token=open_preview(event))
    assert (preview["start"], preview["end"], preview["phase"]) == (None, None, "unscheduled")


def test_a_page_that_is_live_elsewhere_keeps_its_draft_to_itself(get: Get) -> None:
    draft: Any = add(home(), GuestBlogPost(title="Only a draft"))
    get(f"posts/{draft.pk}/", expected=404)
    assert get("preview/", content_type=POST, token=open_preview(draft))["meta"]["preview"]["live_url"] is None
