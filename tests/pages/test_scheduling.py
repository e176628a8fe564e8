"""Scheduled publishing and expiry."""

import datetime
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published

from pages.models import GuestBlogPost, Person, PostAuthor, SectionPage
from pages.scheduler.transitions import Transitions, apply_due_transitions
from tests.content import add, home, make_person, make_post, make_section

NOW = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveler:
        yield traveler


def schedule(page: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_what_is_due_goes_live_once(clock: Any) -> None:
    page = schedule(add(home(), SectionPage(title="Later")), go_live_at=NOW + HOUR)
    assert not page.live
    assert not apply_due_transitions()
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(published=1)
    assert apply_due_transitions() == Transitions()
    page.refresh_from_db()
    assert page.live
    assert page.live_revision_id == page.latest_revision_id


def test_a_later_draft_is_not_what_goes_live(clock: Any) -> None:
    page = schedule(add(home(), SectionPage(title="Approved")), go_live_at=NOW + HOUR)
    draft = page.get_latest_revision_as_object()
    draft.title = "Still being written"
    draft.save_revision()
    clock.shift(HOUR)
    apply_due_transitions()
    assert SectionPage.objects.get(pk=page.pk).title == "Approved"


def test_what_has_expired_comes_down(clock: Any) -> None:
    page = schedule(make_section(), expire_at=NOW + HOUR)
    person = schedule(make_person(), expire_at=NOW + HOUR)
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(expired=2)
    for content in (page, person):
        content.refresh_from_db()
        assert (content.live, content.expired) == (False, True)


def test_after_a_long_pause_what_has_expired_meanwhile_never_shows(clock: Any) -> None:
    published = []

    def remember(instance: Any, **_: Any) -> None:
        published.append(instance.live)

    page = schedule(add(home(), SectionPage(title="Missed")), go_live_at=NOW + HOUR, expire_at=NOW + 2 * HOUR)
    clock.shift(24 * HOUR)
    page_published.connect(remember)
    try:
        assert apply_due_transitions() == Transitions(refused=1)
    finally:
        page_published.disconnect(remember)
    page.refresh_from_db()
    assert not page.live
    assert published == []
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_what_breaks_a_rule_is_not_published_and_says_why(clock: Any) -> None:
    post = add(home(), GuestBlogPost(title="Post"))
    post.authors.set([PostAuthor(name="Somebody")])
    post = schedule(post, go_live_at=NOW + HOUR)
    fine = schedule(add(home(), SectionPage(title="Fine")), go_live_at=NOW + HOUR)
    revision = Revision.objects.get(object_id=str(post.pk), approved_go_live_at__isnull=False)
    revision.content["authors"] = []
    revision.save()
    clock.shift(HOUR)
    assert apply_due_transitions() == Transitions(published=1, refused=1)
    post.refresh_from_db()
    fine.refresh_from_db()
    assert (post.live, fine.live) == (False, True)
    entry = PageLogEntry.objects.get(action="pages.publish.refused")
    assert "Add at least one author" in entry.data["reason"]
    assert not apply_due_transitions()


def test_an_address_that_was_taken_meanwhile_does_not_stop_the_others(clock: Any) -> None:
    page = schedule(add(home(), SectionPage(title="First", slug="wanted")), go_live_at=NOW + HOUR)
    SectionPage.objects.filter(pk=page.pk).update(slug="something-else")
    make_section(title="Wanted")
    person = make_person("Ada")
    person.slug, person.go_live_at = "taken", NOW + HOUR
    person.save_revision().publish()
    Person.objects.create(name="Taken", slug="taken")
    fine = schedule(add(home(), SectionPage(title="Fine")), go_live_at=NOW + 2 * HOUR)
    clock.shift(2 * HOUR)
    assert apply_due_transitions() == Transitions(published=1, refused=2)
    fine.refresh_from_db()
    assert fine.live


def test_an_unforeseen_failure_stays_due_and_does_not_stop_the_others(
    clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    schedule(add(home(), SectionPage(title="Broken")), go_live_at=NOW + HOUR)
    fine = schedule(add(home(), SectionPage(title="Fine")), go_live_at=NOW + 2 * HOUR)

    def fail(instance: Any, **_: Any) -> None:
        if instance.title == "Broken":
            raise RuntimeError("a receiver failed")

    clock.shift(2 * HOUR)
    page_published.connect(fail)
    try:
        assert apply_due_transitions() == Transitions(published=1)
    finally:
        page_published.disconnect(fail)
    fine.refresh_from_db()
    assert fine.live
    assert "could not be published" in caplog.text
    assert apply_due_transitions() == Transitions(published=1)


def test_scheduling_a_change_of_an_imported_page_keeps_it_live(clock: Any) -> None:
    page = home()
    assert (page.live, page.live_revision_id) == (True, None)
    page.title = "Next year's title"
    page = schedule(page, go_live_at=NOW + HOUR)
    assert (page.live, page.title) == (True, "Home")
    clock.shift(HOUR)
    apply_due_transitions()
    assert home().title == "Next year's title"


def test_records_go_live_too(clock: Any) -> None:
    person = Person(name="Later", live=False, go_live_at=NOW + HOUR)
    person.save()
    person.save_revision().publish()
    clock.shift(HOUR)
    apply_due_transitions()
    person.refresh_from_db()
    assert person.live


def test_the_command_does_the_same(clock: Any, capsys: pytest.CaptureFixture[str]) -> None:
    schedule(make_post(), expire_at=NOW + HOUR)
    clock.shift(HOUR)
    call_command("publish_scheduled")
    assert "unpublished 1" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_tickers_at_once_publish_once(clock: Any) -> None:
    clock.move_to(datetime.datetime.now(datetime.UTC))
    page = schedule(add(home(), SectionPage(title="Later")), go_live_at=timezone.now() + HOUR)
    clock.shift(HOUR)
    barrier = threading.Barrier(2)
    results: list[Transitions] = []

    def tick() -> None:
        barrier.wait()
        try:
            results.append(apply_due_transitions())
        finally:
            connections.close_all()

    tickers = [threading.Thread(target=tick) for _ in range(2)]
    for ticker in tickers:
        ticker.start()
    for ticker in tickers:
        ticker.join()
    assert sum(result.published for result in results) == 1
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1
