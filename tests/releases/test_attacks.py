"""What somebody tries who may not: direct requests past the buttons, and reading what is not shown."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.models import User
from releases.checklists.findings import findings
from releases.members.adding import add_members
from releases.models import Release, ReleaseMember
from releases.publishing.publishing import publish_release
from releases.publishing.scheduling import schedule_release
from tests.content import make_section
from tests.pages.permissions import limited_editor
from tests.releases.conftest import AFTER, BEFORE, Campaign, account
from tests.releases.test_editor import act, show
from tests.releases.test_previews import open_release

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SECRET_TITLES = ("It begins", "As it will be", "Ada Writer", "Old campaign")


@pytest.fixture
def stranger(client: Client, campaign: Campaign) -> User:
    """Somebody who works on another part of the site, and is signed in."""
    user = limited_editor(make_section(title="Their part"))
    client.force_login(user)
    return user


class TestDirectRequests:
    def test_an_editor_does_not_take_a_release_off_the_schedule(
        self, client: Client, campaign: Campaign, editor: User, moderator: User
    ) -> None:
        schedule_release(campaign.release, moderator, timezone.now() + DAY)
        client.force_login(editor)
        assert "may not publish it" in act(client, campaign.release, "unschedule")
        assert Release.objects.get().is_scheduled

    def test_an_editor_does_not_call_a_release_undone(
        self, client: Client, campaign: Campaign, editor: User, moderator: User
    ) -> None:
        publish_release(campaign.release, moderator)
        client.force_login(editor)
        everything = [member.pk for member in campaign.release.members.all()]
        assert "may not publish it" in act(client, campaign.release, "undo", leave=everything)
        assert Release.objects.get().is_published
        assert campaign.live() == AFTER

    def test_nobody_takes_out_what_they_may_not_edit(self, client: Client, campaign: Campaign, stranger: User) -> None:
        said = act(client, campaign.release, "remove", member=campaign.member(campaign.post).pk)
        assert "you may not edit" in said and "It begins" not in said
        assert campaign.release.members.count() == 5

    def test_what_was_deleted_is_taken_out_by_everybody(
        self, client: Client, campaign: Campaign, stranger: User
    ) -> None:
        member = campaign.member(campaign.old)
        campaign.old.delete()
        act(client, campaign.release, "remove", member=member.pk)
        assert campaign.release.members.count() == 4

    def test_nothing_is_added_that_one_may_not_edit(self, client: Client, campaign: Campaign, stranger: User) -> None:
        draft = campaign.public.get_latest_revision_as_object().title
        other = Release.objects.create(title="Mine")
        for outcome in ("publish", "explode"):
            said = act(client, other, "add", page=campaign.public.pk, outcome=outcome)
            assert draft not in said
            assert campaign.public.title not in said
            said = act(client, other, "add", record_person=campaign.person.pk, outcome=outcome)
            assert "Ada Writer" not in said
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "add_to_release"])
        url += f"?next=/admin/&id={campaign.post.pk}&id={campaign.public.pk}"
        text = client.get(url).text
        assert "It begins" not in text and draft not in text
        client.post(url, {"release": other.pk, "title": "", "outcome": "publish"})
        for content in (campaign.post, campaign.person):
            choose = reverse("releases_choose", args=[content.get_base_content_type().pk, content.pk])
            response = client.get(choose, follow=True)
            assert "It begins" not in response.text and "Ada Writer" not in response.text
            client.post(choose, {"release": other.pk, "title": "", "outcome": "publish"})
        assert not other.members.exists()

    @pytest.mark.parametrize("key", ["99999999999999999999999", "9223372036854775808"])
    def test_numbers_beyond_measure_name_nothing(
        self, client: Client, campaign: Campaign, moderator: User, key: str
    ) -> None:
        client.force_login(moderator)
        base = "/admin/releases/"
        for path in (f"{key}/", f"{key}/undo/", f"{key}/preview/", f"add/{key}/1/", f"add/1/{key}/"):
            assert client.get(base + path).status_code == 404, path
        assert client.post(f"{base}{key}/act/", {"action": "publish"}).status_code == 404
        act(client, campaign.release, "add", page=key, outcome="publish")
        act(client, campaign.release, "remove", member=key)
        publish_release(campaign.release, moderator)
        assert "is undone" in act(client, campaign.release, "undo", leave=[key, "x", "-1"])

    def test_instants_at_the_end_of_time(self, client: Client, campaign: Campaign, moderator: User) -> None:
        client.force_login(moderator)
        for text in (
            "9999-12-31 23:59",
            "0001-01-01 00:00",
            "2030-03-10 02:30",
            "2030-11-03 01:30",
            "31.2.2030",
            "x" * 9999,
        ):
            act(client, campaign.release, "schedule", goes_live_at=text)
            show(client, campaign.release)
            Release.objects.update(status="draft", goes_live_at=None)

    def test_every_button_needs_the_token_of_the_form(self, campaign: Campaign, moderator: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(moderator)
        for action in ("publish", "delete", "undo"):
            url = reverse("releases_act", args=[campaign.release.pk])
            assert client.post(url, {"action": action}).status_code == 403
            assert client.get(url).status_code == 405


class TestReading:
    def test_refusals_name_nothing_that_one_may_not_see(
        self, client: Client, campaign: Campaign, stranger: User
    ) -> None:
        Page.objects.filter(pk=campaign.post.pk).update(locked=True, expire_at=timezone.now() - DAY)
        Release.objects.update(status="failed", problems=["“It begins” is locked. Unlock it first."])
        when = timezone.localtime() + DAY
        texts = [show(client, campaign.release), act(client, campaign.release, "publish")]
        texts.append(act(client, campaign.release, "schedule", goes_live_at=f"{when:%Y-%m-%d} 6 pm"))
        texts.append(act(client, campaign.release, "add_missing"))
        Release.objects.update(status="published")
        texts.append(act(client, campaign.release, "undo"))
        texts.append(client.get(reverse("releases_undo", args=[campaign.release.pk])).text)
        for text in texts:
            assert not [title for title in SECRET_TITLES if title in text]

    def test_pages_beside_are_named_as_the_public_knows_them(self, campaign: Campaign, editor: User) -> None:
        below = make_section(campaign.old, title="As everybody knows it")
        below.title = "A secret draft"
        below.save_revision(user=editor)
        below.refresh_from_db()
        sentences = " ".join(item.message for row in findings(campaign.release) for item in row.conflicts)
        assert "As everybody knows it" in sentences and "A secret draft" not in sentences


class TestPreviews:
    @pytest.fixture
    def drafts(self, campaign: Campaign, editor: User) -> str:
        other = make_section(title="Elsewhere")
        other.title = "A draft of something else"
        other.save_revision(user=editor)
        return other.title

    def titles(self, client: Client, token: str) -> Any:
        return client.get("/api/v2/pages/", {"limit": 50}, headers={"Preview-Token": token}).text

    def test_an_emptied_release_shows_no_other_drafts(
        self, client: Client, campaign: Campaign, editor: User, drafts: str
    ) -> None:
        token = open_release(client, campaign, editor)
        for member in campaign.release.members.all():
            act(client, campaign.release, "remove", member=member.pk)
        assert drafts not in self.titles(client, token)

    def test_a_deleted_release_shows_no_other_drafts(
        self, client: Client, campaign: Campaign, editor: User, drafts: str
    ) -> None:
        token = open_release(client, campaign, editor)
        assert drafts not in self.titles(client, token)
        act(client, campaign.release, "delete")
        assert not Release.objects.exists()
        assert drafts not in self.titles(client, token)


class TestOddMembers:
    def test_an_empty_and_a_broken_version(self, client: Client, campaign: Campaign, moderator: User) -> None:
        client.force_login(moderator)
        revision = campaign.post.get_latest_revision()
        for content in (
            {**revision.content, "body": "no json at all"},
            {
                **revision.content,
                "authors": [{"pk": None, "person": 987654, "sort_order": 0, "page": campaign.post.pk}],
            },
            {**revision.content, "title": ""},
            {"pk": campaign.post.pk},
        ):
            type(revision).objects.filter(pk=revision.pk).update(content=content)
            show(client, campaign.release)
            act(client, campaign.release, "publish")
            client.get(reverse("releases_preview", args=[campaign.release.pk]))
            Release.objects.update(status="draft")

    @pytest.mark.parametrize("content", [{}, {"locale": 987654}])
    def test_a_version_that_cannot_be_read_is_named(
        self, content: dict[str, Any], client: Client, campaign: Campaign, moderator: User
    ) -> None:
        client.force_login(moderator)
        revision = campaign.post.get_latest_revision()
        broken = {**revision.content, **content} if content else {}
        type(revision).objects.filter(pk=revision.pk).update(content=broken)
        assert "its latest version cannot be read" in show(client, campaign.release)
        assert "its latest version cannot be read" in act(client, campaign.release, "publish")
        assert campaign.live() == BEFORE
        assert client.get(reverse("releases_preview", args=[campaign.release.pk])).status_code < 500

    def test_the_home_page_and_a_parent_are_unpublished_and_return(
        self, client: Client, campaign: Campaign, moderator: User
    ) -> None:
        client.force_login(moderator)
        home = campaign.public.get_parent().specific
        release = Release.objects.create(title="Everything away")
        add_members(release, [home, campaign.public], moderator, "unpublish")
        assert "is published." in act(client, release, "publish")
        assert client.get("/api/v2/pages/").status_code == 200
        show(client, release)
        assert "is undone." in act(client, release, "undo")
        home.refresh_from_db()
        assert home.live

    def test_children_published_since_outlive_the_undoing_of_their_parent(
        self, client: Client, campaign: Campaign, moderator: User
    ) -> None:
        client.force_login(moderator)
        act(client, campaign.release, "publish")
        campaign.section.refresh_from_db()
        child = make_section(campaign.section, title="Later")
        assert "is undone." in act(client, campaign.release, "undo")
        child.refresh_from_db()
        assert child.live
        assert campaign.live() == BEFORE

    def test_a_member_moved_below_another_and_deleted_in_between(
        self, client: Client, campaign: Campaign, moderator: User
    ) -> None:
        client.force_login(moderator)
        schedule_release(campaign.release, moderator, timezone.now() + DAY)
        campaign.post.refresh_from_db()
        campaign.public.refresh_from_db()
        campaign.post.move(campaign.public, pos="last-child")
        show(client, campaign.release)
        assert "is published." in act(client, campaign.release, "publish")
        assert Page.objects.get(pk=campaign.post.pk).get_parent().pk == campaign.public.pk
        Page.objects.get(pk=campaign.post.pk).delete()
        show(client, campaign.release)
        assert client.get(reverse("releases_undo", args=[campaign.release.pk])).status_code == 200
        assert "It was deleted since" in act(client, campaign.release, "undo")

    def test_an_alias_is_not_published(self, client: Client, campaign: Campaign, moderator: User) -> None:
        client.force_login(moderator)
        alias = campaign.public.create_alias(parent=campaign.public.get_parent(), update_slug="alias")
        assert "Nothing was added" in act(client, campaign.release, "add", page=alias.pk, outcome="publish")
        key = alias.get_base_content_type().pk
        # One that became an alias, or that an archive brought.
        member = ReleaseMember.objects.create(release=campaign.release, content_type_id=key, object_id=alias.pk)
        assert "shows what another page says" in show(client, campaign.release)
        assert "shows what another page says" in act(client, campaign.release, "publish")
        act(client, campaign.release, "remove", member=member.pk)
        assert "is published." in act(client, campaign.release, "publish")
        alias.refresh_from_db()
        assert alias.alias_of_id == campaign.public.pk

    def test_whoever_scheduled_has_left(self, client: Client, campaign: Campaign, moderator: User) -> None:
        from releases.scheduling.due import publish_due

        at = timezone.now() + DAY
        schedule_release(campaign.release, moderator, at)
        moderator.delete()
        publish_due(at)
        assert Release.objects.get().status == "failed"
        client.force_login(account("second", "Moderator"))
        assert "no account any more" in show(client, campaign.release)
        assert Group.objects.exists()
