"""Who takes part: records come with the rows that name them, by the same rule as everywhere."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from pages.models import EventHost, EventPage, EventSpeaker, Organization, Person
from tests.content import home, make_event, make_organization, make_person, publish

pytestmark = pytest.mark.django_db


def event_with(speakers: list[EventSpeaker], hosts: list[EventHost]) -> EventPage:
    event = make_event()
    event.speakers.set(speakers)
    event.hosts.set(hosts)
    publish(event)
    return event


def shown(client: Client, event: EventPage) -> dict[str, Any]:
    detail: dict[str, Any] = client.get(f"/api/v2/events/{event.pk}/").json()
    return detail


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hours", "line"), [(None, "Welder, Example Union"), (1, "Welder, Example Union"), (-1, "Welder")]
)
def test_the_organization_of_a_person_shows_as_long_as_it_is_public(client, hours, line):
    expiry = None if hours is None else timezone.now() + datetime.timedelta(hours=hours)
    person = make_person("Ada", job_title="Welder", organization=make_organization())
    Organization.objects.update(expire_at=expiry)
    event = event_with([EventSpeaker(person=person)], [])
    assert shown(client, event)["speakers"][0]["affiliation"] == line


@pytest.mark.slow
@pytest.mark.parametrize("model", [Person, Organization])
def test_a_record_that_expired_takes_its_row_along(client, model):
    record = make_person("Ada") if model is Person else make_organization("Ada")
    column = model._meta.model_name
    event = event_with([EventSpeaker(**{column: record})], [EventHost(**{column: record})])
    assert [row["name"] for row in (*shown(client, event)["speakers"], *shown(client, event)["hosts"])] == [
        "Ada",
        "Ada",
    ]
    model.objects.update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    assert shown(client, event)["speakers"] == shown(client, event)["hosts"] == []


def test_who_hosts_and_speaks_costs_no_query(client, django_assert_num_queries: Callable[..., Any]):
    person, organization = make_person("Ada", organization=make_organization("Union")), make_organization("Congress")
    event = event_with(
        [EventSpeaker(person=person), EventSpeaker(organization=organization)],
        [EventHost(organization=organization), EventHost(person=person)],
    )
    path = f"/api/v2/events/{event.pk}/?fields=_,id,title"
    client.get(path)
    with django_assert_num_queries(2):
        client.get(path)
    # The rows themselves, and where the pages of people are.
    with django_assert_num_queries(4):
        detail = client.get(f"{path},speakers,hosts").json()
    assert [row["name"] for row in detail["hosts"]] == ["Congress", "Ada"]
    assert detail["speakers"][1]["organization"]["name"] == "Congress"


def test_a_page_of_another_event_shows_nobody_of_this_one(client):
    event_with([EventSpeaker(person=make_person("Ada"))], [])
    other = make_event(home(), title="Another")
    assert shown(client, other)["speakers"] == []
