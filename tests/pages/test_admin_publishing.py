"""Publishing through the editor's form: errors appear next to their fields, but never when a draft is saved."""

import datetime
import io
import json

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from pages.models import (
    EventHost,
    EventPage,
    EventSpeaker,
    GuestBlogPost,
    Image,
    Organization,
    OrganizationAbout,
    Person,
    PostAuthor,
    SiteSettings,
)
from pages.scheduler.transitions import apply_due_transitions
from tests.pages.form_data import ZONE, author, event_data, post_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture(autouse=True)
def signed_in(client, moderator):
    client.force_login(moderator)


@pytest.fixture
def event(section):
    return section.add_child(instance=EventPage(title="Briefing", slug="briefing", live=False, time_zone=ZONE))


@pytest.fixture
def post(section):
    return section.add_child(instance=GuestBlogPost(title="Briefing", slug="briefing", live=False))


@pytest.fixture
def save(client):
    """Submit the edit form of a page, to publish it or to save a draft."""

    def send(page, data, action="publish"):
        extra = {"action-publish": "action-publish"} if action == "publish" else {}
        return client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), {**data, **extra})

    return send


def image(**fields):
    stream = io.BytesIO()
    PIL.Image.new("RGB", (8, 8)).save(stream, "PNG")
    return Image.objects.create(title="Picture", file=ContentFile(stream.getvalue(), "picture.png"), **fields)


def test_a_new_page_takes_its_address_from_its_title(client, section):
    text = client.get(reverse("wagtailadmin_pages:add", args=("pages", "guestblogpost", section.pk))).text
    assert 'data-w-sync-target-value="#id_slug"' in text


def live(page):
    return Page.objects.get(pk=page.pk).live


def sentences(response):
    return [str(message) for message in response.context["messages"]]


EVENT_FAULTS = {
    "ends on the day before": (
        {"end_date": "2030-06-13"},
        "end_date",
        "The event must end after it starts.",
    ),
    "ends an hour earlier": ({"end_time": "12:00"}, "end_time", "The event must end after it starts."),
    "an hour that the clocks leave out": (
        {"start_date": "2030-03-10", "start_time": "02:30", "end_time": ""},
        "start_time",
        "2:30 am does not exist on Sunday, March 10, 2030",
    ),
    "an hour that comes twice": (
        {"start_date": "2030-11-03", "start_time": "01:30", "end_time": ""},
        "start_occurrence",
        "Choose which of the two you mean.",
    ),
    "no place": ({"venue_name": ""}, "venue_name", "Enter the place"),
    "no way to join": ({"attendance_mode": "online"}, "online_url", "Enter the address to join"),
    "nowhere to sign up": ({"rsvp_mode": "url"}, "rsvp_url", "Enter the address of the page"),
    "no address to write to": ({"rsvp_mode": "email"}, "rsvp_email", "Enter the e-mail address"),
    "no number to call": ({"rsvp_mode": "phone"}, "rsvp_phone", "Enter the phone number"),
    "no date": ({"start_date": ""}, "start_date", "Enter the start date."),
    "original address without encryption": (
        {"canonical_url": "http://example.org/"},
        "canonical_url",
        "must start with https://",
    ),
}


@pytest.mark.parametrize(("fields", "field", "sentence"), EVENT_FAULTS.values(), ids=EVENT_FAULTS)
@pytest.mark.slow
class TestEventWithAFault:
    def test_is_not_published_and_says_why_next_to_the_field(self, save, event, fields, field, sentence):
        response = save(event, event_data(**fields))
        assert response.status_code == 200
        assert sentence in " ".join(response.context["form"].errors[field])
        assert sentence in response.text
        assert not live(event)

    def test_is_accepted_as_a_draft(self, save, event, fields, field, sentence):
        assert save(event, event_data(**fields), "draft").status_code == 302
        assert event.revisions.count() == 1
        assert not live(event)


def test_a_correct_event_is_published(save, event):
    assert save(event, event_data(speakers=[{"name": "Amara"}], hosts=[{"name": "Us"}])).status_code == 302
    published = EventPage.objects.get(pk=event.pk)
    assert published.live
    assert published.starts_at == datetime.datetime(2030, 6, 14, 17, tzinfo=datetime.UTC)


def test_the_hour_that_comes_twice_is_published_once_it_is_clear(save, event):
    fields = {"start_date": "2030-11-03", "start_time": "01:30", "end_time": "", "start_occurrence": "second"}
    assert save(event, event_data(**fields)).status_code == 302
    starts_at = EventPage.objects.get(pk=event.pk).starts_at
    assert starts_at == datetime.datetime(2030, 11, 3, 6, 30, tzinfo=datetime.UTC)


