"""Links with which people without an account can read one draft."""

import datetime
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageLogEntry

from pages.models import GuestBlogPost, PreviewSession, ShareLink, User
from pages.previews.share_links import create_share_link, revoke_share_link
from pages.previews.tokens import token_hash
from tests.content import add, home, make_post

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
THREE_DAYS = datetime.timedelta(days=3)


@pytest.fixture
def draft() -> GuestBlogPost:
    post: GuestBlogPost = add(home(), GuestBlogPost(title="A draft"))
    post.save_revision()
    return GuestBlogPost.objects.get(pk=post.pk)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveler:
        yield traveler


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def read(address: str, expected: int = 200, client: Client | None = None) -> Any:
    """Return the API's response to an anonymous reader of a link."""
    response = (client or Client()).get("/api/v2/preview/", query_of(address))
    assert response.status_code == expected, response.content
    assert response["Cache-Control"] == "private, no-store"
    return response.json()


def over(address: str) -> str:
    problem = read(address, expected=410)
    (error,) = problem["errors"]
    assert error["parameter"] == "token"
    return str(error["code"])


class TestReading:
    """A link shows one version to anyone who has it."""

    def test_a_stranger_reads_the_version_that_was_shared(self, draft: GuestBlogPost, editor: User, clock: Any) -> None:
        _, address = create_share_link(draft, editor, THREE_DAYS)
        assert address.startswith(f"{home().get_site().root_url}/preview?content_type=pages.guestblogpost&token=")
        draft.title = "A later draft"
        draft.save_revision()
        page = read(address)
        assert page["title"] == "A draft"
        assert page["meta"]["preview"] == {
            "expires_at": "2030-01-04T12:00:00Z",
            "unsaved": False,
            "shared": True,
            "unpublished": [],
            "live_url": None,
        }
        assert page["_edit"] == {}

    def test_the_database_holds_a_hash_only(self, draft: GuestBlogPost, editor: User) -> None:
        link, address = create_share_link(draft, editor, THREE_DAYS)
        token = query_of(address)["token"]
        link.refresh_from_db()
        assert link.token_hash == token_hash(token)
        assert all(token not in str(value) for value in vars(link).values())

    def test_publishing_does_not_end_it(self, draft: GuestBlogPost, editor: User) -> None:
        _, address = create_share_link(draft, editor, THREE_DAYS)
        draft.authors.create(name="Somebody")
        draft.save_revision().publish()
        assert read(address)["title"] == "A draft"

    def test_it_opens_one_page_of_one_type_and_no_session(self, draft: GuestBlogPost, editor: User) -> None:
        _, address = create_share_link(draft, editor, THREE_DAYS)
        read(address.replace("guestblogpost", "eventpage"), expected=404)
        token = query_of(address)["token"]
        response = Client().get("/api/v2/posts/", headers={"Preview-Token": token})
        assert response.status_code == 404
        assert not PreviewSession.objects.exists()

    def test_a_page_that_has_only_been_live(self, editor: User) -> None:
        post = make_post(title="Live")
        GuestBlogPost.objects.filter(pk=post.pk).update(latest_revision=None)
        _, address = create_share_link(GuestBlogPost.objects.get(pk=post.pk), editor, THREE_DAYS)
        assert read(address)["title"] == "Live"

    def test_its_use_is_recorded(self, draft: GuestBlogPost, editor: User, clock: Any) -> None:
        link, address = create_share_link(draft, editor, THREE_DAYS)
        assert link.last_used_at is None
        read(address)
        clock.shift(10)
        read(address)
        link.refresh_from_db()
        assert link.last_used_at == NOON
        clock.shift(30)
        read(address)
        link.refresh_from_db()
        assert link.last_used_at == NOON + datetime.timedelta(seconds=40)


