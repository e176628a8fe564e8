"""Each kind of receiver gets the request that its documentation describes, in batches that it takes."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.core.checks import run_checks
from django.utils import timezone
from wagtail.models import PageViewRestriction

from api.models import Change, ChangeCounter
from delivery import checks
from delivery.definitions import OWN_KINDS
from delivery.models import Subscription
from delivery.receivers.batches import batches_of
from delivery.receivers.registry import receiver_kinds, register_receiver_kind
from delivery.receivers.webhook import WEBHOOK
from delivery.testing import send_test
from tests.changes import append_changes
from tests.content import make_section
from tests.delivery.receiver import Answer, Receiver

Subscribe = Callable[..., Subscription]
Deliver = Callable[[], None]


def tags_of(receiver: Receiver, read: Callable[[Any], list[str]]) -> list[str]:
    return sorted(tag for request in receiver.received for tag in read(request))


#: How each cache reads the tags, how many it takes at once, and where it looks for the secret.
CACHES: dict[str, tuple[Callable[[Any], list[str]], int, tuple[str, str]]] = {
    "fastly": (lambda request: request.json["surrogate_keys"], 256, ("fastly-key", "token")),
    "cloudflare": (lambda request: request.json["tags"], 30, ("authorization", "Bearer token")),
    "varnish": (lambda request: request.headers["xkey-purge"].split(" "), 200, ("authorization", "Bearer token")),
    "purge": (lambda request: request.headers["cache-tag"].split(","), 200, ("authorization", "Bearer token")),
}


@pytest.mark.parametrize("kind", CACHES)
@pytest.mark.slow
def test_a_cache_is_told_every_tag_once(kind: str, receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    read, most, (header, value) = CACHES[kind]
    subscription = subscribe(receiver=kind, secret="token")
    parent = make_section(title="Parent")
    for number in range(12):
        make_section(parent, f"Section {number}")
    append_changes()
    deliver()
    wanted = {tag for row in Change.objects.filter(sequence__gt=subscription.cursor) for tag in row.tags}
    assert tags_of(receiver, read) == sorted(wanted)
    assert all(1 <= len(read(request)) <= most for request in receiver.received)
    assert all(sum(map(len, request.headers.values())) < 8000 for request in receiver.received)
    assert {request.headers[header] for request in receiver.received} == {value}
    method = "POST" if kind in ("fastly", "cloudflare") else "PURGE"
    assert {(request.method, request.path) for request in receiver.received} == {(method, "/hook")}


def test_a_cache_is_told_tags_of_what_is_hidden_now(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscribe(receiver="purge")
    page = make_section(title="Public")
    append_changes()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    deliver()
    assert f"page:{page.pk}" in tags_of(receiver, CACHES["purge"][0])


def test_a_cache_is_told_once_more_when_no_older_response_can_come(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver
) -> None:
    subscription = subscribe(receiver="purge")
    make_section(title="One")
    deliver()
    first = ChangeCounter.objects.get().sequence
    assert len(receiver.received) == 1
    start = timezone.now()
    with time_machine.travel(start + datetime.timedelta(seconds=5)):
        make_section(title="Two")
        deliver()
        assert len(receiver.received) == 2
    with time_machine.travel(start + datetime.timedelta(seconds=11)):
        deliver()
        assert [request.headers["cache-tag"] for request in receiver.received[2:]] == [
            receiver.received[0].headers["cache-tag"]
        ]
    with time_machine.travel(start + datetime.timedelta(minutes=1)):
        # What is new comes before what is repeated.
        make_section(title="Three")
        deliver()
        deliver()
        assert len(receiver.received) == 5
        assert receiver.received[4].headers["cache-tag"] == receiver.received[1].headers["cache-tag"]
    with time_machine.travel(start + datetime.timedelta(hours=1)):
        deliver()
        deliver()
    assert len(receiver.received) == 6
    subscription.refresh_from_db()
    assert subscription.cursor == ChangeCounter.objects.get().sequence > first


@pytest.mark.slow
def test_if_one_batch_fails_all_are_sent_again(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe(receiver="cloudflare", secret="token")
    for number in range(20):
        make_section(title=f"Section {number}")
    receiver.answers = [Answer(200), Answer(429, {"Retry-After": "30"})]
    deliver()
    assert len(receiver.received) == 2
    first = receiver.received[0].json
    Subscription.objects.update(next_attempt_at=None)
    deliver()
    assert receiver.received[2].json == first
    subscription.refresh_from_db()
    assert subscription.failures == 0 and len(receiver.received) > 3


def test_a_build_hook_is_posted_to(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscribe(receiver="build_hook")
    make_section(title="One")
    make_section(title="Two")
    deliver()
    (request,) = receiver.received
    assert (request.method, request.body) == ("POST", b"{}")


def test_a_workflow_of_github_is_started(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscribe(receiver="github", secret="token", address=f"{receiver.url}/repos/example/site/dispatches")
    receiver.answer = Answer(204, body=b"")
    make_section(title="One")
    sequence = append_changes()
    deliver()
    (request,) = receiver.received
    assert request.headers["authorization"] == "Bearer token"
    assert request.json == {"event_type": "content.changed", "client_payload": {"sequence": sequence}}


@pytest.mark.parametrize("kind", ["build_hook", "github"])
def test_builds_wait_for_quiet(kind: str) -> None:
    assert receiver_kinds()[kind].quiet >= 10 and receiver_kinds()[kind].longest <= 600


def test_batches_keep_to_both_bounds() -> None:
    tags = [f"tag:{number}" for number in range(100)]
    for most, longest in ((1, None), (7, None), (100, 50), (3, 10_000)):
        batches = list(batches_of(tags, most, longest))
        assert [tag for batch in batches for tag in batch] == tags
        assert all(len(batch) <= most for batch in batches)
        assert longest is None or all(len(" ".join(batch)) <= longest for batch in batches)
    assert list(batches_of(["a" * 500], 10, 50)) == [["a" * 500]], "Better one that is too long than none."
    assert list(batches_of([], 10)) == []


def test_a_kind_cannot_be_registered_twice_or_late() -> None:
    assert list(receiver_kinds()) == [kind.name for kind in OWN_KINDS]
    with pytest.raises(RuntimeError):
        register_receiver_kind(replace(WEBHOOK, name="late"))


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"name": "n" * 33}, "E001"),
        ({"needs_secret": False}, "E002"),
        ({"is_cache": True}, "E003"),
        ({"quiet": 5.0}, "E004"),
    ],
)
def test_a_kind_that_is_known_by_half_is_refused(
    changed: dict[str, Any], number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = replace(WEBHOOK, **changed)
    monkeypatch.setattr(checks, "receiver_kinds", lambda: {half.name: half})
    assert [error.id for error in run_checks() if str(error.id).startswith("delivery.")] == [f"delivery.{number}"]


def test_a_kind_with_a_fault_delays_no_other(
    receiver: Receiver, subscribe: Subscribe, deliver: Deliver, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fail(*_: Any) -> Any:
        raise ZeroDivisionError

    broken = replace(WEBHOOK, name="broken", requests=fail)
    kinds = {**receiver_kinds(), "broken": broken}
    for module in ("subscribing", "messages.content", "messages.window", "worker.turn", "worker.worker"):
        monkeypatch.setattr(f"delivery.{module}.receiver_kinds", lambda: kinds)
    subscribe(name="a", receiver="broken")
    subscribe(name="b")
    make_section(title="One")
    deliver()
    assert len(receiver.received) == 1
    assert [record.getMessage() for record in caplog.records if record.exc_info] == [
        "“a” could not be told; it is tried again in a minute."
    ]
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):
        monkeypatch.setitem(kinds, "broken", WEBHOOK)
        deliver()
    assert len(receiver.received) == 2


def test_a_subscription_whose_kind_is_gone_waits(receiver: Receiver, subscribe: Subscribe, deliver: Deliver) -> None:
    subscription = subscribe()
    Subscription.objects.update(receiver="of an application that is gone")
    make_section(title="One")
    deliver()
    assert receiver.received == []
    subscription.refresh_from_db()
    assert "no kind of receiver" in send_test(subscription).problem
    Subscription.objects.update(receiver="webhook")
    deliver()
    assert len(receiver.received) == 1
    assert subscription.messages.get().state == "received"
