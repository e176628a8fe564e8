"""The date of a post is that of its publication, unless an editor chose another one."""

import datetime
import json
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from pages.models import GuestBlogPost, PostAuthor, PostCorrection, SiteSettings
from pages.previews.drafts import draft_content, page_of_draft
from pages.previews.share_links import create_share_link, read_share_link
from pages.scheduler.transitions import apply_due_transitions
from tests.content import make_section, publish
from tests.pages.form_data import post_data

pytestmark = pytest.mark.django_db

HONOLULU = "Pacific/Honolulu"
#: Ten in the evening in Honolulu; the next day in UTC.
EVENING = datetime.datetime(2026, 3, 15, 8, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 3, 14)


@pytest.fixture(autouse=True)
def site_in_honolulu(db):
    SiteSettings.objects.create(site=Site.objects.get(), time_zone=HONOLULU)


@pytest.fixture
def clock(monkeypatch):
    """Set what ``timezone.now`` returns."""

    def turn(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    turn(EVENING)
    return turn


def draft(slug="week", **fields):
    post = make_section().add_child(instance=GuestBlogPost(title="A week", slug=slug, live=False, **fields))
    post.authors.add(PostAuthor(name="Somebody"))
    post.save()
    post.save_revision()
    return post


def fresh(post):
    return GuestBlogPost.objects.get(pk=post.pk)


def test_a_draft_has_no_date_of_its_own(clock):
    post = draft()
    assert fresh(post).published_on is None
    assert fresh(post).get_latest_revision_as_object().published_on is None


def test_it_is_the_day_of_publication_on_the_clocks_of_the_site(clock):
    post = draft()
    post.get_latest_revision().publish()
    assert fresh(post).published_on == DAY
    assert fresh(post).get_latest_revision_as_object().published_on == DAY


def test_it_stays_when_the_post_is_changed_or_published_again(clock):
    post = draft()
    post.get_latest_revision().publish()
    clock(EVENING + datetime.timedelta(days=40))
    page = fresh(post).get_latest_revision_as_object()
    page.title = "Another title"
    publish(page)
    assert (fresh(post).title, fresh(post).published_on) == ("Another title", DAY)
    fresh(post).unpublish()
    fresh(post).get_latest_revision().publish()
    assert fresh(post).published_on == DAY


def test_a_chosen_date_stays(clock):
    chosen = datetime.date(2026, 1, 2)
    post = draft(published_on=chosen)
    post.get_latest_revision().publish()
    assert fresh(post).published_on == chosen
    page = fresh(post).get_latest_revision_as_object()
    page.published_on = None
    publish(page)
    assert fresh(post).published_on == DAY


def test_a_scheduled_post_gets_the_day_on_which_it_goes_live(clock):
    post = draft()
    goes_live = EVENING + datetime.timedelta(days=3)
    post.go_live_at = goes_live
    post.save_revision().publish()
    assert fresh(post).published_on is None
    clock(goes_live + datetime.timedelta(seconds=2))
    assert apply_due_transitions().published == 1
    assert fresh(post).published_on == DAY + datetime.timedelta(days=3)


@pytest.mark.slow
def test_the_form_leaves_the_date_to_the_publication(client, clock, moderator):
    client.force_login(moderator)
    post = draft()
    edit = reverse("wagtailadmin_pages:edit", args=(post.pk,))
    assert client.get(edit).context["form"]["published_on"].value() is None
    fields = post_data(authors=(), published_on="")
    assert client.post(edit, fields).status_code == 302
    assert fresh(post).get_latest_revision_as_object().published_on is None
    assert client.post(edit, {**post_data(published_on=""), "action-publish": "1"}).status_code == 302
    assert fresh(post).published_on == DAY
    assert client.get(edit).context["form"]["published_on"].value() == DAY


@pytest.mark.slow
def test_approval_and_bulk_actions_too(client, clock, editor, moderator):
    client.force_login(moderator)
    post = draft()
    post.get_workflow().start(post, editor)
    state = post.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(post.pk, "approve", state.pk)))
    assert fresh(post).published_on == DAY
    other = post.copy(update_attrs={"slug": "other"}, keep_live=False)
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={other.pk}&next=/admin/"
    clock(EVENING + datetime.timedelta(days=1))
    client.post(url, {"include_descendants": ""})
    assert fresh(other).published_on == DAY + datetime.timedelta(days=1)


