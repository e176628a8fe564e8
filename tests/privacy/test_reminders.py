"""Reminders of consents that end soon."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from pages.accounts.user import User
from privacy.consents.reminders import remind_of_ending_consents
from privacy.models import Consent
from tests.content import make_person
from tests.pages.conftest import account

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2030, 6, 1)


@pytest.fixture(autouse=True)
def day() -> Any:
    with time_machine.travel(datetime.datetime(2030, 6, 1, 12, tzinfo=datetime.UTC), tick=False) as traveler:
        yield traveler


@pytest.fixture
def moderator() -> User:
    return account("moderator@example.org", "Moderator")


def consent(days: int | None, **fields: Any) -> Consent:
    """Return a consent that ends in so many days."""
    ends_on = None if days is None else TODAY + datetime.timedelta(days=days)
    values = {"purpose": "portrait", "given_on": datetime.date(2029, 1, 1), "source": "form", **fields}
    return Consent.objects.create(person=make_person(f"Person {days}"), ends_on=ends_on, **values)


def test_those_that_end_soon_are_named_once(moderator: User) -> None:
    for days in (None, -1, 0, 30, 31):
        consent(days)
    consent(10, withdrawn_on=TODAY)
    account("editor@example.org", "Editor")
    gone = account("gone@example.org", "Moderator")
    gone.is_active = False
    gone.save()
    assert remind_of_ending_consents() == 2
    (message,) = mail.outbox
    assert message.to == ["moderator@example.org"]
    assert [line for line in message.body.splitlines() if line.startswith("-")] == [
        "- Person 0: portrait, until 1 June 2030",
        "- Person 30: portrait, until 1 July 2030",
    ]
    assert "https://" in message.body and "/consents/" in message.body
    assert remind_of_ending_consents() == 0 and len(mail.outbox) == 1


def test_another_last_day_is_another_reminder(moderator: User, day: Any) -> None:
    kept = consent(10)
    remind_of_ending_consents()
    Consent.objects.filter(pk=kept.pk).update(ends_on=TODAY + datetime.timedelta(days=200))
    assert remind_of_ending_consents() == 0
    day.shift(datetime.timedelta(days=180))
    assert remind_of_ending_consents() == 1 and len(mail.outbox) == 2


def test_what_could_not_be_sent_is_tried_again(moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    consent(10)

    def fail(*arguments: Any) -> int:
        raise OSError("no connection")

    with monkeypatch.context() as patch:
        patch.setattr("pages.accounts.notices.send_mail", fail)
        assert remind_of_ending_consents() == 0
    assert remind_of_ending_consents() == 1 and len(mail.outbox) == 1


def test_it_waits_for_somebody_who_can_be_told() -> None:
    consent(10)
    assert remind_of_ending_consents() == 0
    account("moderator@example.org", "Moderator")
    assert remind_of_ending_consents() == 1


def test_it_can_be_turned_off(moderator: User, settings: Any) -> None:
    consent(10)
    settings.CONSENT_REMINDER_DAYS = 0
    assert remind_of_ending_consents() == 0 and not mail.outbox


@pytest.mark.parametrize(("group", "may_delete"), [("Editor", False), ("Moderator", True)])
def test_groups_note_consents(client: Client, group: str, may_delete: bool) -> None:
    client.force_login(account("user@example.org", group))
    person = make_person("Ada Writer")
    data = {"person": person.pk, "purpose": "name", "given_on": "2030-05-01", "source": "email", "note": ""}
    client.post("/admin/consents/new/", {**data, "ends_on": "2031-01-01", "withdrawn_on": ""})
    kept = Consent.objects.get()
    assert "Ada Writer" in client.get("/admin/consents/").text
    client.post(f"/admin/consents/delete/{kept.pk}/")
    assert Consent.objects.exists() is not may_delete
