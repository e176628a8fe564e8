"""The stored content, the owner and the lifetime of preview sessions."""

import datetime
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.admin.models import FormState
from wagtail.models import Comment

from pages.models import GuestBlogPost, PreviewSession, User
from pages.previews.sessions import purge_sessions
from pages.previews.tokens import token_hash
from tests.content import add, home, make_event, make_post, open_preview
from tests.pages.form_data import post_data

NOON = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(home(), GuestBlogPost(title="A draft"))
    return post


def panel(client: Client, page: Any, **form: Any) -> dict[str, str]:
    """Submit the form to the preview panel, and return the query sent to the frontend."""
    address = f"/admin/pages/{page.pk}/edit/preview/"
    assert client.post(address, post_data(**form)).json() == {"is_valid": True, "is_available": True}
    response = client.get(address, {"in_preview_panel": "true", "mode": ""})
    assert response.status_code == 302, response.content
    query = parse_qs(urlsplit(response["Location"]).query, keep_blank_values=True)
    return {name: values[0] for name, values in query.items()}


@pytest.mark.django_db
class TestSessions:
    """A preview session belongs to one page, one type, one user and one editing session."""

    def test_typing_changes_the_draft_and_not_the_address(self, editing: Client, draft: GuestBlogPost) -> None:
        first = panel(editing, draft, title="One")
        second = panel(editing, draft, title="Two")
        assert first == second
        assert (first["in_preview_panel"], first["mode"]) == ("true", "")
        session = PreviewSession.objects.get()
        assert json.loads(session.content)["title"] == "Two"
        assert (session.page_id, session.user.email) == (draft.pk, "editor@example.org")

    def test_the_database_holds_a_hash_only(self, editing: Client, draft: GuestBlogPost) -> None:
        token = panel(editing, draft, title="One")["token"]
        session = PreviewSession.objects.get()
        assert session.token_hash == token_hash(token)
        assert all(token not in str(value) for value in vars(session).values())

    def test_another_login_is_another_session(self, editing: Client, draft: GuestBlogPost, editor: User) -> None:
        token = panel(editing, draft, title="Here")["token"]
        elsewhere = Client()
        elsewhere.force_login(editor)
        assert panel(elsewhere, draft, title="There")["token"] != token

    def test_a_page_published_meanwhile_gets_a_new_one(self, editing: Client, draft: GuestBlogPost) -> None:
        token = panel(editing, draft, title="Before")["token"]
        draft.authors.create(name="Somebody")
        draft.save_revision().publish()
        assert panel(editing, draft, title="After")["token"] != token

    def test_one_that_ran_out_is_followed_by_a_new_one(self, editing: Client, draft: GuestBlogPost) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            token = open_preview(draft)
            clock.shift(901)
            assert open_preview(draft) != token
        assert sorted(PreviewSession.objects.values_list("reason", flat=True)) == ["", "expired"]

    def test_a_stored_version_is_not_what_is_typed(self, editing: Client, draft: GuestBlogPost) -> None:
        draft.save_revision()
        typed = panel(editing, draft, title="Typed")["token"]
        stored = editing.get(f"/admin/pages/{draft.pk}/view_draft/")["Location"]
        assert typed not in stored
        assert stored == editing.get(f"/admin/pages/{draft.pk}/view_draft/")["Location"]
        assert sorted(json.loads(found.content)["title"] for found in PreviewSession.objects.all()) == [
            "A draft",
            "Typed",
        ]

    def test_a_page_that_was_never_saved(self, editing: Client) -> None:
        address = f"/admin/pages/add/pages/guestblogpost/{home().pk}/preview/"
        editing.post(address, post_data(title="New"))
        first = editing.get(address, {"in_preview_panel": "true"})["Location"]
        editing.post(address, post_data(title="Newer"))
        assert editing.get(address, {"in_preview_panel": "true"})["Location"] == first
        session = PreviewSession.objects.get()
        assert (session.page_id, json.loads(session.content)["title"]) == (None, "Newer")

    def test_what_is_said_among_editors_is_not_stored(self, editing: Client, draft: GuestBlogPost) -> None:
        author = User.objects.create_user("owner@example.org", "a-password-for-tests")
        draft.owner = draft.locked_by = author
        Comment.objects.create(page=draft, user=author, text="CANARY between us", contentpath="title")
        draft.save()
        open_preview(GuestBlogPost.objects.get(pk=draft.pk))
        content = PreviewSession.objects.get().content
        assert "CANARY" not in content
        assert not {"owner", "locked_by", "wagtail_admin_comments", "latest_revision"} & set(json.loads(content))

    def test_every_mode_is_passed_on(self, editing: Client) -> None:
        event = make_event()
        assert [name for name, _ in event.preview_modes] == ["", "card", "search", "social", "calendar"]
        assert [name for name, _ in make_post().preview_modes] == ["", "card", "search", "social"]
        for name, _ in event.preview_modes:
            location = editing.get(f"/admin/pages/{event.pk}/view_draft/", {"mode": name})["Location"]
            assert parse_qs(urlsplit(location).query, keep_blank_values=True)["mode"] == [name]


@pytest.mark.django_db
class TestPurge:
    """A draft is stored no longer than its preview lasts, and the session is kept for a week."""

    @pytest.mark.parametrize("command", [purge_sessions, lambda: call_command("publish_scheduled")])
    def test_drafts_go_first_and_sessions_later(self, command: Callable[[], Any], draft: GuestBlogPost) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            open_preview(draft)
            command()
            assert PreviewSession.objects.get().content
            clock.shift(900)
            command()
            session = PreviewSession.objects.get()
            assert (session.content, session.reason, session.subject) == ("", "expired", None)
            clock.shift(datetime.timedelta(days=7))
            command()
            assert PreviewSession.objects.exists()
            clock.shift(datetime.timedelta(hours=1))
            command()
            assert not PreviewSession.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_tabs_that_open_the_same_preview_at_once(editor: User, draft: GuestBlogPost) -> None:
    """Without serialization, Wagtail creates a row for each of two concurrent first requests, and then always fails."""

    def tab(number: int) -> int:
        try:
            client = Client(raise_request_exception=False)
            client.force_login(editor)
            address = f"/admin/pages/{draft.pk}/edit/preview/"
            posted = client.post(address, post_data(title=f"Tab {number}")).status_code
            shown = client.get(address, {"in_preview_panel": "true"}).status_code
            return 200 if (posted, shown) == (200, 302) else 500
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(tab, range(6))) == {200}
    assert FormState.objects.count() == 1
