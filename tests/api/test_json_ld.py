"""The structured data of pages for search engines."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest

from pages.models import EventHost, EventPage, EventSpeaker, Founder, Member, OrganizationAbout, PostAuthor, SocialLink
from tests.api.conftest import Get
from tests.api.everything import Everything
from tests.content import (
    add,
    home,
    make_about,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    publish,
)

ROOT = "https://www.example.org"


def graph(get: Get, path: str) -> dict[str, Any]:
    """Return the nodes of a page by the part of their ``@id`` that tells what they are, after checking the graph."""
    value = get(path)["meta"]["json_ld"]
    assert value["@context"] == "https://schema.org"
    nodes = {node["@id"]: node for node in value["@graph"]}
    assert len(nodes) == len(value["@graph"])
    for node in objects(value["@graph"]):
        assert "@type" in node or set(node) == {"@id"}
        assert all(inner not in (None, "", [], {}) for inner in node.values()), node
        if set(node) == {"@id"}:
            assert node["@id"] in nodes
    return {identifier.rpartition("#")[2]: node for identifier, node in nodes.items()}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def test_a_post(get: Get) -> None:
    make_about(organization=make_organization("Our Coalition"))
    ada = make_person("Ada Writer", job_title="Director")
    post = make_post(
        title="Why",
        authors=[PostAuthor(person=ada), PostAuthor(name="Kim", role="translator")],
        published_on=datetime.date(2024, 5, 17),
    )
    found = graph(get, f"posts/{post.pk}/")
    article = found["article"]
    assert article["@type"] == "BlogPosting"
    assert article["headline"] == "Why"
    assert article["datePublished"] == "2024-05-17"
    assert "dateModified" not in article
    assert article["author"] == [{"@id": f"{ROOT}/#person-ada-writer"}]
    assert article["translator"] == [{"@type": "Person", "name": "Kim"}]
    assert found["person-ada-writer"]["jobTitle"] == "Director"
    assert found["breadcrumb"]["itemListElement"][-1]["item"] == article["mainEntityOfPage"]["@id"]


def test_who_is_not_public_is_not_named(get: Get) -> None:
    hidden = make_person("Hidden Writer")
    shown = make_person("Shown Writer")
    post = make_post(authors=[PostAuthor(person=hidden), PostAuthor(person=shown)])
    event = make_event(speakers=[EventSpeaker(person=hidden)], hosts=[EventHost(person=hidden)])
    hidden.unpublish()
    for path in (f"posts/{post.pk}/", f"events/{event.pk}/"):
        assert "idden" not in json.dumps(get(path)["meta"]["json_ld"])


def event_of(get: Get, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = graph(get, f"events/{make_event(**fields).pk}/")["event"]
    return found


def test_an_event_says_when_in_local_time_with_its_offset(get: Get) -> None:
    event = event_of(
        get,
        start_date=datetime.date(2030, 7, 1),
        start_time=datetime.time(13),
        end_time=datetime.time(14, 30),
        time_zone="America/New_York",
    )
    assert event["startDate"] == "2030-07-01T13:00:00-04:00"
    assert event["endDate"] == "2030-07-01T14:30:00-04:00"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"


def test_an_event_of_whole_days_has_days(get: Get) -> None:
    day = datetime.date(2030, 7, 1)
    event = event_of(get, all_day=True, start_date=day, end_date=day.replace(day=3), start_time=None)
    assert (event["startDate"], event["endDate"]) == ("2030-07-01", "2030-07-03")


def test_an_event_without_a_date_or_a_place_says_nothing_of_them(get: Get) -> None:
    event = event_of(
        get,
        start_date=None,
        start_time=None,
        date_note="Autumn",
        venue_name="",
        venue_locality="",
        venue_note="Told later",
    )
    assert not {"startDate", "endDate", "location", "organizer", "offers", "image"} & set(event)


@pytest.mark.parametrize(
    ("mode", "expected", "places"),
    [
        ("in_person", "OfflineEventAttendanceMode", ["Place"]),
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("hybrid", "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
    ],
)
def test_where_an_event_is_follows_from_how_to_attend(get: Get, mode: str, expected: str, places: list[str]) -> None:
    event = event_of(get, attendance_mode=mode, venue_name="Hall", online_url="https://meet.example.org/1")
    assert event["eventAttendanceMode"] == f"https://schema.org/{expected}"
    assert [place["@type"] for place in event["location"]] == places


@pytest.mark.slow
@pytest.mark.parametrize("status", EventPage.Status.values)
def test_every_status_is_one_of_schema_org(get: Get, status: str) -> None:
    fields = {"status": status}
    if status == "moved_online":
        fields |= {"attendance_mode": "online", "online_url": "https://meet.example.org/1"}
    event = event_of(get, **fields)
    assert event["eventStatus"] in {
        f"https://schema.org/{name}"
        for name in ("EventScheduled", "EventPostponed", "EventRescheduled", "EventMovedOnline", "EventCancelled")
    }


def test_a_rescheduled_event_says_when_it_was(get: Get) -> None:
    event = make_event(start_date=datetime.date(2030, 7, 1), start_time=datetime.time(13), time_zone="UTC")
    event.status, event.start_date = "rescheduled", datetime.date(2030, 7, 8)
    event.save_revision().publish()
    found = graph(get, f"events/{event.pk}/")["event"]
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["previousStartDate"] == ["2030-07-01T13:00:00Z"]
    assert found["startDate"].startswith("2030-07-08")


@pytest.mark.slow
def test_hosts_organize_and_without_them_the_organization_does(get: Get) -> None:
    make_about(organization=make_organization("Our Coalition"))
    union = make_organization("Example Union", url="https://union.example.org/")
    own = event_of(get, title="Own")
    assert own["organizer"] == [{"@id": f"{ROOT}/#organization"}]
    event = make_event(
        title="Theirs",
        hosts=[EventHost(organization=union), EventHost(name="A sponsor", role="sponsor")],
        speakers=[EventSpeaker(name="Sam")],
    )
    found = graph(get, f"events/{event.pk}/")
    assert found["event"]["organizer"] == [{"@id": f"{ROOT}/#organization-example-union"}]
    assert found["event"]["sponsor"] == [{"@type": "Person", "name": "A sponsor"}]
    assert found["event"]["performer"] == [{"@type": "Person", "name": "Sam"}]
    assert found["organization-example-union"]["url"] == "https://union.example.org/"


def test_signing_up_at_an_address_is_an_offer_without_a_price(get: Get) -> None:
    event = event_of(get, rsvp_mode="url", rsvp_url="https://tickets.example.org/")
    assert event["offers"] == {
        "@type": "Offer",
        "url": "https://tickets.example.org/",
        "availability": "https://schema.org/InStock",
    }


def test_the_page_about_the_organization(get: Get) -> None:
    record = make_organization("Our Coalition")
    about = add(
        home(),
        OrganizationAbout(title="About us", organization=record, founded_year=1989, mission="<p>To <b>end</b> it.</p>"),
        founders=[Founder(name="Ada")],
        members=[Member(organization=make_organization("A member"))],
        social_links=[SocialLink(platform="mastodon", url="https://social.example.org/@us")],
    )
    publish(about)
    found = graph(get, "organization/")
    organization = found["organization"]
    assert organization["name"] == "Our Coalition"
    assert organization["description"] == "To end it."
    assert organization["foundingDate"] == "1989"
    assert organization["founder"] == [{"@type": "Person", "name": "Ada"}]
    assert organization["member"] == [{"@id": f"{ROOT}/#organization-a-member"}]
    assert organization["sameAs"] == ["https://social.example.org/@us"]
    page = next(node for name, node in found.items() if name == get("organization/")["meta"]["html_url"])
    assert page["@type"] == "AboutPage"
    assert page["mainEntity"] == {"@id": f"{ROOT}/#organization"}


def test_sections_that_list_something_are_collections(get: Get) -> None:
    plain, section = make_section(title="Privacy"), make_section(title="Events", shows="events")
    kinds = [graph(get, f"pages/{page.pk}/")[page_url(get, page.pk)]["@type"] for page in (plain, section, home())]
    assert kinds == ["WebPage", "CollectionPage", "WebPage"]


def page_url(get: Get, key: int) -> str:
    return str(get(f"pages/{key}/")["meta"]["html_url"])


def test_the_picture_is_the_cut_for_sharing(get: Get) -> None:
    image = make_image("Feature")
    post = make_post(feature_image=image)
    answer = get(f"posts/{post.pk}/")
    picture = graph(get, f"posts/{post.pk}/")["article"]["image"]
    assert picture["url"] == answer["meta"]["seo"]["image"]["crops"]["social"]["src"]


def test_lists_have_it_only_on_request(get: Get) -> None:
    make_post()
    assert "json_ld" not in get("posts/")["items"][0]["meta"]
    assert "json_ld" in get("posts/", fields="json_ld")["items"][0]["meta"]
    assert "json_ld" in get("posts/", fields="*")["items"][0]["meta"]
    assert get("pages/", 400, fields="json_ld")["errors"][0]["code"] == "unknown_field"


# Last, since what they share stays until the module is done.


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["home", "section", "post", "event", "about"])
def test_every_reference_leads_to_a_node_of_the_graph(kind: str, get: Get, everything: Everything) -> None:
    path = "organization/" if kind == "about" else f"pages/{getattr(everything, kind).pk}/"
    assert graph(get, path)["organization"]["@type"] == "NGO"


def test_the_same_object_has_the_same_id_everywhere(get: Get, everything: Everything) -> None:
    post, event = (graph(get, f"pages/{page.pk}/") for page in (everything.post, everything.event))
    assert post["person-ada-writer"] == event["person-ada-writer"]
    assert post["organization"]["@id"] == event["organization"]["@id"] == f"{ROOT}/#organization"
    assert post["article"]["publisher"] == {"@id": f"{ROOT}/#organization"}


def test_the_room_the_price_and_the_line_after_a_name_are_those_of_the_page(get: Get) -> None:
    ada = make_person("Ada Writer", job_title="Director")
    speakers = [
        EventSpeaker(person=ada, affiliation="Former farm worker"),
        EventSpeaker(name="Kim", affiliation="Professor, Example University"),
    ]
    event = make_event(
        speakers=speakers,
        hosts=[EventHost(person=ada)],
        venue_name="Town hall",
        venue_room="Room 2172",
        price="25",
        price_currency="EUR",
        price_note="Free for members.",
    )
    found = graph(get, f"events/{event.pk}/")
    assert found["person-ada-writer"]["jobTitle"] == "Former farm worker"
    assert found["event"]["performer"][1]["jobTitle"] == "Professor, Example University"
    assert found["event"]["location"][0]["name"] == "Town hall, Room 2172"
    offer = found["event"]["offers"]
    assert (offer["price"], offer["priceCurrency"], offer["description"]) == ("25.00", "EUR", "Free for members.")
    assert offer["url"] == found["event"]["url"]
    assert found["event"]["isAccessibleForFree"] is False

    post = make_post(authors=[PostAuthor(person=ada, byline="Guest of the week")])
    assert graph(get, f"posts/{post.pk}/")["person-ada-writer"]["jobTitle"] == "Guest of the week"


@pytest.mark.parametrize(
    ("fields", "price", "free"),
    [
        ({}, None, None),
        ({"price": "0"}, {"amount": "0.00", "currency": "USD", "note": ""}, True),
        ({"price_note": "Pay what you can."}, {"amount": None, "currency": None, "note": "Pay what you can."}, None),
    ],
)
def test_what_is_said_about_the_price(get: Get, fields: dict[str, Any], price: Any, free: bool | None) -> None:
    event = get(f"events/{make_event(**fields).pk}/")
    assert event["price"] == price
    nodes = graph(get, f"events/{event['id']}/")
    assert nodes["event"].get("isAccessibleForFree") == free
    assert ("offers" in nodes["event"]) == (free is not None)


def test_an_event_in_person_has_nothing_online(get: Get) -> None:
    fields = {"online_url": "https://meet.example.org/", "online_platform": "Meet"}
    assert get(f"events/{make_event(**fields).pk}/")["online"] is None
    assert get(f"events/{make_event(**fields, attendance_mode='hybrid').pk}/")["online"]["platform"] == "Meet"
