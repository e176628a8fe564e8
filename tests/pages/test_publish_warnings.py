"""Warnings about what a page lacks for search engines and visitors. They never block publishing."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.test.utils.form_data import rich_text

from pages.models import (
    ContactPoint,
    EventPage,
    GuestBlogPost,
    HomePage,
    Member,
    OrganizationAbout,
    SectionPage,
    SiteSettings,
    SocialLink,
    User,
)
from tests.content import add, home, make_event, make_image, make_organization, publish, translate
from tests.pages.form_data import post_data

pytestmark = pytest.mark.django_db

CODE = "translation_differs"

EMPTY = rich_text("")
PAST: dict[str, Any] = {
    "start_date": datetime.date(2001, 6, 14),
    "start_time": datetime.time(13),
    "end_time": datetime.time(14),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def codes(page):
    return [warning.code for warning in page.publish_warnings()]


def post(**fields):
    return add(
        home(), GuestBlogPost(**{"title": "Post", "feature_image": make_image(), "summary": "In short.", **fields})
    )


def event(**fields):
    values = {
        "title": "Event",
        "feature_image": make_image(),
        "summary": "In short.",
        "start_date": datetime.date(2030, 6, 14),
        "start_time": datetime.time(13),
        "end_time": datetime.time(14),
        "venue_name": "Town hall",
        "venue_locality": "Springfield",
        "access_step_free": "yes",
    }
    return add(home(), EventPage(**{**values, **fields}))


def about(logo=True, **rows):
    logo = make_image() if logo else None
    page = OrganizationAbout(title="About us", feature_image=make_image(), logo=logo, summary="In short.")
    values = {
        "contact_points": [ContactPoint(email="us@example.org")],
        "social_links": [SocialLink(url="https://a.b/")],
    }
    return add(home(), page, **{**values, **rows})


class TestAnyPage:
    @pytest.mark.parametrize("make", [post, event, about])
    def test_a_complete_page_gets_no_warning(self, make):
        assert codes(make()) == []

    @pytest.mark.parametrize("field", ["feature_image", "social_image"])
    def test_either_image_will_do(self, field):
        assert codes(post(**{"feature_image": None, field: make_image()})) == []

    def test_the_image_of_the_site_stands_in_where_only_shared_links_show_one(self):
        settings = SiteSettings.objects.create(site=Site.objects.get())
        pages = [add(home(), SectionPage(title="Section", summary="In short.")), post(feature_image=None)]
        assert [codes(page) for page in pages] == [["no_image"], ["no_image"]]
        settings.social_image = make_image()
        settings.save()
        assert [codes(page) for page in pages] == [[], ["no_image"]]

    def test_a_post_that_search_engines_leave_out_can_share_the_image_of_the_site(self):
        SiteSettings.objects.create(site=Site.objects.get(), social_image=make_image())
        assert codes(post(feature_image=None, noindex=True)) == ["hidden"]

    @pytest.mark.parametrize(
        "fields",
        [
            {"summary": "In short."},
            {"search_description": "In short."},
            {"intro": "<p>Opening.</p>"},
            {"body": [("paragraph", "<p>Text.</p>")]},
        ],
        ids=lambda fields: next(iter(fields)),
    )
    def test_a_description_is_made_from_whatever_there_is(self, fields):
        page = post(**{"summary": "", **fields})
        assert codes(page) == []

    @pytest.mark.parametrize("fields", [{}, {"intro": "<p></p>"}, {"body": [("heading", {"text": "Why"})]}])
    def test_no_description_and_nothing_to_make_one_from(self, fields):
        [warning] = post(summary="", **fields).publish_warnings()
        assert (warning.code, warning.field) == ("no_description", "summary")

    @pytest.mark.parametrize(
        ("field", "length", "code"),
        [
            ("title", 110, "long_title"),
            ("seo_title", 60, "long_result_title"),
            ("search_description", 160, "long_result_description"),
        ],
    )
    def test_a_text_that_is_not_shown_whole(self, field, length, code):
        assert codes(post(**{field: "x" * length})) == []
        [warning] = post(**{field: "x" * (length + 1)}).publish_warnings()
        assert (warning.code, warning.field) == (code, field)
        assert f"has {length + 1} characters" in warning.message

    def test_a_page_hidden_from_search_engines_says_so_and_is_not_measured_for_them(self):
        [warning] = post(noindex=True, seo_title="x" * 90, search_description="x" * 250).publish_warnings()
        assert (warning.code, warning.field) == ("hidden", "noindex")


class TestEvent:
    @pytest.mark.parametrize(
        ("fields", "code", "field"),
        [
            ({"end_time": None}, "no_end", "end_time"),
            ({"start_date": None, "date_note": "Autumn"}, "undated", "start_date"),
            ({"start_date": None, "status": "postponed"}, "undated", "start_date"),
            ({"venue_locality": ""}, "no_address", "venue_locality"),
            ({"venue_locality": "", "attendance_mode": "hybrid"}, "no_address", "venue_locality"),
            ({"access_step_free": ""}, "accessibility_unknown", "access_step_free"),
            (PAST, "past", "start_date"),
            ({**PAST, "start_time": None, "end_time": None}, "past", "start_date"),
        ],
    )
    def test_lacks_something(self, fields, code, field):
        [warning] = event(**fields).publish_warnings()
        assert (warning.code, warning.field) == (code, field)

    @pytest.mark.parametrize(
        "fields",
        [
            {"all_day": True, "start_time": None, "end_time": None},
            {"venue_locality": "", "venue_street": "Main Street 1"},
            {"venue_locality": "", "attendance_mode": "online", "online_url": "https://example.org/"},
            {"access_step_free": "", "access_live_captions": "no"},
            {"access_step_free": "", "venue_accessibility": "Ask the porter."},
            {"end_time": None, "status": "postponed"},
            {**PAST, "status": "postponed"},
        ],
    )
    def test_has_it_in_another_field(self, fields):
        assert codes(event(**fields)) == []

    @pytest.mark.parametrize(
        "fields",
        [
            {"start_date": None, "start_time": None, "end_time": None},
            {"venue_name": "", "venue_locality": ""},
            {"attendance_mode": "online"},
            {"end_time": None, "end_date": datetime.date(2030, 6, 15)},
        ],
    )
    def test_is_not_warned_about_what_is_an_error(self, fields):
        page = event(**fields)
        assert page.publish_errors()
        assert codes(page) == []

    def test_whose_place_is_told_later_is_left_alone(self):
        page = event(venue_name="", venue_locality="", venue_note="The address is sent after you sign up.")
        assert page.publish_errors() == []
        assert codes(page) == []

    @pytest.mark.parametrize("status", ["scheduled", "cancelled"])
    def test_that_is_over_or_canceled_is_left_alone_once_it_was_published(self, status):
        page = make_event(summary="In short.", feature_image=make_image(), status=status, **PAST)
        assert codes(page) == []


class TestAboutPage:
    def test_lacks_all_that_search_engines_show_of_an_organization(self):
        page = about(logo=False, contact_points=[], social_links=[])
        found = {warning.code: (warning.field, warning.relation) for warning in page.publish_warnings()}
        assert found == {
            "no_logo": ("logo", None),
            "no_contact": (None, "contact_points"),
            "no_social_links": (None, "social_links"),
        }

    def test_a_contact_without_any_way_to_reach_it_is_none(self):
        assert codes(about(contact_points=[ContactPoint()])) == ["no_contact"]

    @pytest.mark.parametrize(("live", "expected"), [(True, []), (False, ["no_logo"])])
    def test_the_logo_of_the_record_counts_while_the_record_is_public(self, live, expected):
        page = about(logo=False)
        page.organization = make_organization(logo=make_image())
        page.organization.live = live
        assert codes(page) == expected

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"mission": "<p>Our 35 members meet.</p>", "member_count": 35}, []),
            ({"mission": "<p>Our 35 members meet.</p>", "member_count": 34}, [("other_member_count", 35)]),
            ({"tagline": "1,200 member organizations", "member_count": 1200}, []),
            ({"tagline": "1,200 active union members", "member_count": 12}, [("other_member_count", 1200)]),
            ({"tagline": "One member, 3 offices", "member_count": 12}, []),
            ({"tagline": "35 members"}, []),  # none are listed
            ({"tagline": "Founded in 1989", "founded_year": 1989}, []),
            ({"boilerplate": "<p>Founded in 1989.</p>", "founded_year": 1998}, [("other_founding_year", 1989)]),
            ({"boilerplate": "<p>Founded in 1989.</p>"}, []),
        ],
    )
    def test_numbers_in_texts_that_differ_from_their_fields(self, fields, expected):
        page = about()
        for name, value in fields.items():
            setattr(page, name, value)
        found = [(warning.code, warning.subject) for warning in page.publish_warnings()]
        assert [warning for warning in found if warning[0].startswith("other_")] == expected

    def test_numbers_in_texts_that_differ_from_the_list_of_members(self):
        page = about(members=[Member(name="A union")])
        page.tagline = "35 members"
        (warning,) = page.publish_warnings()
        assert (warning.code, warning.field) == ("other_member_count", "member_count")
        assert "35 members, and 1 are listed" in warning.message


class TestEmptyDraft:
    @pytest.mark.parametrize("model", [HomePage, SectionPage, GuestBlogPost, EventPage, OrganizationAbout])
    @pytest.mark.parametrize("stored", [True, False])
    def test_never_fails_and_asks_little_of_the_database(self, model, stored, django_assert_max_num_queries):
        page = model(title="Draft")
        if stored:
            parent = Page.objects.get(depth=1) if model is HomePage else home()
            page = add(parent, page)
            page.save_revision()
            page = page.get_latest_revision_as_object()
        with django_assert_max_num_queries(5):
            found = codes(page)
        assert {"no_image", "no_description"} <= set(found)
        assert len(found) == len(set(found)) <= 5

    def test_an_hour_that_does_not_exist_and_an_unknown_zone_do_no_harm(self):
        gap = event(
            start_date=datetime.date(2030, 3, 10), start_time=datetime.time(2, 30), time_zone="America/New_York"
        )
        lost = event(time_zone="Atlantis/Sunken_City")
        assert codes(gap) == codes(lost) == []


@pytest.mark.slow
def test_the_demo_content_deserves_one_warning():
    """One demo page shows the warnings; all other pages have none."""
    call_command("seed_demo", verbosity=0)
    pages = Page.objects.filter(depth__gt=1).specific()
    assert {page.title: codes(page) for page in pages if codes(page)} == {
        "Letter-writing day": ["accessibility_unknown"]
    }


class TestEditor:
    @pytest.fixture
    def draft(self, section):
        draft = add(section, GuestBlogPost(title="Draft"))
        draft.save_revision()
        return draft

    @pytest.fixture
    def edit_url(self, draft):
        return reverse("wagtailadmin_pages:edit", args=(draft.pk,))

    @pytest.mark.slow
    def test_sees_the_warnings_of_the_latest_draft(self, client, editor, draft, edit_url):
        client.force_login(editor)
        text = client.get(edit_url).text
        assert "2 hints" in text
        for warning in draft.publish_warnings():
            assert warning.message in text
        draft.summary = "In short."
        draft.save_revision()
        text = client.get(edit_url).text
        assert "1 hint\n" in text
        assert "Write a summary" not in text

    def test_finds_the_warnings_to_replace_those_on_screen_in_the_answer_to_saving(self, client, editor, edit_url):
        client.force_login(editor)
        body = client.post(
            edit_url, post_data(intro=EMPTY, summary="In short."), headers={"accept": "application/json"}
        ).json()
        assert body["success"]
        assert 'data-w-teleport-target-value="#pages-checklist-list"' in body["html"]
        assert "Choose a main image" in body["html"]
        assert "Write a summary" not in body["html"]

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "make",
        [
            lambda: post(feature_image=None, summary="", noindex=True, title="x" * 120),
            lambda: post(seo_title="x" * 70, search_description="x" * 170),
            lambda: event(start_date=None, date_note="Autumn", venue_locality="", access_step_free=""),
            lambda: event(end_time=None),
            lambda: event(**PAST),
            lambda: about(logo=False, contact_points=[], social_links=[]),
        ],
    )
    def test_is_led_to_a_field_or_button_that_is_there(self, client, moderator, make):
        client.force_login(moderator)
        page = make()
        page.save_revision()
        text = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).text
        assert page.publish_warnings()
        for warning in page.publish_warnings():
            there = f'id="id_{warning.relation}-ADD"' if warning.relation else f'data-contentpath="{warning.field}"'
            assert there in text

    @pytest.mark.slow
    def test_starts_a_new_page_without_warnings(self, client, editor, section):
        client.force_login(editor)
        text = client.get(reverse("wagtailadmin_pages:add", args=("pages", "eventpage", section.pk))).text
        assert 'id="pages-checklist-list"' in text
        assert "Choose a main image" not in text

    def test_sees_none_on_a_page_of_another_kind(self, client):
        client.force_login(User.objects.create_superuser("root@example.org", "a-password-for-tests"))
        page = Page.objects.get(depth=1).add_child(instance=Page(title="Plain"))
        text = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).text
        assert "How to improve this page" not in text

    @pytest.mark.slow
    def test_is_told_once_more_after_publishing_and_never_stopped(self, client, moderator, draft, edit_url):
        client.force_login(moderator)
        response = client.post(edit_url, {**post_data(intro=EMPTY), "action-publish": "x"}, follow=True)
        assert GuestBlogPost.objects.get(pk=draft.pk).live
        [told] = [str(message) for message in response.context["messages"] if "How to improve" in str(message)]
        for warning in draft.publish_warnings():
            assert f"<li>{warning.message}</li>" in told

    @pytest.mark.slow
    def test_is_told_nothing_after_publishing_a_complete_page(self, client, moderator, edit_url):
        client.force_login(moderator)
        fields = post_data(summary="In short.", feature_image=str(make_image().pk), published_on="")
        response = client.post(edit_url, {**fields, "action-publish": "x"}, follow=True)
        assert [m for m in response.context["messages"] if "has been published" in str(m)]
        assert not [m for m in response.context["messages"] if "How to improve" in str(m)]


class TestTranslations:
    """What is true in one language of an event is true in all."""

    @pytest.fixture
    def german(self, settings: Any) -> EventPage:
        settings.WAGTAIL_I18N_ENABLED = True
        locale = Locale.objects.create(language_code="de")
        translate(home(), locale, "Start")
        return translate(make_event(), locale, "Treffen")

    def differing(self, page: Any) -> list[tuple[str, str]]:
        return [(warning.field, warning.message) for warning in page.publish_warnings() if warning.code == CODE]

    def test_facts_that_differ_are_named_on_both_sides(self, german: EventPage) -> None:
        english = EventPage.objects.get(translation_key=german.translation_key, locale__language_code="en")
        assert self.differing(english) == self.differing(german) == []
        english.start_time, english.status = datetime.time(19), EventPage.Status.CANCELLED
        english.venue_name = "A name of its own"
        english.end_time = None
        expected = ["start_date", "status"]
        assert [field for field, _ in self.differing(english)] == expected
        publish(english)
        assert [field for field, _ in self.differing(german)] == expected
        assert "The version in English has another status" in self.differing(german)[1][1]
        english.unpublish()
        assert self.differing(german) == []
