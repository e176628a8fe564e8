"""What a webhook is told, in which order, and how it is signed."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from wagtail.models import PageViewRestriction

from api.models import Change, ChangeCounter
from delivery.messages.log import MOST_CHANGES
from delivery.models import Attempt, Message, Subscription
from delivery.receivers.webhook import MOST_TAGS
from delivery.replay import set_cursor
from delivery.secrets import new_secret
from delivery.worker.worker import Worker
from pages.models import Person
from tests.api.changes.world import World, second_site
from tests.api.conftest import Get
from tests.changes import append_changes
from tests.content import add, make_person, make_section
from tests.delivery.receiver import Answer, Receiver

Subscribe = Callable[..., Subscription]
Deliver = Callable[[], None]
DAY = datetime.timedelta(days=1)


def sequences(receiver: Receiver) -> list[int]:
    return [change["sequence"] for request in receiver.received for change in request.json["changes"]]


def test_a_message_tells_what_changes_does(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, world: World, get: Get
) -> None:
    subscription = subscribe()
    cursor = get("changes/")["cursor"]
    world.fresh("post").unpublish()
    deliver()
    (request,) = receiver.received
    changes = get("changes/", since=cursor)
    body = request.json
    assert body == {
        "type": "content.changed",
        "sequence": ChangeCounter.objects.get().sequence,
        "cursor": changes["cursor"],
        "site": f"{world.site.hostname}:{world.site.port}",
        "tags": sorted({tag for change in changes["items"] for tag in change["tags"]}),
        "changes": changes["items"],
    }
    assert (request.method, request.path) == ("POST", "/hook")
    assert Webhook(subscription.secret).verify(request.body, request.headers) == body
    subscription.refresh_from_db()
    assert subscription.cursor == body["sequence"]
    deliver()
    assert len(receiver.received) == 1


def test_a_wrong_secret_does_not_verify(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscribe()
    make_section(title="One")
    deliver()
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(receiver.received[0].body, receiver.received[0].headers)


def test_for_a_day_the_former_secret_verifies_too(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe()
    former = subscription.secret
    subscription.replace_secret(new_secret())
    subscription.save()
    make_section(title="One")
    deliver()
    for secret in (former, subscription.secret):
        Webhook(secret).verify(receiver.received[-1].body, receiver.received[-1].headers)
    with time_machine.travel(timezone.now() + DAY + datetime.timedelta(minutes=1)):
        make_section(title="Two")
        deliver()
        Webhook(subscription.secret).verify(receiver.received[-1].body, receiver.received[-1].headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(former).verify(receiver.received[-1].body, receiver.received[-1].headers)


def test_what_is_sent_again_has_the_same_identifier(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe()
    receiver.answers = [Answer(500, body=b"<b>broken</b>" * 200), Answer(503, {"Retry-After": "7"})]
    make_section(title="One")
    deliver()
    make_section(title="Two")
    deliver()
    assert len(receiver.received) == 1, "It waits before it tries again."
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=4), tick=False):
        deliver()
        assert len(receiver.received) == 2
        subscription.refresh_from_db()
        assert subscription.next_attempt_at == timezone.now() + datetime.timedelta(seconds=7)
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=12), tick=False):
        deliver()
    first, again, third, then = receiver.received
    assert first.headers["webhook-id"] == again.headers["webhook-id"] == third.headers["webhook-id"]
    assert first.body == again.body == third.body
    assert then.headers["webhook-id"] != first.headers["webhook-id"]
    assert sequences(receiver)[2:] == sorted(sequences(receiver)[2:])
    log = list(Attempt.objects.values_list("status", "response"))
    assert log == [(500, ("<b>broken</b>" * 200)[:1024]), (503, "ok"), (200, "ok"), (200, "ok")]
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.failing_since) == (0, None)


@pytest.mark.slow
def test_a_move_of_many_is_several_messages_and_each_change_comes_once(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (MOST_CHANGES, MOST_TAGS) == (100, 100)
    for module in ("messages.log", "messages.window"):
        monkeypatch.setattr(f"delivery.{module}.MOST_CHANGES", 10)
    monkeypatch.setattr("delivery.receivers.webhook.MOST_TAGS", 20)
    subscribe()
    begun = append_changes()
    parent = make_section(title="Parent")
    for number in range(13):
        make_section(parent, f"Section {number}")
    append_changes()
    deliver()
    bodies = [request.json for request in receiver.received]
    assert [len(body["changes"]) for body in bodies] == [10, 4]
    assert sequences(receiver) == list(range(begun + 1, begun + 15))
    assert [body["sequence"] for body in bodies] == [begun + 10, begun + 14]
    assert all(len(body["tags"]) <= 20 for body in bodies)
    assert "list:wagtailcore.Site" in bodies[0]["tags"], "It stands for everything, since there are too many tags."
    assert "list:wagtailcore.Site" not in bodies[1]["tags"]


def test_what_is_not_public_any_more_is_not_told(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscribe()
    receiver.answers = [Answer(500)]
    page = make_section(title="Secret soon", slug="secret-soon")
    deliver()
    assert b"secret-soon" in receiver.received[0].body
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        deliver()
    assert len(receiver.received) == 2
    assert [change["action"] for change in receiver.received[1].json["changes"]] == ["unpublished"]
    assert b"secret-soon" not in receiver.received[1].body
    assert list(Message.objects.values_list("state", flat=True)) == ["obsolete", "received"]


def test_drafts_and_what_is_hidden_are_never_told(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe()
    page = make_section(title="Open")
    deliver()
    receiver.received.clear()
    page.title = "A secret draft"
    page.save_revision()
    add(page, type(page)(title="A draft", live=False))
    person = Person(name="Hidden", slug="hidden", live=False)
    person.save()
    person.save_revision()
    deliver()
    assert receiver.received == []
    subscription.refresh_from_db()
    assert subscription.cursor == ChangeCounter.objects.get().sequence


def test_a_subscription_is_told_only_what_it_asks_for(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, world: World
) -> None:
    ada = make_person("Ada")
    page = make_section(title="Old")
    one = subscribe(name="types", address=f"{receiver.url}/types", types=["pages.SectionPage"])
    two = subscribe(name="actions", address=f"{receiver.url}/actions", actions=["unpublished"])
    three = subscribe(name="tags", address=f"{receiver.url}/tags", tags=[f"person:{ada.pk}"])
    nothing = subscribe(name="nothing", address=f"{receiver.url}/nothing", tags=["page:999999"])
    make_section(title="New")
    page.unpublish()
    ada.save_revision().publish()
    deliver()
    told: dict[str, list[Any]] = {}
    for request in receiver.received:
        told.setdefault(request.path, []).extend(request.json["changes"])
    assert set(told) == {"/types", "/actions", "/tags"}
    assert {change["type"] for change in told["/types"]} == {"pages.SectionPage"}
    assert {change["action"] for change in told["/actions"]} == {"unpublished"}
    assert all(f"person:{ada.pk}" in change["tags"] for change in told["/tags"])
    last = ChangeCounter.objects.get().sequence
    for subscription in (one, two, three, nothing):
        subscription.refresh_from_db()
        assert subscription.cursor == last


def test_each_site_has_messages_of_its_own(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, world: World, get: Get
) -> None:
    other = second_site(world)
    subscribe(name="all")
    of_other = subscribe(name="other", address=f"{receiver.url}/other")
    of_other.sites.set([other])
    append_changes()
    deliver()
    receiver.received.clear()
    make_section(title="On the first site")
    make_section(other.root_page.specific, "On the second site")
    deliver()
    names = [f"{site.hostname}:{site.port}" for site in (world.site, other)]
    told = sorted((request.path, request.json["site"]) for request in receiver.received)
    assert told == sorted([("/hook", names[0]), ("/hook", names[1]), ("/other", names[1])])
    for request in receiver.received:
        assert get("changes/", since=request.json["cursor"], site=request.json["site"])["items"] == []


def test_410_ends_a_subscription_and_says_so(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, mailoutbox: list[Any], django_user_model: Any
) -> None:
    manager = django_user_model.objects.create_user("manager@example.org", password="x")
    manager.groups.add(Group.objects.get(name="Site manager"))
    editor = django_user_model.objects.create_user("editor@example.org", password="x")
    editor.groups.add(Group.objects.get(name="Editor"))
    subscription = subscribe()
    receiver.answer = Answer(410)
    make_section(title="One")
    deliver()
    make_section(title="Two")
    deliver()
    assert len(receiver.received) == 1
    subscription.refresh_from_db()
    assert subscription.state == Subscription.State.ENDED
    (mail,) = mailoutbox
    assert mail.to == ["manager@example.org"] and "410" in mail.body and f"/{subscription.pk}/" in mail.body
    receiver.answer = Answer()
    subscription.resume()
    subscription.save()
    deliver()
    assert sequences(receiver)[1:] == sorted(set(sequences(receiver)))


@pytest.mark.slow
def test_a_receiver_that_fails_for_three_days_is_paused_and_misses_nothing(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, mailoutbox: list[Any]
) -> None:
    subscription = subscribe()
    receiver.answer = Answer(500)
    begun = append_changes()
    make_section(title="One")
    start = timezone.now()
    tried = 0
    for hour in range(100):
        with time_machine.travel(start + datetime.timedelta(hours=hour), tick=False):
            deliver()
            if len(receiver.received) > tried:
                tried = len(receiver.received)
                last = hour
    subscription.refresh_from_db()
    assert subscription.state == Subscription.State.FAILED
    assert 72 <= last <= 78 and tried < 80
    receiver.answer = Answer()
    receiver.received.clear()
    subscription.resume()
    subscription.save()
    make_section(title="Two")
    deliver()
    assert sequences(receiver) == [begun + 1, begun + 2]


def test_replay_tells_again_under_new_identifiers(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe()
    begun = subscription.cursor
    make_section(title="One")
    deliver()
    set_cursor(subscription, begun)
    deliver()
    first, again = receiver.received
    assert first.json["changes"] == again.json["changes"]
    assert first.headers["webhook-id"] != again.headers["webhook-id"]


def test_replay_replaces_what_was_under_way(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe()
    begun = subscription.cursor
    receiver.answers = [Answer(500)]
    make_section(title="One")
    deliver()
    set_cursor(subscription, begun)
    deliver()
    assert [request.json["sequence"] for request in receiver.received] == [begun + 1, begun + 1]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "received"]


def test_a_receiver_that_was_away_longer_than_the_log_is_told_to_read_everything(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver
) -> None:
    subscription = subscribe()
    make_section(title="One")
    append_changes()
    Change.objects.all().delete()
    counter = ChangeCounter.objects.get()
    counter.compacted = counter.sequence
    counter.save()
    deliver()
    (request,) = receiver.received
    assert request.json["changes"] == []
    assert {"list:wagtailcore.Site", "list:pages.Page", "list:pages.Image"} <= set(request.json["tags"])
    subscription.refresh_from_db()
    assert subscription.cursor == counter.sequence


def test_after_a_restore_of_an_older_log_the_receiver_is_told_to_read_everything(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver
) -> None:
    subscription = subscribe()
    Subscription.objects.update(cursor=10**6)
    deliver()
    (request,) = receiver.received
    assert request.json["changes"] == [] and request.json["tags"]
    subscription.refresh_from_db()
    assert subscription.cursor == ChangeCounter.objects.get().sequence
    make_section(title="Afterwards")
    deliver()
    assert len(receiver.received) == 2 and receiver.received[1].json["changes"]


def test_a_burst_is_one_message(receiver: Receiver, subscribe: Subscribe) -> None:
    subscribe()
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for number in range(5):
            make_section(title=f"Section {number}")
            append_changes()
            Worker().run_until_idle()
            clock.shift(0.19)
        assert receiver.received == []
        clock.shift(0.3)
        Worker().run_until_idle()
    assert [len(request.json["changes"]) for request in receiver.received] == [5]


@pytest.mark.slow
def test_a_burst_that_does_not_end_is_told_after_a_second(receiver: Receiver, subscribe: Subscribe) -> None:
    subscribe()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(8):
            make_section(title=f"Section {number}")
            append_changes()
            clock.shift(0.3)
            Worker().run_until_idle()
    assert len(receiver.received) == 2
