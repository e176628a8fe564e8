"""The admin's lists of posts and events: what they show, how they are sorted, filtered and searched, and for whom."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.fields.wall_clock import Phase
from pages.models import EventHost, EventPage, EventSpeaker, GuestBlogPost, PostAuthor, SectionPage
from pages.models.event_phases import phase_condition
from tests.content import (
    add,
    home,
    make_event,
    make_organization,
    make_person,
    make_post,
    make_section,
    make_series,
    make_topic,
)
from tests.pages.permissions import limited_editor
from tests.shared import undone

pytestmark = pytest.mark.django_db

EVENTS, POSTS = "list_pages_eventpage:index", "list_pages_guestblogpost:index"
TODAY = timezone.localdate()


def day(offset: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=offset)


def listed(client: Client, name: str, **query: Any) -> list[str]:
    """The titles in a list, in order."""
    response = client.get(reverse(name) if ":" in name else name, query)
    assert response.status_code == 200
    return [page.title for page in response.context["object_list"]]


def cells(client: Client, url: str, title: str) -> dict[str, str]:
    response = client.get(url)
    (page,) = (page for page in response.context["object_list"] if page.title == title)
    columns = response.context["table"].columns.values()
    return {column.name: column.get_value(page) for column in columns if hasattr(column, "load")}


@pytest.fixture(scope="module")
def shared_events(sharing):
    sharing.get("shared_events", lambda: undone(_make_events))


def _make_events():
    make_event(title="Past", start_date=day(-30), venue_locality="Łódź")
    make_event(title="Soon", start_date=day(3), venue_locality="Washington")
    make_event(title="Later", start_date=day(90), attendance_mode="online", online_url="https://x.example.org/")
    make_event(title="Put off", start_date=day(10), status="postponed", venue_locality="Washington")
    make_event(title="Some day", start_date=None, start_time=None, end_time=None, date_note="In autumn")
    add(home(), EventPage(title="A draft", start_date=day(5), start_time=datetime.time(9), status="cancelled"))


@pytest.fixture
def events(shared_events, moderator, client):
    client.force_login(moderator)


@pytest.mark.slow
def test_events_show_when_phase_status_and_place(client, events):
    url = reverse(EVENTS)
    soon = cells(client, url, "Soon")
    assert soon["date"] == EventPage.objects.get(title="Soon").when_in_words
    assert (soon["phase"], soon["event_status"], soon["place"]) == ("Upcoming", "As planned", "Town hall, Washington")
    assert cells(client, url, "Past")["phase"] == "Over"
    assert cells(client, url, "Later")["place"] == "Online"
    assert cells(client, url, "Some day")["date"] == "In autumn"
    assert cells(client, url, "A draft")["event_status"] == "Canceled"


def test_a_postponed_event_has_no_date_and_comes_last(client, events):
    put_off = cells(client, reverse(EVENTS), "Put off")
    assert (put_off["date"], put_off["phase"]) == ("Postponed", "No date")
    assert listed(client, EVENTS) == ["Later", "A draft", "Soon", "Past", "Some day", "Put off"]
    assert listed(client, EVENTS, ordering="date") == ["Past", "Soon", "A draft", "Later", "Put off", "Some day"]
    assert "Put off" not in listed(client, EVENTS, date_from=day(9), date_to=day(11))


@pytest.mark.parametrize(
    ("ordering", "titles"),
    [
        ("phase", ["Soon", "Later", "A draft", "Past", "Put off", "Some day"]),
        ("event_status", ["A draft", "Put off", "Past", "Soon", "Later", "Some day"]),
        ("place", ["Past", "Later", "Some day", "Soon", "Put off", "A draft"]),
        ("title", ["A draft", "Later", "Past", "Put off", "Some day", "Soon"]),
        ("nonsense", ["Later", "A draft", "Soon", "Past", "Some day", "Put off"]),
    ],
)
def test_events_are_sorted_by_each_column(client, events, ordering, titles):
    assert listed(client, EVENTS, ordering=ordering) == titles
    if ordering == "place":
        assert listed(client, EVENTS, ordering="-place")[-1] == "A draft"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"phase": "upcoming"}, {"Soon", "Later", "A draft"}),
        ({"phase": ["past", "unscheduled"]}, {"Past", "Put off", "Some day"}),
        ({"event_status": "cancelled"}, {"A draft"}),
        ({"place": "Washington"}, {"Soon", "Put off"}),
        ({"place": "/online"}, {"Later"}),
        ({"place": ["/online", "Łódź"]}, {"Later", "Past"}),
        ({"date_from": day(4), "date_to": day(6)}, {"A draft"}),
        ({"q": "lodz"}, {"Past"}),
        ({"q": "soo"}, {"Soon"}),
        ({"q": "…"}, set()),
        ({"phase": "upcoming", "q": "draft"}, {"A draft"}),
        ({"phase": "nonsense"}, {"Past", "Soon", "Later", "Put off", "Some day", "A draft"}),
    ],
)
def test_events_are_filtered_and_searched(client, events, query, titles):
    assert set(listed(client, EVENTS, **query)) == titles


def test_events_are_filtered_by_series(client, events):
    evenings, walks = make_series("Open evenings"), make_series("Walks")
    for title, series in (("Evening", evenings), ("Walk", walks)):
        make_event(title=title, start_date=day(7), series=series)
    assert listed(client, EVENTS, series=evenings.pk) == ["Evening"]
    assert set(listed(client, EVENTS, series=[evenings.pk, walks.pk])) == {"Evening", "Walk"}


@pytest.mark.slow
def test_an_event_of_several_days_is_found_on_each(client, moderator):
    client.force_login(moderator)
    make_event(title="A week", start_date=day(10), end_date=day(16))
    for first, last, found in ((16, 20, True), (17, 20, False), (5, 10, True), (5, 9, False), (12, 13, True)):
        assert listed(client, EVENTS, date_from=day(first), date_to=day(last)) == ["A week"] * found
    assert listed(client, EVENTS, date_from=day(12)) == listed(client, EVENTS, date_to=day(12)) == ["A week"]


def test_the_phase_filter_has_the_rule_of_the_event(client, events):
    now = timezone.now()
    for event in EventPage.objects.all():
        for phase in Phase:
            in_phase = EventPage.objects.filter(phase_condition(phase, now), pk=event.pk).exists()
            assert in_phase is (event.phase(now)[0] is phase)


@pytest.mark.slow
def test_people_of_events_are_found_without_accents(client, moderator):
    client.force_login(moderator)
    ana, union = make_person("Ana Muñoz"), make_organization("Łódź Union")
    make_event(title="With Ana", speakers=[EventSpeaker(person=ana)], hosts=[EventHost(organization=union)])
    make_event(title="With a name", speakers=[EventSpeaker(name="Ana Munich")])
    assert listed(client, EVENTS, speakers="munoz") == ["With Ana"]
    assert set(listed(client, EVENTS, speakers="mun ana")) == {"With Ana", "With a name"}
    assert listed(client, EVENTS, hosts="lodz") == ["With Ana"]
    assert len(listed(client, EVENTS, hosts="…")) == 2


@pytest.mark.slow
def test_posts_show_authors_date_and_topics(client, moderator):
    client.force_login(moderator)
    topics = [make_topic("Wages"), make_topic("Safe work")]
    ana = make_person("Ana Muñoz")
    first = make_post(title="First", authors=[PostAuthor(person=ana), PostAuthor(name="Zoë")])
    first.topics.set(topics)
    first.save()
    make_post(title="Second", authors=[PostAuthor(name="Bo")], published_on=datetime.date(2025, 1, 2))
    row = cells(client, reverse(POSTS), "First")
    assert (row["authors"], row["topics"]) == ("Ana Muñoz, Zoë", "Safe work, Wages")
    assert "May 17, 2024" in row["date"]
    assert listed(client, POSTS) == ["Second", "First"]
    assert listed(client, POSTS, ordering="authors") == ["First", "Second"]
    assert listed(client, POSTS, ordering="-authors") == ["Second", "First"]
    assert listed(client, POSTS, ordering="-topics") == ["First", "Second"]
    assert listed(client, POSTS, topics=[topic.pk for topic in topics]) == ["First"]
    assert listed(client, POSTS, authors="munoz") == ["First"]
    assert listed(client, POSTS, date_to="2024-05-17") == ["First"]


def test_a_post_that_has_no_date_yet_is_among_the_newest(client, moderator):
    client.force_login(moderator)
    make_post(title="Old")
    make_post(title="To come", published_on=day(30))
    add(home(), GuestBlogPost(title="A draft", published_on=None)).save_revision()
    assert listed(client, POSTS) == ["To come", "A draft", "Old"]
    assert cells(client, reverse(POSTS), "A draft")["date"] == ""


@pytest.mark.slow
def test_the_tree_below_a_section_has_the_columns_of_what_it_shows(client, moderator):
    client.force_login(moderator)
    section = make_section(shows="events")
    make_event(section, title="Past", start_date=day(-30))
    make_event(section, title="Soon", start_date=day(3))
    make_section(section, title="Archive", shows="nothing")
    url = reverse("wagtailadmin_explore", args=[section.pk])
    assert listed(client, url) == ["Soon", "Past", "Archive"]
    assert cells(client, url, "Soon")["phase"] == "Upcoming"
    assert cells(client, url, "Archive")["phase"] == ""
    assert listed(client, url, phase="past") == ["Past"]
    assert listed(client, url, q="sOON") == ["Soon"]
    posts = make_section(title="Blog", shows="posts")
    make_post(posts, title="First")
    assert cells(client, reverse("wagtailadmin_explore", args=[posts.pk]), "First")["authors"] == "Somebody"
    plain = make_section(title="Plain")
    make_section(plain, title="Below")
    url = reverse("wagtailadmin_explore", args=[plain.pk])
    assert cells(client, url, "Below") == {}
    assert listed(client, url, q="below") == ["Below"]


@pytest.mark.parametrize("kind", ["events", "posts", "section"])
@pytest.mark.slow
def test_the_number_of_queries_does_not_depend_on_the_rows(client, moderator, kind):
    client.force_login(moderator)
    section = make_section(shows="events" if kind == "section" else "nothing")
    url = {"events": reverse(EVENTS), "posts": reverse(POSTS)}.get(
        kind, reverse("wagtailadmin_explore", args=[section.pk])
    )

    def make(number: int) -> None:
        person = make_person(f"Person {number}")
        make_event(section, title=f"Event {number}", speakers=[EventSpeaker(person=person)])
        post = make_post(section, title=f"Post {number}", authors=[PostAuthor(person=person)])
        post.topics.add(make_topic(f"Topic {number}"))
        post.save()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    make(0)
    queries()
    with_one = queries()
    for number in range(1, 8):
        make(number)
    assert queries() == with_one


@pytest.mark.slow
def test_an_editor_of_one_section_sees_its_pages_only(client, home_page):
    mine, others = make_section(title="Mine", shows="events"), make_section(title="Theirs", shows="events")
    make_event(mine, title="My event", venue_locality="Utrecht")
    make_event(others, title="Their event", venue_locality="Leuven")
    make_post(others, title="Their post")
    client.force_login(limited_editor(mine))
    assert listed(client, EVENTS) == listed(client, EVENTS, q="event") == ["My event"]
    assert listed(client, POSTS) == []
    text = client.get(reverse(EVENTS)).text
    assert "Utrecht" in text
    assert "Leuven" not in text


def test_the_menu_leads_to_the_lists(client, editor, home_page):
    client.force_login(editor)
    text = client.get(reverse("wagtailadmin_home")).text
    for name in (POSTS, EVENTS):
        assert f'"{reverse(name)}"' in text
    editor.groups.clear()
    assert client.get(reverse(EVENTS)).status_code == 302


def test_only_posts_and_events_have_a_list(client, moderator):
    from pages.editor.listings.listing import listed_types

    assert listed_types()[:2] == [EventPage, GuestBlogPost]
    assert SectionPage not in listed_types()