@pytest.mark.slow
def test_the_same_person_twice_is_shown_at_the_second_row(save, event):
    amara = Person.objects.create(name="Amara Osei")
    response = save(event, event_data(speakers=[{"person": str(amara.pk)}, {"person": str(amara.pk)}]))
    rows = response.context["form"].formsets["speakers"].forms
    assert not rows[0].errors
    assert rows[1].errors["name"] == ["Amara Osei is listed twice in the same role. Remove one of the two rows."]
    assert "Amara Osei is listed twice in the same role. Remove one of the two rows." in response.text
    assert not live(event)
    assert save(event, event_data(speakers=[{"name": "A"}, {"name": "a"}]), "draft").status_code == 302


@pytest.mark.slow
def test_a_post_needs_an_author(save, post):
    response = save(post, post_data(authors=()))
    assert "Add at least one author" in response.text
    assert not live(post)
    assert save(post, post_data(authors=()), "draft").status_code == 302
    assert save(post, post_data()).status_code == 302
    assert live(post)


@pytest.mark.slow
def test_an_image_needs_words_unless_it_is_decoration(save, post):
    bare = image()
    response = save(post, post_data(feature_image=str(bare.pk)))
    assert "has no alternative text" in response.context["form"].errors["feature_image"][0]
    assert save(post, post_data(authors=(), feature_image=str(bare.pk)), "draft").status_code == 302
    decoration = image(decorative=True)
    assert save(post, post_data(feature_image=str(decoration.pk))).status_code == 302


@pytest.mark.slow
def test_a_block_left_empty_is_a_draft_only(save, post):
    body = streamfield([("quote", {"text": "Words.", "attribution": "", "person": "", "role": ""})])
    assert save(post, post_data(body=body), "draft").status_code == 302
    assert "Say whose words these are." in save(post, post_data(body=body)).text
    assert not live(post)


@pytest.mark.slow
def test_an_image_in_the_text_needs_words_too(save, post):
    block = {"image": {"image": str(image().pk), "alt_text": "", "decorative": ""}, "caption": "", "layout": "column"}
    assert save(post, post_data(body=streamfield([("image", block)]))).status_code == 200
    assert not live(post)


def publish_in_spite_of_everything(page):
    """Make the latest draft live as an import would, bypassing every rule."""
    page.save_revision()
    type(page).objects.filter(pk=page.pk).update(live=True)


@pytest.mark.slow
def test_what_the_live_version_breaks_already_is_only_a_warning(client, save, post):
    publish_in_spite_of_everything(post)
    save(post, post_data(authors=(), title="A typo less"))
    assert GuestBlogPost.objects.get(pk=post.pk).title == "A typo less"
    assert "Add at least one author, with a record or just a name." in sentences(
        client.get(reverse("wagtailadmin_explore", args=(post.get_parent().pk,)))
    )


@pytest.mark.slow
def test_a_new_fault_blocks_though_the_live_version_has_another(save, post):
    publish_in_spite_of_everything(post)
    assert save(post, post_data(authors=(), canonical_url="http://example.org/")).status_code == 200


@pytest.mark.slow
def test_somebody_whom_the_live_version_does_not_show_either_is_named_in_a_warning(client, save, post):
    drafty = Person.objects.create(name="Drafty Dan", live=False)
    post.authors.add(PostAuthor(person=drafty))
    post.save()
    publish_in_spite_of_everything(post)
    stored = author(id=post.authors.get().pk, person=str(drafty.pk))
    data = {**post_data(authors=()), **nested_form_data({"authors": inline_formset([stored], initial=1)})}
    assert save(post, data).status_code == 302
    home = reverse("wagtailadmin_home")
    named = [sentence for sentence in sentences(client.get(home)) if "Drafty" in sentence]
    assert named == [
        "“Drafty Dan” is not published, so it is not shown on this page. Anyone with the role Moderator or Site "
        "manager can publish the record together with the page, or under “People & topics”."
    ]
    drafty.save_revision().publish()
    assert save(post, data).status_code == 302
    assert not [sentence for sentence in sentences(client.get(home)) if "not published" in sentence]


def test_publishing_several_pages_names_the_one_that_is_not_ready(client, post):
    post.save_revision()
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish")) + f"?id={post.pk}&next=/admin/"
    response = client.post(url, {"include_descendants": ""}, follow=True)
    assert response.status_code == 200
    assert sentences(response) == ["Not published. Add at least one author, with a record or just a name. (Briefing)"]
    assert not live(post)


