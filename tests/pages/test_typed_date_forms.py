"""Dates and times in the forms of the admin: stored as typed, in the zone of the site, or kept with an error."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from pages.models import Announcements, EventPage, GuestBlogPost, Person, SectionPage, SiteSettings
from tests.content import add
from tests.pages.form_data import ZONE, event_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_york() -> Site:
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"time_zone": ZONE})
    return site


@pytest.fixture
def event(section) -> EventPage:
    return add(section, EventPage(title="Briefing", slug="briefing", live=False, time_zone=ZONE))


@pytest.fixture
def edit(client, editor, new_york):
    """Submit the edit form of a page as an editor."""
    client.force_login(editor)

    def send(page: Page, data: dict[str, Any], **options: Any) -> Any:
        return client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data, **options)

    return send


def draft(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()


def read(client, kind: str, text: str, zone: str = ZONE) -> dict[str, str]:
    return client.get(reverse("pages_read_typed"), {"kind": kind, "text": text, "zone": zone}).json()


@pytest.mark.parametrize(
    ("typed_date", "typed_time"),
    [("06/16/2017", "1pm"), ("June 16, 2017", "1 pm"), ("16 June 2017", "1:00 p.m."), ("16.06.2017", "13.00")],
)
@pytest.mark.slow
def test_an_event_is_when_its_editor_says(edit, event, client, typed_date, typed_time):
    typed = {"start_date": typed_date, "start_time": typed_time, "end_time": "2PM"}
    deadline = {
        "rsvp_deadline_on": typed_date,
        "rsvp_deadline_time": "noon",
        "rsvp_opens_on": "",
        "rsvp_opens_time": "",
    }
    assert edit(event, event_data(**typed, **deadline)).status_code == 302
    stored = draft(event)
    assert (stored.start_date, stored.start_time) == (datetime.date(2017, 6, 16), datetime.time(13))
    assert (stored.end_time, stored.rsvp_deadline_time) == (datetime.time(14), datetime.time(12))
    answer = client.get(reverse("pages_read_event"), {**typed, "end_date": "", "time_zone": ZONE})
    assert answer.json() == {"words": "Friday, June 16, 2017, 1:00–2:00 pm EDT"}
    form = client.get(reverse("wagtailadmin_pages:edit", args=(event.pk,))).text
    assert "Friday, June 16, 2017, 1:00–2:00 pm EDT" in form
    assert 'value="2017-06-16"' in form
    assert 'value="13:00"' in form


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("start_date", "June 16", "Add the year."),
        ("start_date", "1pm", "This is not understood as a date. Write June 16, 2017 or 06/16/2017."),
        ("start_time", "1", "Before or after noon? Write 1 am or 1 pm."),
        ("end_time", "<b>later</b>", "This is not understood as a time. Write 1 pm, 1:30 pm or 13:00."),
        ("go_live_at", "06/16/2030", "Add the time, for example 6 pm or 18:00."),
    ],
)
@pytest.mark.slow
def test_what_is_not_understood_stays_with_an_error_beside_it(edit, event, client, field, typed, sentence):
    response = edit(event, event_data(title="Kept", **{field: typed}))
    bound = response.context["form"][field]
    assert bound.errors == [sentence]
    assert bound.value() == typed
    assert response.context["form"]["title"].value() == "Kept"
    assert draft(event).title == "Briefing"
    kind = {"date": "date", "time": "time"}.get(field.rpartition("_")[2], "instant")
    assert read(client, kind, typed) == {"words": "", "error": sentence}
    autosaved = edit(event, event_data(title="Kept", **{field: typed}), headers={"accept": "application/json"})
    assert autosaved.status_code == 400
    assert autosaved.json()["error_code"] == "validation_error"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_time": "11 am", "end_time": "1 pm"}, "Friday, June 16, 2017, 11:00 am – 1:00 pm EDT"),
        ({"start_time": "11 am", "end_time": "noon"}, "Friday, June 16, 2017, 11:00 am – 12:00 noon EDT"),
        ({"start_time": "13:00"}, "Friday, June 16, 2017, 1:00 pm EDT"),
        ({}, "Friday, June 16, 2017"),
        ({"all_day": "on"}, "Friday, June 16, 2017, all day"),
        (
            {"start_time": "13:00", "end_date": "06/17/2017", "end_time": "14:00"},
            "Friday, June 16, 2017, 1:00 pm – Saturday, June 17, 2017, 2:00 pm EDT",
        ),
        ({"end_date": "06/17/2017", "all_day": "on"}, "Friday, June 16, 2017 – Saturday, June 17, 2017, all day"),
        ({"time_zone": "America/Sao_Paulo", "start_time": "1 pm"}, "Friday, June 16, 2017, 1:00 pm UTC-03:00"),
        ({"start_date": ""}, ""),
        ({"start_time": "1"}, ""),
        ({"time_zone": "Nowhere"}, ""),
    ],
)
def test_the_span_of_an_event_in_words(client, editor, fields, words):
    client.force_login(editor)
    query = {"start_date": "06/16/2017", "time_zone": ZONE, **fields}
    assert client.get(reverse("pages_read_event"), query).json() == {"words": words}


def test_words_in_the_manner_of_the_site(client, editor, settings):
    client.force_login(editor)
    assert read(client, "date", "03/04/2017")["words"] == "Saturday, March 4, 2017"
    settings.DATE_ORDER = "DMY"
    assert read(client, "date", "03/04/2017")["words"] == "Monday 3 April 2017"
    settings.LANGUAGE_CODE = "de"
    assert read(client, "time", "1 pm")["words"] == "13:00"


def test_only_who_works_here_is_answered(client):
    assert client.get(reverse("pages_read_typed"), {"kind": "date", "text": "06/16/2017"}).status_code == 302


@pytest.mark.slow
def test_go_live_is_in_the_zone_of_the_site(edit, event, client):
    """A quarter of the year apart, the same time of day is another instant."""
    for typed, stored in (
        ("June 16, 2030, 18:00", "2030-06-16T22:00:00Z"),
        ("12/16/2030 6 pm", "2030-12-16T23:00:00Z"),
    ):
        assert edit(event, event_data(go_live_at=typed)).status_code == 302
        assert Page.objects.get(pk=event.pk).latest_revision.content["go_live_at"] == stored
    form = client.get(reverse("wagtailadmin_pages:edit", args=(event.pk,))).text
    assert 'value="2030-12-16 18:00"' in form
    assert "Monday, December 16, 2030, 6:00 pm EST" in form
    assert "In New York time" in form
    # The side panel names it as well.
    assert "December 16, 2030, 6:00 PM EST" in form


@pytest.mark.slow
def test_the_zone_that_a_person_has_chosen_wins(edit, event, client, editor):
    UserProfile.objects.update_or_create(user=editor, defaults={"current_time_zone": "Europe/Berlin"})
    edit(event, event_data(go_live_at="06/16/2030 18:00"))
    assert Page.objects.get(pk=event.pk).latest_revision.content["go_live_at"] == "2030-06-16T16:00:00Z"
    assert "In Berlin time" in client.get(reverse("wagtailadmin_pages:edit", args=(event.pk,))).text


@pytest.mark.slow
def test_a_page_of_another_site_is_in_its_zone(edit, client, editor):
    root = Page.objects.get(depth=1).add_child(instance=SectionPage(title="Tokyo", slug="tokyo"))
    editor.groups.first().page_permissions.model.objects.bulk_create(
        type(permission)(group=permission.group, page=root, permission=permission.permission)
        for permission in editor.groups.first().page_permissions.all()
    )
    site = Site.objects.create(hostname="tokyo.example.org", root_page=root)
    SiteSettings.objects.create(site=site, time_zone="Asia/Tokyo")
    event = add(root, EventPage(title="Briefing", slug="briefing", live=False, time_zone="Asia/Tokyo"))
    edit(event, event_data(go_live_at="06/16/2030 18:00"))
    assert Page.objects.get(pk=event.pk).latest_revision.content["go_live_at"] == "2030-06-16T09:00:00Z"
    new = client.get(reverse("wagtailadmin_pages:add", args=("pages", "eventpage", root.pk)))
    assert "In Tokyo time" in new.text
    assert new.context["form"].initial["time_zone"] == "Asia/Tokyo"


def test_records_and_announcements_are_in_the_zone_of_the_site(client, moderator, new_york):
    client.force_login(moderator)
    person = Person(name="Ada Writer", live=False)
    person.save()
    data = nested_form_data(
        {
            "name": "Ada Writer",
            "slug": "ada-writer",
            "job_title": "",
            "bio": rich_text(""),
            "photo": "",
            "internal_note": "",
        }
        | {"organization": "", "links": inline_formset([]), "go_live_at": "June 16, 2030, 6 pm", "expire_at": ""}
    )
    response = client.post(reverse("wagtailsnippets_pages_person:edit", args=(person.pk,)), data)
    assert response.status_code == 302, response.context["form"].errors
    assert Person.objects.get().latest_revision.content["go_live_at"] == "2030-06-16T22:00:00Z"

    address = reverse("wagtailsettings:edit", args=("pages", "announcements", new_york.pk))
    link = dict.fromkeys(("page", "document", "url", "email", "phone", "label"), "")
    notice = {"text": "Snow", "link": link, "start": "06/16/2030 noon", "until": "June 16, 2030, 18.00"}
    stream = nested_form_data({"announcements": streamfield([("announcement", notice)])})
    assert client.post(address, stream).status_code == 302
    stored = Announcements.objects.get().announcements[0].value
    assert stored["until"] == datetime.datetime(2030, 6, 16, 22, tzinfo=datetime.UTC)
    assert stored["start"] == datetime.datetime(2030, 6, 16, 16, tzinfo=datetime.UTC)
    notice["until"] = "6 pm"
    response = client.post(address, nested_form_data({"announcements": streamfield([("announcement", notice)])}))
    assert "Add the date." in response.text
    assert "6 pm" in response.text


@pytest.mark.slow
def test_an_expiry_in_the_past_blocks_publishing_only(edit, event, client, moderator):
    data = event_data(title="Corrected", expire_at="06/16/2017 18:00")
    assert edit(event, data).status_code == 302
    assert (draft(event).title, draft(event).expire_at.year) == ("Corrected", 2017)
    client.force_login(moderator)
    response = edit(event, {**data, "action-publish": "action-publish"})
    assert response.context["form"]["expire_at"].errors == ["Expiry date/time must be in the future."]
    assert not Page.objects.get(pk=event.pk).live


def test_a_record_that_has_expired_can_be_corrected(client, moderator, new_york):
    client.force_login(moderator)
    person = Person(name="Ada", live=False)
    person.save()
    data = nested_form_data(
        {"name": "Ada Writer", "slug": "ada", "job_title": "", "bio": rich_text(""), "photo": "", "internal_note": ""}
        | {"organization": "", "links": inline_formset([]), "go_live_at": "", "expire_at": "06/16/2017 18:00"}
    )
    response = client.post(reverse("wagtailsnippets_pages_person:edit", args=(person.pk,)), data)
    assert response.status_code == 302, response.context["form"].errors
    assert Person.objects.get().get_latest_revision_as_object().name == "Ada Writer"


@pytest.mark.slow
def test_what_is_too_long_says_by_how_much(edit, event):
    response = edit(event, event_data(title="x" * 267, venue_name="x" * 256, summary="y" * 600))
    errors = response.context["form"].errors
    assert errors["title"] == ["This is 12 characters too long: it may have 255."]
    assert errors["venue_name"] == ["This is 1 character too long: it may have 255."]
    assert errors["summary"] == ["This is 100 characters too long: it may have 500."]
    assert response.context["form"]["title"].value() == "x" * 267


def test_an_address_may_be_long(edit, event):
    meeting = "https://teams.example.com/l/meetup-join/" + "a" * 1960
    assert len(meeting) == 2000
    data = event_data(attendance_mode="online", online_url=meeting, rsvp_url=meeting, canonical_url=meeting)
    assert edit(event, data).status_code == 302
    stored = draft(event)
    assert (stored.online_url, stored.rsvp_url, stored.canonical_url) == (meeting, meeting, meeting)


def test_every_address_field_takes_two_thousand_characters():
    from django.apps import apps
    from django.db import models

    fields = [field for model in apps.get_app_config("pages").get_models() for field in model._meta.get_fields()]
    addresses = [field for field in fields if isinstance(field, models.URLField)]
    assert len(addresses) > 10
    assert {field.max_length for field in addresses} == {2000}


def test_a_copy_has_neither_dates_nor_corrections_nor_a_schedule(section):
    later = timezone.now() + datetime.timedelta(days=9)
    post = add(
        section,
        GuestBlogPost(
            title="Post",
            published_on=datetime.date(2017, 6, 16),
            updated_on=datetime.date(2018, 1, 1),
            go_live_at=later,
            expire_at=later + datetime.timedelta(days=1),
            live=False,
        ),
    )
    post.corrections.create(date=datetime.date(2018, 1, 1), text="A name was wrong.")
    post.save_revision()
    copy = post.copy(update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False)
    for version in (GuestBlogPost.objects.get(pk=copy.pk), draft(copy)):
        assert version.published_on != datetime.date(2017, 6, 16)
        assert (version.updated_on, version.go_live_at, version.expire_at) == (None, None, None)
        assert list(version.corrections.all()) == []


@pytest.mark.parametrize("typed", ["12,50", "$12", "twelve"])
@pytest.mark.slow
def test_what_is_no_number_is_refused_as_it_was_typed(edit, event, typed):
    response = edit(event, event_data(price=typed, price_currency="USD", price_note=""))
    field = response.context["form"]["price"]
    assert (field.errors, field.value()) == (["Enter a number."], typed)
    assert f'value="{typed}"' in response.text


@pytest.mark.slow
def test_a_price_says_in_which_currency_it_is(edit, event, client, moderator):
    assert edit(event, event_data(price="12.50", price_currency="eur", price_note="")).status_code == 302
    assert (draft(event).price_currency, str(draft(event).price)) == ("EUR", "12.50")
    client.force_login(moderator)
    publish = {"action-publish": "action-publish"}
    response = edit(event, {**event_data(price="12.50", price_currency="", price_note=""), **publish})
    assert response.context["form"]["price_currency"].errors == ["Enter the currency of the price, such as USD."]
    assert edit(event, {**event_data(price="0", price_currency="", price_note=""), **publish}).status_code == 302
    assert Page.objects.get(pk=event.pk).live
