"""The site endpoint: menus, announcements, languages and sections, and nothing in them that is not public."""

import datetime
import json
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from pages.models import Announcements, HomePage, Navigation, SiteSettings, SocialLink
from tests.api.conftest import Get
from tests.content import home, make_about, make_document, make_image, make_post, make_section, publish, translate
from tests.published import add_published

OTHER = "other.example.org"
NO_LINK = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": ""}


def own_site() -> Site:
    found: Site = Site.objects.get(is_default_site=True)
    return found


def entry(kind: str, target: Any = None, label: str = "", *below: Any) -> dict[str, Any]:
    value: dict[str, Any] = {"label": label, "children": list(below)}
    return {"type": kind, "value": value if kind == "group" else {**value, kind: target}}


def page_entry(page: Page, label: str = "", *below: Any) -> dict[str, Any]:
    return entry("page", page.pk, label, *below)


def arrange(*entries: Any, footer: Any = (), site: Site | None = None) -> Navigation:
    return Navigation.objects.create(site=site or own_site(), header=list(entries), footer=list(footer))


def announce(*values: dict[str, Any], site: Site | None = None) -> Announcements:
    blocks = [{"type": "announcement", "value": {"link": NO_LINK, "start": None, "until": None, **v}} for v in values]
    return Announcements.objects.create(site=site or own_site(), announcements=blocks)


def labels(entries: Any) -> list[Any]:
    """The labels of a tree: a string for an entry, a list of its own for one with entries below it."""
    return [[one["label"], labels(one["children"])] if one["children"] else one["label"] for one in entries]


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


# The record


def test_a_site_that_nobody_has_set_up(get: Get, settings: Any) -> None:
    site = own_site()
    answer = get("site/")
    front = answer["sections"].pop("home")
    assert (front["id"], front["meta"]["html_path"]) == (home().pk, "/")
    assert answer == {
        "id": site.pk,
        "name": site.site_name,
        "url": site.root_url,
        "timezone": settings.TIME_ZONE,
        "locales": [{"code": "en", "name": "English", "home_path": "/"}],
        "navigation": {"header": [], "footer": []},
        "social_links": [],
        "announcements": [],
        "sections": {"posts": None, "events": None, "about": None},
        "seo": {"title_suffix": "", "image": None},
    }
    assert not SiteSettings.objects.exists()


def test_settings_of_the_site(get: Get) -> None:
    image = make_image()
    profile = {"type": "profile", "value": {"platform": "Mastodon", "url": "https://social.example.org/@us"}}
    SiteSettings.objects.create(
        site=own_site(),
        time_zone="America/New_York",
        title_suffix="Our Coalition",
        social_image=image,
        social_links=[profile],
    )
    about = make_about()
    about.social_links.set([SocialLink(platform="Elsewhere", url="https://elsewhere.example.org/")])
    publish(about)
    answer = get("site/", crops="square")
    assert answer["timezone"] == "America/New_York"
    assert answer["social_links"] == [profile["value"]]
    assert answer["seo"]["title_suffix"] == "Our Coalition"
    assert answer["seo"]["image"]["id"] == image.pk
    assert list(answer["seo"]["image"]["crops"]) == ["social"]


def test_the_image_of_a_private_collection_does_not_show(get: Get) -> None:
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    SiteSettings.objects.create(site=own_site(), social_image=make_image(collection=collection))
    assert get("site/")["seo"]["image"] is None


def test_profiles_fall_back_to_those_of_the_page_about_us(get: Get) -> None:
    about = make_about()
    about.social_links.set(
        [
            SocialLink(platform=platform, url=f"https://{platform}.example.org/", sort_order=position)
            for position, platform in enumerate(["second", "first"][::-1])
        ]
    )
    publish(about)
    assert [link["platform"] for link in get("site/")["social_links"]] == ["first", "second"]
    about.unpublish()
    assert get("site/")["social_links"] == []


def test_a_site_without_a_name_has_its_host(get: Get) -> None:
    Site.objects.filter(is_default_site=True).update(site_name="", hostname="www.example.org", port=443)
    answer = get("site/")
    assert (answer["name"], answer["url"]) == ("www.example.org", "https://www.example.org")