class TestCopies:
    LATER = datetime.timedelta(days=20)

    @pytest.fixture
    def copy(self, clock):
        def copy(post, **options):
            clock(EVENING + self.LATER)
            return fresh(post).copy(update_attrs={"slug": "copy", "title": "A copy"}, **options)

        return copy

    def test_a_copy_is_published_on_a_day_of_its_own(self, copy):
        post = draft()
        post.get_latest_revision().publish()
        publish(fresh(post).get_latest_revision_as_object())
        copied = copy(post, keep_live=False)
        assert fresh(copied).published_on is None
        assert fresh(copied).get_latest_revision_as_object().published_on is None
        fresh(copied).get_latest_revision().publish()
        assert fresh(copied).published_on == DAY + self.LATER
        assert fresh(copied).first_published_at == EVENING + self.LATER

    def test_a_copy_that_is_live_at_once_has_today(self, copy):
        post = draft()
        post.get_latest_revision().publish()
        assert fresh(copy(post, keep_live=True)).published_on == DAY + self.LATER
        assert fresh(post).published_on == DAY

    def test_a_chosen_date_is_not_copied(self, copy):
        copied = copy(draft(published_on=datetime.date(2026, 1, 2)), keep_live=False)
        assert fresh(copied).get_latest_revision_as_object().published_on is None

    def test_an_alias_shows_the_date_of_the_original(self, clock):
        post = draft()
        post.get_latest_revision().publish()
        clock(EVENING + self.LATER)
        alias = fresh(post).create_alias(update_slug="alias")
        publish(fresh(post).get_latest_revision_as_object())
        assert fresh(alias).published_on == DAY


class TestPreviews:
    def test_show_what_publishing_today_would_give(self, clock):
        post = draft()
        assert page_of_draft(GuestBlogPost, draft_content(post)).published_on == DAY
        post.go_live_at = EVENING + datetime.timedelta(days=2)
        assert page_of_draft(GuestBlogPost, draft_content(post)).published_on == DAY + datetime.timedelta(days=2)

    def test_shared_drafts_too(self, clock, editor):
        _, address = create_share_link(draft(), editor, datetime.timedelta(days=1))
        token = address.rpartition("token=")[2]
        assert read_share_link(token, "pages.guestblogpost").page.published_on == DAY

    def test_a_published_post_keeps_its_day(self, clock):
        post = draft()
        post.get_latest_revision().publish()
        clock(EVENING + datetime.timedelta(days=9))
        latest = fresh(post).get_latest_revision_as_object()
        assert page_of_draft(GuestBlogPost, draft_content(latest)).published_on == DAY


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, None), (1, "date_to_come"), (-31, None), (-32, "date_far_away"), (400, "date_to_come")],
)
def test_a_date_that_is_not_about_that_of_publication_gets_a_hint(clock, days, code):
    post = draft(published_on=DAY + datetime.timedelta(days=days))
    codes = [warning.code for warning in post.publish_warnings() if warning.field == "published_on"]
    assert codes == ([code] if code else [])


def test_a_date_to_come_is_right_for_a_post_that_is_scheduled(clock):
    post = draft(published_on=DAY + datetime.timedelta(days=3))
    post.go_live_at = EVENING + datetime.timedelta(days=3)
    assert not [warning for warning in post.publish_warnings() if warning.field == "published_on"]
    post.go_live_at = EVENING + datetime.timedelta(days=2)
    assert [warning.code for warning in post.publish_warnings() if warning.field == "published_on"] == ["date_to_come"]


def test_the_migration_empties_the_dates_of_drafts_only(clock):
    migration = import_module("pages.migrations.0011_automatic_dates")
    begun = EVENING.date()
    automatic, chosen = draft(published_on=begun), draft(published_on=datetime.date(2026, 1, 2), slug="chosen")
    live = draft(published_on=begun, slug="live")
    live.get_latest_revision().publish()
    migration.empty_dates(apps, None)
    dates = [fresh(post).published_on for post in (automatic, chosen, live)]
    assert dates == [None, datetime.date(2026, 1, 2), begun]
    assert fresh(automatic).get_latest_revision().content["published_on"] is None
    migration.fill_dates(apps, None)
    assert not GuestBlogPost.objects.filter(published_on=None).exists()
    assert json.dumps(fresh(automatic).get_latest_revision().content["published_on"]) == f'"{begun}"'


def test_a_new_correction_is_dated_by_the_clock_of_the_posts_site(clock):
    section = make_section(title="Ahead")
    site = Site.objects.create(hostname="ahead.example.org", root_page=section)
    SiteSettings.objects.create(site=site, time_zone="Pacific/Kiritimati")
    for place, day in ((section, datetime.date(2026, 3, 15)), (make_section(title="Here"), DAY)):
        post = place.add_child(instance=GuestBlogPost(title="A week", live=False))
        PostCorrection(post=post, date=datetime.date(2026, 1, 2), text="Not so.").save()
        form = GuestBlogPost.get_edit_handler().get_form_class()(instance=GuestBlogPost.objects.get(pk=post.pk))
        corrections = form.formsets["corrections"]
        assert corrections.empty_form["date"].value() == day
        assert corrections.forms[0]["date"].value() == datetime.date(2026, 1, 2)
