"""Releases in the admin: who sees what, what the buttons do, and how many queries the pages take."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.models import Person, User
from releases.checklists.findings import findings
from releases.members.adding import add_members
from releases.models import Release
from releases.publishing.publishing import publish_release
from releases.publishing.scheduling import schedule_release
from tests.content import home, make_person, make_section, make_topic
from tests.pages.permissions import limited_editor
from tests.releases.conftest import AFTER, BEFORE, Campaign

pytestmark = pytest.mark.django_db


def act(client: Client, release: Release, action: str, **values: Any) -> str:
    url = reverse("releases_act", args=[release.pk])
    return client.post(url, {"action": action, **values}, follow=True).text


def show(client: Client, release: Release) -> str:
    response = client.get(reverse("releases_release", args=[release.pk]))
    assert response.status_code == 200
    return response.text


class TestComposing:
    def test_an_editor_makes_a_release_and_adds_to_it(self, client: Client, editor: User) -> None:
        client.force_login(editor)
        text = client.post(reverse("releases_releases"), {"title": "Spring", "note": ""}, follow=True).text
        release = Release.objects.get(title="Spring")
        assert release.created_by == editor
        section, person = make_section(title="News"), make_person()
        assert "Choose a page or a record first." in act(client, release, "add", outcome="publish")
        said = act(client, release, "add", page=section.pk, record_person=person.pk, outcome="publish")
        assert "Added: “News”, “Ada Writer”." in said
        assert "There is nothing in it yet." in text

    def test_a_page_is_added_from_its_editor(self, client: Client, editor: User) -> None:
        section = make_section(title="News")
        client.force_login(editor)
        url = reverse("wagtailadmin_pages:edit", args=[section.pk])
        choose = reverse("releases_choose", args=[section.get_base_content_type().pk, section.pk])
        assert choose in client.get(url).text
        text = client.post(choose, {"release": "", "title": "Spring", "outcome": "publish"}, follow=True).text
        assert "is in the release “Spring”" in text
        assert "and goes live with it." in client.get(url).text
        assert Release.objects.get().members.get().title == "News"

    def test_a_record_is_added_from_its_list(self, client: Client, editor: User) -> None:
        person = make_person()
        client.force_login(editor)
        choose = reverse("releases_choose", args=[person.get_base_content_type().pk, person.pk])
        assert choose in client.get(reverse(Person.snippet_viewset.get_url_name("list"))).text
        client.post(choose, {"release": "", "title": "Spring", "outcome": "unpublish"})
        assert Release.objects.get().members.get().action == "unpublish"

    def test_pages_of_a_list_are_added_together(
        self, client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = [make_section(title=title) for title in ("One", "Two")]
        client.force_login(editor)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "add_to_release"])
        url += "?next=/admin/&" + "&".join(f"id={page.pk}" for page in pages)
        assert "These pages are added" in client.get(url).text
        text = client.post(url, {"release": "", "title": "Spring", "outcome": "publish"}, follow=True).text
        assert "2 pages are in the release “Spring”." in text
        release = Release.objects.get()
        assert release.members.count() == 2
        monkeypatch.setattr("releases.members.adding.MOST_MEMBERS", 1)
        values = {"release": release.pk, "title": "", "outcome": "publish"}
        assert "a release has at most 1 pages and records" in client.post(url, values, follow=True).text

    def test_the_home_of_all_pages_and_topics_cannot_be_added(self, client: Client, moderator: User) -> None:
        client.force_login(moderator)
        root = Page.objects.get(depth=1)
        url = reverse("releases_choose", args=[root.get_base_content_type().pk, root.pk])
        assert client.get(url).status_code in (302, 403)
        topic = make_topic()
        for key in (ContentType.objects.get_for_model(topic).pk, 0):
            assert client.get(reverse("releases_choose", args=[key, topic.pk])).status_code == 404

    def test_missing_records_are_added_by_a_button(self, client: Client, campaign: Campaign, editor: User) -> None:
        campaign.member(campaign.person).delete()
        client.force_login(editor)
        assert "“Ada Writer” is not published" in show(client, campaign.release)
        assert "Added: “Ada Writer”." in act(client, campaign.release, "add_missing")
        assert "Nothing is missing" in act(client, campaign.release, "add_missing")


class TestPublishing:
    def test_a_moderator_publishes_and_undoes(self, client: Client, campaign: Campaign, moderator: User) -> None:
        client.force_login(moderator)
        assert "is published." in act(client, campaign.release, "publish")
        assert campaign.live() == AFTER
        assert "Is unpublished" in client.get(reverse("releases_undo", args=[campaign.release.pk])).text
        assert "is undone." in act(client, campaign.release, "undo")
        assert campaign.live() == BEFORE

    def test_an_editor_cannot(self, client: Client, campaign: Campaign, editor: User) -> None:
        client.force_login(editor)
        assert "Somebody who may publish all of it" in show(client, campaign.release)
        assert "may not publish it" in act(client, campaign.release, "publish")
        assert campaign.live() == BEFORE

    def test_it_is_scheduled_by_typing(self, client: Client, campaign: Campaign, moderator: User) -> None:
        client.force_login(moderator)
        assert "This has passed" in act(client, campaign.release, "schedule", goes_live_at="2020-01-01 12:00")
        day = timezone.localdate() + datetime.timedelta(days=3)
        assert "goes live on" in act(client, campaign.release, "schedule", goes_live_at=f"{day} 6 pm")
        release = Release.objects.get()
        assert release.is_scheduled and timezone.localtime(release.goes_live_at).hour == 18
        assert "The campaign" in client.get(reverse("pages_calendar") + f"?month={day:%Y-%m}").text
        assert "does not go live by itself any more" in act(client, release, "unschedule")
        assert "was deleted" in act(client, release, "delete")
        assert not Release.objects.exists()

    def test_an_unknown_button_does_nothing(self, client: Client, campaign: Campaign, moderator: User) -> None:
        client.force_login(moderator)
        assert "Nothing was done" in act(client, campaign.release, "explode")


class TestChecklist:
    def sentences(self, campaign: Campaign, name: str = "conflicts") -> str:
        return " ".join(item.message for row in findings(campaign.release) for item in getattr(row, name))

    def test_a_release_that_is_ready_has_nothing_to_do(self, campaign: Campaign) -> None:
        assert self.sentences(campaign, "needed") == ""
        assert self.sentences(campaign) == ""

    def test_a_schedule_says_what_its_user_may_not_do_any_more(self, campaign: Campaign, moderator: User) -> None:
        schedule_release(campaign.release, moderator, timezone.now() + datetime.timedelta(days=1))
        campaign.release.refresh_from_db()
        assert self.sentences(campaign, "needed") == ""
        moderator.groups.set(Group.objects.filter(name="Editor"))
        campaign.release.refresh_from_db()
        assert "moderator@example.org may not publish it." in self.sentences(campaign, "needed")

    def test_conflicts_are_named(self, campaign: Campaign, moderator: User, editor: User) -> None:
        other = Release.objects.create(title="Another")
        add_members(other, [campaign.public], moderator)
        campaign.member(campaign.section).delete()
        draft = campaign.public.get_latest_revision_as_object()
        draft.save_revision(user=moderator)
        below = make_section(campaign.old, title="Below it")
        conflicts = self.sentences(campaign)
        assert "It is in another release, too: “Another”." in conflicts
        assert "The page above it is not public, and is not in this release." in conflicts
        assert "It was changed since it was added, by somebody else" in conflicts
        assert f"Pages below it stay public: “{below.title}”." in conflicts

    def test_a_record_that_others_show_is_named(self, campaign: Campaign, moderator: User) -> None:
        publish_release(campaign.release, moderator)
        later = Release.objects.create(title="Later")
        add_members(later, [campaign.person], moderator, "unpublish")
        (row,) = findings(later)
        assert "“It begins”" in row.conflicts[0].message

    def test_lines_lead_to_the_field(self, client: Client, campaign: Campaign, editor: User) -> None:
        campaign.member(campaign.person).delete()
        client.force_login(editor)
        assert f"{reverse('wagtailadmin_pages:edit', args=[campaign.post.pk])}#field=authors.0.person" in show(
            client, campaign.release
        )


class TestSeeing:
    def test_what_one_may_not_see_has_no_title(self, client: Client, campaign: Campaign) -> None:
        client.force_login(limited_editor(make_section(title="Their part")))
        text = show(client, campaign.release)
        assert "Something that you may not see." in text
        assert "It begins" not in text and "Ada Writer" not in text
        assert "It begins" not in act(client, campaign.release, "publish")

    def test_who_works_on_nothing_sees_no_releases(self, client: Client, campaign: Campaign) -> None:
        client.force_login(User.objects.create_user("nobody@example.org", "a-password-for-tests"))
        assert client.get(reverse("releases_releases")).status_code == 302


class TestQueries:
    def count(self, client: Client, url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def test_the_list_takes_as_many_for_one_as_for_many(
        self, client: Client, campaign: Campaign, moderator: User
    ) -> None:
        client.force_login(moderator)
        url = reverse("releases_releases")
        one = self.count(client, url)
        for number in range(5):
            add_members(Release.objects.create(title=str(number), created_by=moderator), [home()], moderator)
        assert self.count(client, url) == one

    def test_a_published_release_takes_as_many_for_one_member_as_for_many(
        self, client: Client, moderator: User
    ) -> None:
        client.force_login(moderator)
        counts = []
        for size in (2, 6):
            release = Release.objects.create(title=f"Of {size}")
            pages = [make_section(title=f"{size} {number}") for number in range(size)]
            add_members(release, pages, moderator)
            publish_release(release, moderator)
            counts.append(self.count(client, reverse("releases_release", args=[release.pk])))
        assert counts[0] == counts[1]

    def test_a_member_of_an_open_release_takes_a_bounded_number(self, moderator: User) -> None:
        counts = []
        for size in (2, 6):
            release = Release.objects.create(title=f"Of {size}")
            add_members(release, [make_section(title=f"{size} {number}") for number in range(size)], moderator)
            with CaptureQueriesContext(connection) as queries:
                findings(release)
            counts.append(len(queries))
        assert (counts[1] - counts[0]) / 4 <= 12
