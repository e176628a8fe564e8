"""Everything that an account opened ends when its owner leaves, and what others wait for is handed on."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, GroupApprovalTask, ModelLogEntry, Page, WorkflowState

from accounts.off_boarding import leaving
from accounts.off_boarding.leaving import belongings, groups_left_empty, off_board
from pages.accounts.calendar_address import rotate_address
from pages.models import User
from pages.previews.sessions import PreviewOver, open_session, read_session
from pages.previews.share_links import create_share_link, read_share_link
from tests.accounts.signing_in import PASSWORD, make_user, sign_in
from tests.content import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("administrator@example.org", PASSWORD)


@pytest.fixture
def successor() -> User:
    return make_user("successor@example.org", "Moderator")


def token_of(address: str) -> str:
    return address.rpartition("token=")[2]


def test_nothing_that_the_account_opened_works_any_more(administrator, client):
    user = make_user("leaving@example.org", "Moderator")
    sign_in(client, user.email)
    assert client.get("/admin/").status_code == 200
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    SocialAccount.objects.create(user=user, provider="openid_connect", uid="1")
    post = make_post(owner=user)
    preview = open_session(post, user, "editing")
    _, address = create_share_link(post, user, datetime.timedelta(hours=1))
    APIToken.objects.create(user=user, name="A script", key_hash="x" * 64, prefix="wagtail_")
    calendar = rotate_address(user)
    calendar_url = reverse("editors_calendar", args=[user.pk, calendar.token])
    assert Client().get(calendar_url).status_code == 200

    had = off_board(user, administrator)

    assert (had.sessions, had.previews, had.share_links, had.tokens, had.second_factors) == (1, 1, 1, 1, 2)
    assert client.get("/admin/").status_code == 302
    assert sign_in(Client(), user.email).status_code == 200
    for opened in (
        lambda: read_session(preview),
        lambda: read_share_link(token_of(address), post.get_content_type_str()),
    ):
        with pytest.raises(PreviewOver):
            opened()
    assert not APIToken.objects.filter(revoked_at=None).exists()
    assert Client().get(calendar_url).status_code == 404
    assert not Authenticator.objects.exists() and not SocialAccount.objects.exists()
    after = belongings(user)
    assert (after.sessions, after.previews, after.share_links, after.tokens, after.second_factors) == (0, 0, 0, 0, 0)
    entry = ModelLogEntry.objects.get(action="accounts.off_board")
    assert (entry.user, entry.object_id) == (administrator, str(user.pk))


def test_an_account_that_is_activated_again_has_no_old_way_in(administrator):
    user = make_user()
    off_board(user, administrator)
    user.is_active = True
    user.save()
    client = Client()
    sign_in(client, user.email)
    assert client.get("/admin/").status_code == 302
    assert set(user.groups.values_list("name", flat=True)) == {"Editor"}


def submitted(user: User):
    post = make_post(owner=user, live=False)
    post.save_revision(user=user)
    workflow = post.get_workflow()
    return post, workflow.start(post, user)


def test_pages_submissions_and_locks_are_handed_on(administrator, successor):
    user = make_user()
    post, state = submitted(user)
    others = submitted(successor)[1]
    Page.objects.filter(pk=post.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    had = off_board(user, administrator, successor)
    assert (had.submissions, had.locks, had.pages) == (1, 1, 1)
    assert Page.objects.get(pk=post.pk).owner == successor
    assert {WorkflowState.objects.get(pk=row.pk).requested_by for row in (state, others)} == {successor}
    post.refresh_from_db()
    assert not post.locked and post.locked_by is None


def test_a_group_that_approves_is_not_left_empty(administrator, successor):
    editors_in_chief = Group.objects.create(name="Editors in chief")
    task = GroupApprovalTask.objects.create(name="Last look")
    task.groups.add(editors_in_chief)
    user, other = (
        make_user("leaving@example.org", "Editors in chief"),
        make_user("other@example.org", "Editors in chief"),
    )
    assert groups_left_empty(user) == []
    other.is_active = False
    other.save()
    assert groups_left_empty(user) == [editors_in_chief]
    off_board(user, administrator, successor)
    assert editors_in_chief in successor.groups.all()


def test_all_of_it_or_nothing(administrator, monkeypatch, client):
    user = make_user()
    sign_in(client, user.email)
    client.get("/admin/")

    def fail(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr(leaving, "remove_address", fail)
    with pytest.raises(RuntimeError):
        off_board(user, administrator)
    assert User.objects.get(pk=user.pk).is_active
    assert client.get("/admin/").status_code == 200


#: Relations to a user that off-boarding leaves as they are: they say who did something, or end with the rest.
HISTORY = {
    *("wagtailcore.Revision.user", "wagtailcore.PageLogEntry.user", "wagtailcore.ModelLogEntry.user"),
    *("wagtailcore.Comment.user", "wagtailcore.Comment.resolved_by", "wagtailcore.CommentReply.user"),
    *(
        "wagtailcore.TaskState.finished_by",
        "wagtailcore.UploadedFile.uploaded_by_user",
        "wagtailcore.EditingSession.user",
    ),
    *("wagtailimages.Image.uploaded_by_user", "pages.Image.uploaded_by_user", "wagtaildocs.Document.uploaded_by_user"),
    *("wagtailusers.UserProfile.user", "wagtailadmin.FormState.user", "pages.AnsweredSave.user"),
    *("account.EmailAddress.user", "wagtailadmin.EditingSession.user", "pages.ScheduledRecord.agreed_by"),
    *("arrivals.ImportRun.user", "arrivals.FollowedCalendar.added_by", "arrivals.ProposedChange.decided_by"),
    *(f"releases.Release.{name}_by" for name in ("created", "scheduled", "published", "undone")),
    "releases.ReleaseMember.added_by",
    "archives.SiteExport.user",
    "privacy.Erasure.user",
}
HANDLED = {
    *("usersessions.UserSession.user", "pages.PreviewSession.user", "pages.ShareLink.created_by"),
    *("wagtailcore.APIToken.user", "pages.CalendarAddress.user", "mfa.Authenticator.user"),
    *(
        "socialaccount.SocialAccount.user",
        "wagtailcore.PageSubscription.user",
        "wagtailcore.WorkflowState.requested_by",
    ),
    *("wagtailcore.Page.owner",),
}


def test_every_relation_to_a_user_is_thought_of():
    found = set()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.related_model is User and field.name != "locked_by":
                found.add(f"{model._meta.label}.{field.name}")
    assert found - HISTORY - HANDLED == set()


class TestThePage:
    def test_an_administrator_does_it_in_one_action(self, administrator, successor, client):
        user = make_user()
        post, _ = submitted(user)
        client.force_login(administrator)
        url = reverse("accounts_off_board", args=[user.pk])
        assert url in client.get(reverse("wagtailusers_users:index")).text
        page = client.get(url)
        assert "has submitted 1 for approval" in page.text
        response = client.post(url, {"successor": successor.pk}, follow=True)
        assert "can no longer sign in" in response.text
        user.refresh_from_db()
        assert not user.is_active
        assert Page.objects.get(pk=post.pk).owner == successor
        assert url not in response.text

    def test_a_group_without_anybody_is_named(self, administrator, client):
        user = make_user("moderator@example.org", "Moderator")
        client.force_login(administrator)
        url = reverse("accounts_off_board", args=[user.pk])
        assert "Nobody else can approve" in client.get(url).text
        assert "Nobody can approve for" in client.post(url, {"successor": ""}, follow=True).text

    def test_a_successor_who_cannot_sign_in_is_refused(self, administrator, client):
        user, gone = make_user(), make_user("gone@example.org", is_active=False)
        client.force_login(administrator)
        response = client.post(reverse("accounts_off_board", args=[user.pk]), {"successor": gone.pk})
        assert response.status_code == 200
        user.refresh_from_db()
        assert user.is_active

    @pytest.mark.parametrize("who", ["editor", "oneself", "superuser"])
    def test_others_may_not(self, administrator, client, who):
        manager = make_user("manager@example.org", "Site manager")
        target = {"editor": make_user(), "oneself": manager, "superuser": administrator}[who]
        by = target if who == "oneself" else make_user("e@example.org") if who == "editor" else manager
        client.force_login(by)
        client.post(reverse("accounts_off_board", args=[target.pk]), {"successor": ""})
        target.refresh_from_db()
        assert target.is_active