def test_approval_of_a_page_that_is_not_ready_names_what_is_missing(client, editor, moderator, post):
    post.save_revision(user=editor)
    workflow = post.get_workflow()
    workflow.start(post, editor)
    state = post.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(post.pk, "approve", state.pk))
    response = client.post(url, follow=True)
    assert any("Add at least one author" in sentence for sentence in sentences(response))
    assert not live(post)
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_the_schedule_keeps_what_is_not_ready_and_says_so_in_the_history(post, moderator):
    revision = post.save_revision(approved_go_live_at=timezone.now())
    assert apply_due_transitions().refused == 1
    assert not live(post)
    entry = PageLogEntry.objects.get(page=post.pk, action="pages.publish.refused")
    assert "Add at least one author" in json.dumps(entry.data)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


@pytest.mark.slow
def test_scheduling_through_the_form_is_as_strict_as_publishing(save, post):
    later = (timezone.now() + datetime.timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    assert save(post, post_data(authors=(), go_live_at=later)).status_code == 200
    assert post.revisions.filter(approved_go_live_at__isnull=False).count() == 0
    assert save(post, post_data(go_live_at=later)).status_code == 302
    assert post.revisions.filter(approved_go_live_at__isnull=False).count() == 1
    assert not live(post)


def test_a_new_page_that_is_scheduled_is_not_live_before_its_hour(client, section):
    later = (timezone.now() + datetime.timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    add = reverse("wagtailadmin_pages:add", args=("pages", "guestblogpost", section.pk))
    assert client.post(add, {**post_data(go_live_at=later), "action-publish": "1"}).status_code == 302
    page = GuestBlogPost.objects.get()
    assert (page.live, page.first_published_at) == (False, None)
    assert page.revisions.filter(approved_go_live_at__isnull=False).count() == 1


class TestNewEvent:
    @pytest.fixture
    def us(self, home_page):
        us = Organization.objects.create(name="Coalition for Fair Work")
        about = home_page.add_child(instance=OrganizationAbout(title="About us", organization=us, live=False))
        about.save_revision().publish()
        return us

    @pytest.mark.slow
    def test_starts_in_our_zone_with_us_as_its_host(self, client, section, us):
        SiteSettings.objects.create(site=Site.objects.get(), time_zone=ZONE)
        url = reverse("wagtailadmin_pages:add", args=("pages", "eventpage", section.pk))
        response = client.get(url)
        assert response.context["form"]["time_zone"].value() == ZONE
        hosts = response.context["form"].formsets["hosts"]
        assert [form["organization"].value() for form in hosts.forms] == [us.pk]
        assert "Coalition for Fair Work" in response.text

    @pytest.mark.slow
    def test_is_published_with_the_host_that_it_started_with(self, client, section, us):
        url = reverse("wagtailadmin_pages:add", args=("pages", "eventpage", section.pk))
        data = event_data(hosts=[{"organization": str(us.pk)}])
        assert client.post(url, {**data, "action-publish": "action-publish"}).status_code == 302
        made = EventPage.objects.get()
        assert made.live
        assert [host.organization for host in made.hosts.all()] == [us]

    @pytest.mark.slow
    def test_with_a_fault_keeps_what_was_typed(self, client, section, us):
        url = reverse("wagtailadmin_pages:add", args=("pages", "eventpage", section.pk))
        data = event_data(hosts=[{"organization": str(us.pk)}], venue_name="", title="Typed")
        response = client.post(url, {**data, "action-publish": "action-publish"})
        assert "Enter the place" in response.text
        assert response.context["form"]["title"].value() == "Typed"
        assert len(response.context["form"].formsets["hosts"].forms) == 1
        assert not EventPage.objects.exists()


def test_rows_come_back_in_the_order_in_which_they_were_sent(save, event):
    save(event, event_data(speakers=[{"name": "One"}, {"name": "Two"}]))
    names = EventSpeaker.objects.filter(event=event).order_by("sort_order").values_list("name", flat=True)
    assert list(names) == ["One", "Two"]
    assert not EventHost.objects.exists()
    assert not PostAuthor.objects.exists()


def test_an_editor_submits_for_moderation_instead(client, editor, post):
    client.force_login(editor)
    response = client.post(reverse("wagtailadmin_pages:edit", args=(post.pk,)), {**post_data(), "action-submit": "x"})
    assert response.status_code == 302
    assert GuestBlogPost.objects.get(pk=post.pk).current_workflow_state.status == "in_progress"
    assert not live(post)


def test_an_editor_cannot_publish(client, editor, post):
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:edit", args=(post.pk,)), {**post_data(), "action-publish": "x"})
    assert not live(post)