class TestEnds:
    """A link works until it expires, is withdrawn, or its creator may no longer edit the page."""

    def test_it_expires(self, draft: GuestBlogPost, editor: User, clock: Any) -> None:
        _, address = create_share_link(draft, editor, THREE_DAYS)
        clock.shift(THREE_DAYS - datetime.timedelta(seconds=1))
        read(address)
        clock.shift(1)
        assert over(address) == "link_expired"
        clock.shift(datetime.timedelta(days=7))
        read(address, expected=404)
        call_command("publish_scheduled")
        assert not ShareLink.objects.exists()

    def test_it_is_withdrawn_once(self, draft: GuestBlogPost, editor: User) -> None:
        link, address = create_share_link(draft, editor, THREE_DAYS)
        for _ in range(2):
            revoke_share_link(link, editor)
        assert over(address) == "revoked"
        assert PageLogEntry.objects.filter(action="pages.share_link.revoke").count() == 1

    def test_the_account_is_closed(self, draft: GuestBlogPost, editor: User) -> None:
        _, address = create_share_link(draft, editor, THREE_DAYS)
        User.objects.filter(pk=editor.pk).update(is_active=False)
        assert over(address) == "access"

    def test_the_page_is_deleted(self, draft: GuestBlogPost, editor: User) -> None:
        _, address = create_share_link(draft, editor, THREE_DAYS)
        draft.delete()
        read(address, expected=404)

    @pytest.mark.parametrize("days", [0, -1, 15])
    def test_no_link_lasts_longer_than_fourteen_days(self, days: int, draft: GuestBlogPost, editor: User) -> None:
        with pytest.raises(ValueError, match="at most 14 days"):
            create_share_link(draft, editor, datetime.timedelta(days=days))


class TestTheEditor:
    """The page on which links are created, listed and withdrawn."""

    def address(self, page: GuestBlogPost) -> str:
        return f"/admin/pages/{page.pk}/share/"

    @pytest.mark.slow
    def test_from_the_page_to_the_link_and_back(self, client: Client, draft: GuestBlogPost, editor: User) -> None:
        client.force_login(editor)
        assert self.address(draft) in client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
        page = client.get(self.address(draft)).content.decode()
        assert "There are no links yet" in page
        assert re.search(r'<option value="72" selected>', page)
        page = client.post(self.address(draft), {"lifetime": "24", "note": " For the board "}).content.decode()
        shown = re.search(r'readonly value="([^"]+)"', page)
        assert shown is not None
        assert read(shown[1].replace("&amp;", "&"))["title"] == "A draft"
        link = ShareLink.objects.get()
        assert (link.note, link.created_by) == ("For the board", editor)
        assert link.expires_at - link.created_at == datetime.timedelta(days=1)

        page = client.get(self.address(draft)).content.decode()
        assert "For the board" in page
        assert "readonly" not in page
        response = client.post(f"/admin/pages/share/{link.pk}/revoke/", follow=True)
        assert "withdrawn" in response.content.decode()
        assert over(shown[1].replace("&amp;", "&")) == "revoked"
        history = client.get(f"/admin/pages/{draft.pk}/history/").content.decode()
        assert "Created a link to the draft" in history
        assert "Withdrew a link to the draft" in history

    @pytest.mark.parametrize("form", [{}, {"lifetime": "1000"}, {"lifetime": "72", "note": "x" * 256}])
    def test_what_is_wrong_is_said(self, form: dict[str, str], client: Client, draft: Any, editor: User) -> None:
        client.force_login(editor)
        response = client.post(self.address(draft), {"unknown": "", **form})
        assert "error" in response.content.decode()
        assert not ShareLink.objects.exists()

    def test_only_those_who_may_edit_the_page(self, client: Client, draft: GuestBlogPost, editor: User) -> None:
        link, address = create_share_link(draft, editor, THREE_DAYS)
        stranger = User.objects.create_user("stranger@example.org", "a-password-for-tests")
        client.force_login(stranger)
        for url in (self.address(draft), f"/admin/pages/share/{link.pk}/revoke/"):
            assert client.post(url, {"lifetime": "72"}).status_code in (302, 403)
        assert ShareLink.objects.count() == 1
        assert read(address)["title"] == "A draft"

    def test_withdrawing_is_not_a_link(self, client: Client, draft: GuestBlogPost, editor: User) -> None:
        link, _ = create_share_link(draft, editor, THREE_DAYS)
        client.force_login(editor)
        assert client.get(f"/admin/pages/share/{link.pk}/revoke/").status_code == 405

    def test_it_is_in_the_audit_log(self, draft: GuestBlogPost, editor: User) -> None:
        link, _ = create_share_link(draft, editor, THREE_DAYS, note="For the board")
        entry = PageLogEntry.objects.get(action="pages.share_link.create")
        assert (entry.user, entry.page_id, entry.revision_id) == (editor, draft.pk, link.revision_id)
        assert entry.data["note"] == "For the board"
