"""Menus, announcements and site settings in the editor: permissions and validation."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail.users.models import UserProfile

from pages.models import Announcements, Navigation, SiteSettings

pytestmark = pytest.mark.django_db

NO_ENTRIES = streamfield([])
NO_LINK = {"page": "", "document": "", "url": "", "email": "", "phone": "", "label": ""}


def form(model):
    return reverse("wagtailsettings:edit", args=("pages", model, Site.objects.get().pk))


def entry(kind, target="", label="", below=NO_ENTRIES):
    value = {"label": label, "children": below}
    return kind, value if kind == "group" else {**value, kind: str(target)}


def entry_below(kind, target="", label=""):
    return kind, {kind: str(target), "label": label}


def arrange(client, *header, footer=()):
    return client.post(
        form("navigation"), nested_form_data({"header": streamfield(header), "footer": streamfield(footer)})
    )


def announcement(text="We have moved", link=NO_LINK, start="", until=""):
    return "announcement", {"text": text, "link": {**NO_LINK, **link}, "start": start, "until": until}


def announce(client, *announcements):
    return client.post(form("announcements"), nested_form_data({"announcements": streamfield(announcements)}))


def saved(response):
    assert response.status_code == 302, response.context["form"].errors
    return True


def refused(response, sentence):
    assert response.status_code == 200
    return sentence in response.content.decode()


def test_a_moderator_arranges_the_menus(client, moderator, home_page, section):
    client.force_login(moderator)
    below = streamfield([entry_below("url", "https://www.example.org/", "A friend"), entry_below("page", home_page.pk)])
    assert saved(
        arrange(
            client,
            entry("page", section.pk, "What is new", below),
            entry("group", label="More", below=streamfield([entry_below("page", section.pk)])),
            footer=[entry("url", "https://other.example.org/", "Another")],
        )
    )
    navigation = Navigation.objects.get()
    first, group = navigation.header
    assert (first.block_type, first.value["page"].pk, first.value["label"]) == ("page", section.pk, "What is new")
    assert [block.block_type for block in first.value["children"]] == ["url", "page"]
    assert (group.block_type, len(group.value["children"])) == ("group", 1)
    assert navigation.footer[0].value["url"] == "https://other.example.org/"
    body = client.get("/api/v2/site/").json()["navigation"]["header"]
    assert [one["label"] for one in body] == ["What is new", "More"]
    assert [one["label"] for one in body[0]["children"]] == ["A friend", home_page.title]
    assert ModelLogEntry.objects.for_instance(navigation).get(action="wagtail.edit").user == moderator


def test_entries_are_kept_in_the_order_in_which_they_were_dragged(client, moderator, home_page, section):
    client.force_login(moderator)
    data = nested_form_data(
        {"header": streamfield([entry("page", section.pk), entry("page", home_page.pk)]), "footer": NO_ENTRIES}
    )
    saved(client.post(form("navigation"), {**data, "header-0-order": "1", "header-1-order": "0"}))
    assert [block.value["page"].pk for block in Navigation.objects.get().header] == [home_page.pk, section.pk]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (entry("url", "https://www.example.org/"), "This field is required."),
        (entry("url", "javascript:alert(1)", "Run"), "Enter a valid URL."),
        (entry("url", "ftp://files.example.org/", "Files"), "Enter a valid URL."),
        (entry("url", "", "Nowhere"), "This field is required."),
        (entry("page", "", "No page"), "This field is required."),
        (entry("group", label="Empty"), "Add an entry below this group, or choose another kind of entry."),
        (
            entry("group", below=streamfield([entry_below("url", "https://x.example.org/", "X")])),
            "This field is required.",
        ),
        (
            entry("group", label="Outer", below=streamfield([entry_below("url", "https://x.example.org/")])),
            "This field is required.",
        ),
    ],
)
def test_an_incomplete_entry_is_refused_with_a_sentence(client, moderator, wrong, sentence):
    client.force_login(moderator)
    assert refused(arrange(client, wrong), sentence)
    assert not any(navigation.header for navigation in Navigation.objects.all())


def test_a_menu_has_two_levels_and_an_end(client, moderator, section):
    client.force_login(moderator)
    header = Navigation._meta.get_field("header").stream_block
    assert set(header.child_blocks) == {"page", "document", "url", "group"}
    for block in header.child_blocks.values():
        below = block.child_blocks["children"]
        assert set(below.child_blocks) == {"page", "document", "url"}
        assert not any("children" in inner.child_blocks for inner in below.child_blocks.values())
    too_many = [entry("page", section.pk)] * 31
    assert refused(arrange(client, *too_many), "The maximum number of items is 30")
    assert saved(arrange(client, *too_many[1:]))


@pytest.mark.slow
@pytest.mark.parametrize("model", ["navigation", "announcements"])
def test_who_may_publish_edits_menus_and_announcements(client, model, editor, moderator, site_manager):
    label = f"/admin/settings/pages/{model}/"
    for account, may in ((editor, False), (moderator, True), (site_manager, True)):
        client.force_login(account)
        assert (client.get(form(model)).status_code == 200) is may
        assert (label in client.get(reverse("wagtailadmin_home")).content.decode()) is may
    client.force_login(editor)
    announce(client, announcement())
    arrange(client, entry("url", "https://www.example.org/", "Mine"))
    body = client.get("/api/v2/site/").json()
    assert (body["announcements"], body["navigation"]["header"]) == ([], [])


def test_an_announcement_is_timed_by_the_clock_of_the_editor(client, moderator):
    UserProfile.objects.create(user=moderator, current_time_zone="America/New_York")
    client.force_login(moderator)
    assert saved(announce(client, announcement(start="2030-06-14 09:00", until="2030-06-15 18:30")))
    (stored,) = Announcements.objects.get().announcements
    assert stored.value["start"] == datetime.datetime(2030, 6, 14, 13, tzinfo=datetime.UTC)
    assert stored.value["until"] == datetime.datetime(2030, 6, 15, 22, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (announcement(text=""), "This field is required."),
        (announcement(start="2030-06-15 09:00", until="2030-06-15 09:00"), "must end after it starts"),
        (announcement(link={"label": "Read on"}), "Choose what to link to."),
        (announcement(link={"url": "https://x.example.org/"}), "Enter a label for the link."),
        (announcement(link={"email": "a@example.org", "phone": "+1 202 555 0100"}), "Choose only one link target"),
    ],
)
def test_an_incomplete_announcement_is_refused_with_a_sentence(client, moderator, wrong, sentence):
    client.force_login(moderator)
    assert refused(announce(client, wrong), sentence)
    assert client.get("/api/v2/site/").json()["announcements"] == []


def test_an_announcement_needs_no_link_and_no_end(client, moderator, section):
    client.force_login(moderator)
    linked = announcement("Read on", link={"page": str(section.pk)})
    assert saved(announce(client, announcement(), linked))
    plain, with_page = client.get("/api/v2/site/").json()["announcements"]
    assert plain == {"text": "We have moved", "link": None, "until": None}
    assert with_page["link"]["label"] == section.title


@pytest.mark.slow
def test_a_site_manager_says_what_search_engines_and_readers_see(client, site_manager, moderator):
    profiles = streamfield([("profile", {"platform": "Mastodon", "url": "https://social.example.org/@us"})])
    data = {"time_zone": "UTC", "title_suffix": "Our Coalition", "social_image": "", "social_links": profiles}
    client.force_login(moderator)
    client.post(form("sitesettings"), nested_form_data(data))
    assert client.get("/api/v2/site/").json()["seo"]["title_suffix"] == ""
    client.force_login(site_manager)
    assert saved(client.post(form("sitesettings"), nested_form_data(data)))
    body = client.get("/api/v2/site/").json()
    assert body["seo"]["title_suffix"] == "Our Coalition"
    assert body["social_links"] == [{"platform": "Mastodon", "url": "https://social.example.org/@us"}]
    data["social_links"] = streamfield([("profile", {"platform": "", "url": "javascript:alert(1)"})])
    assert refused(client.post(form("sitesettings"), nested_form_data(data)), "Enter a valid URL.")
    assert SiteSettings.objects.get().social_links[0].value["platform"] == "Mastodon"
