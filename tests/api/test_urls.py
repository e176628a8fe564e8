"""Every address of a site, walked by cursor, at a cost that does not grow with the site."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from api.formats.datetimes import format_precise_instant
from pages.models import HomePage, Person, SectionPage
from tests.api.conftest import Get
from tests.content import add, home, make_about, make_event, make_person, make_post, make_section, translate
from tests.published import add_published

OTHER = "other.example.org"


def ids(answer: Any) -> list[int]:
    return [item["id"] for item in answer["items"]]


def paths(answer: Any) -> list[str]:
    return [item["html_path"] for item in answer["items"]]


def many(parent: Page, count: int) -> list[int]:
    """Make that many live sections below a page, without their revisions."""
    template = SectionPage(title="Many", slug="many", live=True)
    parent.add_child(instance=template)
    step = Page.steplen
    first = int(template.path[-step:], 36) + 1
    pages = []
    for number in range(count):
        place = parent.path + Page._int2str(first + number).zfill(step)
        slug = f"many-{number}"
        page = Page(
            title=slug,
            draft_title=slug,
            slug=slug,
            path=place,
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            content_type=template.content_type,
            locale=template.locale,
            live=True,
        )
        pages.append(page)
    made = Page.objects.bulk_create(pages)
    return [template.pk, *(page.pk for page in made)]


def test_every_public_page_has_its_address(get: Get) -> None:
    section = make_section(title="News")
    post, event, about = make_post(section, "A post"), make_event(section, "An event"), make_about()
    Page.objects.filter(pk=post.pk).update(last_published_at=datetime.datetime(2024, 5, 17, 8, tzinfo=datetime.UTC))
    answer = get("urls/")
    assert answer["meta"] == {"total_count": 5, "next_cursor": None, "previous_cursor": None}
    assert [(item["id"], item["type"], item["html_path"]) for item in answer["items"]] == [
        (home().pk, "pages.HomePage", "/"),
        (section.pk, "pages.SectionPage", "/news/"),
        (post.pk, "pages.GuestBlogPost", "/news/a-post/"),
        (event.pk, "pages.EventPage", "/news/an-event/"),
        (about.pk, "pages.OrganizationAbout", "/about-us/"),
    ]
    assert answer["items"][2] == {
        "id": post.pk,
        "type": "pages.GuestBlogPost",
        "locale": "en",
        "html_path": "/news/a-post/",
        "lastmod": "2024-05-17T08:00:00Z",
    }
    # The first home page was never published: it came with the database.
    assert answer["items"][0]["lastmod"] is None
    for item in answer["items"]:
        meta = get(f"pages/{item['id']}/")["meta"]
        assert (meta["html_path"], meta["last_published_at"]) == (item["html_path"], item["lastmod"])


def test_what_is_not_public_has_none(get: Get) -> None:
    hidden = [make_section(title=f"Hidden {number}") for number in range(3)]
    below = make_post(hidden[2], "Below")
    draft = add(home(), SectionPage(title="Draft"))
    hidden[0].unpublish()
    Page.objects.filter(pk=hidden[1].pk).update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    PageViewRestriction.objects.create(page=hidden[2], restriction_type=PageViewRestriction.LOGIN)
    answer = get("urls/")
    assert ids(answer) == [home().pk]
    assert answer["meta"]["total_count"] == 1
    assert get("urls/", id=f"{below.pk},{draft.pk}")["items"] == []


def test_pages_that_search_engines_leave_out_have_one(get: Get) -> None:
    section = make_section(title="Quiet", noindex=True)
    assert section.pk in ids(get("urls/"))


def test_filters(get: Get) -> None:
    section = make_section(title="News")
    post, event = make_post(section), make_event(section)
    assert ids(get("urls/", type="pages.GuestBlogPost")) == [post.pk]
    assert ids(get("urls/", type="pages.GuestBlogPost,pages.EventPage")) == [post.pk, event.pk]
    assert len(ids(get("urls/", type="wagtailcore.Page"))) == 4
    assert len(ids(get("urls/", locale="en"))) == 4
    instant = datetime.datetime(2024, 5, 17, 8, tzinfo=datetime.UTC)
    Page.objects.filter(pk=section.pk).update(last_published_at=instant)
    assert ids(get("urls/", lastmod__lte="2024-05-17T08:00:00Z")) == [section.pk]
    assert section.pk not in ids(get("urls/", lastmod__gt="2024-05-17T08:00:00Z"))
    assert ids(get("urls/", order="lastmod"))[0] == section.pk
    assert ids(get("urls/", order="-lastmod"))[-1] == home().pk


@pytest.mark.parametrize(
    "query",
    [
        *({"limit": "101"}, {"offset": "10001"}, {"locale": "xx"}, {"type": "pages.Nothing"}, {"crops": "square"}),
        *({"order": "title"}, {"title": "Home"}, {"search": "home"}, {"fields": "title"}, {"cursor": "x"}),
    ],
)
def test_what_it_does_not_take_is_refused(query: dict[str, str], get: Get) -> None:
    get("urls/", expected=400, **query)


def test_fields_and_counts(get: Get) -> None:
    assert get("urls/", fields="_,html_path", count="false") == {
        "meta": {"next_cursor": None, "previous_cursor": None},
        "items": [{"html_path": "/"}],
    }


@pytest.mark.slow
def test_a_walk_misses_nothing_that_moves_meanwhile(get: Get) -> None:
    section = make_section(title="News")
    posts = [make_post(section, f"Post {number}") for number in range(4)]
    answer = get("urls/", limit=2)
    seen = ids(answer)
    Page.objects.get(pk=posts[3].pk).specific.move(home(), "first-child")
    while answer["meta"]["next_cursor"]:
        answer = get("urls/", limit=2, cursor=answer["meta"]["next_cursor"])
        assert "total_count" not in answer["meta"]
        seen += ids(answer)
    assert seen == [home().pk, section.pk, *(post.pk for post in posts)]


def test_each_site_has_its_own(get: Get) -> None:
    root = add_published(home().get_parent(), HomePage(title="Other home", slug="other"))
    Site.objects.create(hostname=OTHER, port=443, root_page=root)
    make_section(root, "News")
    nested = make_section(title="Chapter")
    make_section(nested, "Of the chapter")
    Site.objects.create(hostname="chapter.example.org", port=443, root_page=nested)
    assert paths(get("urls/")) == ["/"]
    assert paths(get("urls/", site=OTHER)) == ["/", "/news/"]
    assert paths(get("urls/", site="chapter.example.org")) == ["/", "/of-the-chapter/"]
    Site.objects.update(is_default_site=False)
    assert get("urls/")["items"] == []


def test_languages(get: Get, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    german = Locale.objects.create(language_code="de")
    translate(home(), german, "Startseite")
    section = make_section(title="Über uns", slug="über-uns")
    translate(section, german, "Über uns")
    assert [(item["locale"], item["html_path"]) for item in get("urls/")["items"]] == [
        ("en", "/"),
        ("de", "/de/"),
        ("en", "/%C3%BCber-uns/"),
        ("de", "/de/%C3%BCber-uns/"),
    ]
    assert paths(get("urls/", locale="de")) == ["/de/", "/de/%C3%BCber-uns/"]


def test_people_have_addresses_where_a_section_lists_them(get: Get, client: Client) -> None:
    people = [make_person(f"Person {number}") for number in range(3)]
    assert ids(get("urls/")) == [home().pk]
    section = make_section(title="People", shows=SectionPage.Shows.PEOPLE)
    Person.objects.create(name="A draft", live=False)
    answer = get("urls/")
    of_people = [f"/people/person-{number}/" for number in range(3)]
    assert paths(answer) == ["/", "/people/", *of_people]
    assert answer["meta"]["total_count"] == 5
    assert answer["items"][2] == {
        "id": people[0].pk,
        "type": "pages.Person",
        "locale": "en",
        "html_path": "/people/person-0/",
        "lastmod": format_precise_instant(Person.objects.get(slug="person-0").last_published_at),
    }
    assert paths(get("urls/", type="pages.Person")) == of_people
    assert paths(get("urls/", type="pages.Person,pages.SectionPage")) == ["/people/", *of_people]
    assert paths(get("urls/", type="wagtailcore.Page")) == ["/", "/people/"]
    assert paths(get("urls/", locale="en")) == paths(answer)
    assert paths(get("urls/", id=people[1].pk, type="pages.Person")) == [of_people[1]]
    assert of_people[2] in paths(get("urls/", lastmod__gte=answer["items"][-1]["lastmod"]))
    assert section.pk in ids(get("urls/", order="-lastmod"))
    # The same number of statements for any number of people.
    assert len(captured(client, "/api/v2/urls/")) == 4
    people[1].unpublish()
    assert paths(get("urls/")) == ["/", "/people/", of_people[0], of_people[2]]


@pytest.mark.parametrize("order", ["id", "-id", "lastmod", "-lastmod"])
def test_pages_and_people_of_the_same_key_and_instant_are_walked(order: str, get: Get) -> None:
    section = make_section(title="People", shows=SectionPage.Shows.PEOPLE)
    for number in range(3):
        make_section(section, f"Below {number}")
    # With the keys of pages.
    people = [Person(pk=page.pk, name=f"P {page.pk}", slug=f"p-{page.pk}") for page in Page.objects.filter(depth__gt=1)]
    Person.objects.bulk_create(people)
    instant = datetime.datetime(2024, 5, 17, 8, tzinfo=datetime.UTC)
    Page.objects.filter(pk__gt=home().pk).update(last_published_at=instant)
    Person.objects.filter(pk__gt=section.pk).update(last_published_at=instant)
    whole = paths(get("urls/", order=order))
    assert len(set(whole)) == len(whole) == 10
    for limit in (1, 3):
        answer = get("urls/", order=order, limit=limit)
        pages = [paths(answer)]
        while answer["meta"]["next_cursor"]:
            answer = get("urls/", order=order, limit=limit, cursor=answer["meta"]["next_cursor"])
            pages.append(paths(answer))
        assert [path for page in pages for path in page] == whole
        for before in reversed(pages[:-1]):
            answer = get("urls/", order=order, limit=limit, cursor=answer["meta"]["previous_cursor"])
            assert paths(answer) == before
    assert paths(get("urls/", order=order, offset=2, limit=3)) == whole[2:5]


def captured(client: Client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


def test_a_page_of_the_list_costs_the_same_anywhere(client: Client, get: Get) -> None:
    few = captured(client, "/api/v2/urls/")
    # The sites with the restrictions, the sections that list people, the count and the rows.
    assert len(few) == 4
    # No page is loaded: the rows hold what an address is made of, and no text.
    assert "url_path" in few[-1] and "title" not in few[-1] and "pages_" not in few[-1]
    keys = many(make_section(title="Much"), 450)
    assert len(captured(client, "/api/v2/urls/?limit=100")) == 4
    seen: list[int] = []
    answer = get("urls/", limit=100)
    while True:
        seen += ids(answer)
        cursor = answer["meta"]["next_cursor"]
        if cursor is None:
            break
        assert len(captured(client, f"/api/v2/urls/?limit=100&cursor={cursor}")) == 3
        answer = get("urls/", limit=100, cursor=cursor)
    assert set(keys) <= set(seen)
    assert seen == sorted(set(seen))