def test_without_a_site_there_is_nothing(get: Get) -> None:
    Site.objects.update(is_default_site=False, hostname="www.example.org")
    get("site/", expected=404)
    assert get("site/", site="www.example.org")["url"]


@pytest.mark.parametrize(
    "query", [{"locale": "en"}, {"limit": "1"}, {"rich_text_format": "html"}, {"fields": "nothing"}, {"crops": "round"}]
)
def test_what_it_does_not_take_is_refused(query: dict[str, str], get: Get) -> None:
    get("site/", expected=400, **query)


def test_fields_reach_into_menus(get: Get) -> None:
    section = make_section(title="News")
    arrange(page_entry(section, "", page_entry(section, "Below")))
    assert get("site/", fields="_,navigation(header(label))") == {"navigation": {"header": [{"label": "News"}]}}
    assert set(get("site/", fields="-navigation,-seo")) == {
        *("id", "name", "url", "timezone", "locales", "social_links", "announcements", "sections"),
    }


# Menus


def test_every_kind_of_entry(get: Get) -> None:
    section, paper = make_section(title="News"), make_document("Report")
    arrange(
        page_entry(section),
        page_entry(section, "What is new", entry("url", "https://www.example.org/", "Elsewhere")),
        entry("document", paper.pk),
        entry("group", None, "More", entry("document", paper.pk, "All of it")),
        footer=[entry("url", "https://other.example.org/", "A friend")],
    )
    menus = get("site/")["navigation"]
    assert labels(menus["header"]) == ["News", ["What is new", ["Elsewhere"]], "Report", ["More", ["All of it"]]]
    first, second, third, group = menus["header"]
    assert first["link"]["page"]["id"] == section.pk
    assert {name: first["link"][name] for name in ("kind", "href", "label")} == {
        "kind": "page",
        "href": "/news/",
        "label": "News",
    }
    assert second["children"] == [
        {
            "label": "Elsewhere",
            "link": {"kind": "url", "href": "https://www.example.org/", "label": "Elsewhere", "page": None},
            "children": [],
        }
    ]
    assert (third["link"]["kind"], third["link"]["href"]) == ("document", f"https://cms.example.org{paper.url}")
    assert group["link"] is None
    assert labels(menus["footer"]) == ["A friend"]


def test_a_label_left_empty_follows_the_title(get: Get) -> None:
    section = make_section(title="News")
    arrange(page_entry(section))
    section.title = "Newest"
    publish(section)
    assert labels(get("site/")["navigation"]["header"]) == ["Newest"]


def hide_by_draft(page: Page) -> None:
    page.unpublish()


def hide_by_expiry(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))


def hide_by_deletion(page: Page) -> None:
    page.delete()


@pytest.mark.slow
@pytest.mark.parametrize("hide", [hide_by_draft, hide_by_expiry, hide_by_deletion, restrict])
def test_an_entry_that_is_not_public_goes_with_all_below_it(hide: Any, get: Get) -> None:
    hidden, shown = make_section(title="Hidden"), make_section(title="Shown")
    arrange(
        page_entry(hidden, "Typed", page_entry(shown)),
        page_entry(shown, "", page_entry(hidden), page_entry(shown, "Again")),
        entry("group", None, "Half", page_entry(hidden), page_entry(shown)),
        entry("group", None, "Empty", page_entry(hidden)),
    )
    expected = [["Shown", ["Again"]], ["Half", ["Shown"]]]
    assert labels(get("site/")["navigation"]["header"]) != expected
    hide(hidden)
    answer = get("site/")
    assert labels(answer["navigation"]["header"]) == expected
    assert not any(word in str(answer) for word in ("Hidden", "Typed", "Empty"))


def test_a_document_of_a_private_collection_goes(get: Get) -> None:
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    arrange(entry("document", make_document("Secret", collection=collection).pk, "Typed"))
    assert get("site/")["navigation"]["header"] == []


def test_odd_entries_are_left_out(get: Get) -> None:
    section = make_section(title="News")
    arrange(page_entry(section), entry("page", None, "No page"), entry("url", "", "No address"))
    stored: list[dict[str, Any]] = [
        {"type": "page", "value": {"page": section.pk, "label": ""}},
        {"type": "unknown", "value": {}},
    ]
    stored += [{"type": "group", "value": None}, entry("group", None, "G", entry("group", None, "H"))]
    assert labels(get("site/")["navigation"]["header"]) == ["News"]
    # As an import may leave it, past every form.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pages_navigation SET header = %s", [json.dumps(stored)])
    assert labels(get("site/")["navigation"]["header"]) == ["News"]


# Announcements


def test_an_announcement_shows_from_its_start_until_its_end(get: Get) -> None:
    start = datetime.datetime(2030, 3, 1, 9, tzinfo=datetime.UTC)
    until = datetime.datetime(2030, 3, 2, 9, tzinfo=datetime.UTC)
    announce({"text": "Timed", "start": start, "until": until}, {"text": "Always"}, {"text": "Ends", "until": until})

    def shown_at(moment: datetime.datetime) -> list[str]:
        with time_machine.travel(moment, tick=False):
            return [one["text"] for one in get("site/")["announcements"]]

    second = datetime.timedelta(seconds=1)
    assert shown_at(start - second) == ["Always", "Ends"]
    assert shown_at(start) == ["Timed", "Always", "Ends"]
    assert shown_at(until - second) == ["Timed", "Always", "Ends"]
    assert shown_at(until) == ["Always"]
    with time_machine.travel(start, tick=False):
        ends = [one["until"] for one in get("site/")["announcements"]]
    assert ends == ["2030-03-02T09:00:00Z", None, "2030-03-02T09:00:00Z"]


def test_the_link_of_an_announcement(get: Get) -> None:
    section = make_section(title="News")
    announce(
        {"text": "Come", "link": {**NO_LINK, "page": section.pk}},
        {"text": "Call", "link": {**NO_LINK, "phone": "+1 202 555 0100", "label": "Now"}},
        {"text": "Know"},
    )
    page, phone, nothing = (one["link"] for one in get("site/")["announcements"])
    assert (page["kind"], page["label"], page["page"]["id"]) == ("page", "News", section.pk)
    assert phone == {"kind": "phone", "href": "tel:+12025550100", "label": "Now", "page": None}
    assert nothing is None
    restrict(section)
    assert [(one["text"], bool(one["link"])) for one in get("site/")["announcements"]] == [
        *(("Come", False), ("Call", True), ("Know", False)),
    ]


def test_what_an_announcement_that_is_over_links_to_is_not_loaded(client: Client, get: Get) -> None:
    past = timezone.now() - datetime.timedelta(days=1)
    announce({"text": "Over", "link": {**NO_LINK, "document": make_document().pk}, "until": past})
    assert queries(client, "site/?fields=_,announcements") == queries(client, "site/?fields=_,id") + 1


# Sections


@pytest.mark.slow
def test_sections_are_the_first_that_are_public(get: Get) -> None:
    hidden = make_section(title="Hidden posts", shows="posts")
    make_section(hidden, "Below a hidden one", shows="events")
    first = make_section(title="Posts", shows="posts")
    make_section(title="More posts", shows="posts")
    events = make_section(first, "Events", shows="events")
    about = make_about()
    restrict(hidden)
    sections = get("site/")["sections"]
    assert {name: link["id"] for name, link in sections.items()} == {
        "home": home().pk,
        "posts": first.pk,
        "events": events.pk,
        "about": about.pk,
    }
    assert sections["posts"]["listing"]["title"] == "Posts"
    for page in (first, about):
        page.unpublish()
    sections = get("site/")["sections"]
    assert sections["posts"]["title"] == "More posts"
    assert sections["about"] is None
    # It is live, and so public, though what stands above it is not.
    assert sections["events"]["id"] == events.pk


def test_a_home_page_that_is_not_public_is_not_revealed(get: Get) -> None:
    posts = make_section(title="Posts", shows="posts")
    home().unpublish()
    answer = get("site/")
    assert answer["sections"]["home"] is None
    assert answer["sections"]["posts"]["id"] == posts.pk
    # Behind a restricted one there is no site.
    restrict(home())
    assert get("site/", 404)["status"] == 404


# Sites and languages


@pytest.fixture
def other() -> Site:
    root = add_published(home().get_parent(), HomePage(title="Other home", slug="other"))
    found: Site = Site.objects.create(hostname=OTHER, port=443, root_page=root, site_name="Others")
    return found


def test_each_site_has_its_own(other: Site, get: Get, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    own, others = make_section(title="Own", shows="posts"), make_section(other.root_page, "Others", shows="posts")
    arrange(page_entry(own), page_entry(others))
    arrange(page_entry(own), page_entry(others), site=other)
    announce({"text": "Ours"})
    announce({"text": "Theirs"}, site=other)
    SiteSettings.objects.create(site=other, title_suffix="Others")
    answer = get("site/")
    assert labels(answer["navigation"]["header"]) == ["Own"]
    assert [one["text"] for one in answer["announcements"]] == ["Ours"]
    assert (answer["sections"]["posts"]["id"], answer["seo"]["title_suffix"]) == (own.pk, "")
    asked = get("site/", site=OTHER)
    assert labels(asked["navigation"]["header"]) == ["Others"]
    assert [one["text"] for one in asked["announcements"]] == ["Theirs"]
    assert (asked["name"], asked["url"]) == ("Others", f"https://{OTHER}")
    assert (asked["sections"]["posts"]["id"], asked["seo"]["title_suffix"]) == (others.pk, "Others")
    assert client.get("/api/v2/site/", headers={"Host": OTHER}).json() == asked
    get("site/", expected=400, site="nowhere.example.org")


@pytest.mark.slow
def test_languages_are_those_whose_home_page_is_public(get: Get, settings: Any) -> None:
    languages = [("en", "English"), ("de", "German"), ("fr", "French")]
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
    german, french = (Locale.objects.create(language_code=code) for code in ("de", "fr"))
    german_home = translate(home(), german, "Startseite")
    home().copy_for_translation(french)
    make_section(german_home, "Beiträge", shows="posts", locale=german)
    section = make_section(title="Posts", shows="posts")
    arrange(page_entry(section), page_entry(german_home))
    answer = get("site/")
    assert answer["locales"] == [
        {"code": "en", "name": "English", "home_path": "/"},
        {"code": "de", "name": "German", "home_path": "/de/"},
    ]
    assert answer["sections"]["home"]["id"] == home().pk
    assert answer["sections"]["posts"]["id"] == section.pk
    assert [one["link"]["href"] for one in answer["navigation"]["header"]] == ["/posts/", "/de/"]
    section.unpublish()
    assert get("site/")["sections"]["posts"]["title"] == "Beiträge"


# Cost


def queries(client: Client, path: str) -> int:
    client.get(f"/api/v2/{path}")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v2/{path}")
    assert response.status_code == 200, response.content
    return len(captured)


#: Sites, restrictions of pages and of collections, settings, menus, announcements, sections, the page about us and its
#: profiles, and then pages, images and documents.
BUDGET = 10


@pytest.mark.slow
def test_the_site_costs_the_same_whatever_it_holds(client: Client) -> None:
    section = make_section(title="Posts", shows="posts", feature_image=make_image())
    make_about()
    navigation = arrange(page_entry(section), entry("document", make_document().pk))
    announce({"text": "Come", "link": {**NO_LINK, "page": section.pk}})
    SiteSettings.objects.create(site=own_site(), social_image=make_image())
    few = queries(client, "site/")
    assert few == BUDGET
    more = [make_post(section, f"Post {number}", feature_image=make_image()) for number in range(6)]
    papers = [make_document(f"Paper {number}") for number in range(3)]
    below = [page_entry(post) for post in more] + [entry("document", paper.pk) for paper in papers]
    navigation.header = [page_entry(post, "", *below) for post in more]
    navigation.save()
    assert queries(client, "site/") == few


def test_what_is_not_asked_for_is_not_queried(client: Client) -> None:
    arrange(page_entry(make_section()))
    # The sites alone.
    assert queries(client, "site/?fields=_,id,name,url") == 1
