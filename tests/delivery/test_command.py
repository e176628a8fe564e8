"""``manage.py webhooks``, ``deliver --once``, and the subscription of the environment."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from delivery.frontend import subscribe_frontend
from delivery.models import Message, Subscription
from delivery.secrets import new_secret, secret_problem
from tests.changes import append_changes
from tests.content import make_section
from tests.delivery.receiver import Answer, Receiver

Subscribe = Callable[..., Subscription]


def webhooks(*arguments: str) -> str:
    out = StringIO()
    call_command("webhooks", *arguments, stdout=out)
    return out.getvalue()


def test_from_add_to_remove(receiver: Receiver, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delivery.messages.window._may_grow", lambda *_: False)
    begun = append_changes()
    said = webhooks("add", receiver.url, "--allow-private", "--name", "Site", "--type", "pages.SectionPage")
    subscription = Subscription.objects.get()
    assert f"Secret: {subscription.secret}" in said and secret_problem(subscription.secret) is None
    assert (subscription.cursor, subscription.types) == (begun, ["pages.SectionPage"])
    assert "Received: 200" in webhooks("test", "Site")
    assert receiver.received[0].json["changes"] == []
    make_section(title="One")
    append_changes()
    assert "Active" in webhooks("list") and "1 changes to come" in webhooks("list")
    webhooks("pause", receiver.url)
    call_command("deliver", "--once")
    assert len(receiver.received) == 1
    webhooks("resume", "Site")
    call_command("deliver", "--once")
    assert [len(request.json["changes"]) for request in receiver.received] == [0, 1]
    webhooks("replay", "Site", "--after", str(begun))
    call_command("deliver", "--once")
    webhooks("replay", "Site", "--hours", "1")
    call_command("deliver", "--once")
    assert [len(request.json["changes"]) for request in receiver.received][:3] == [0, 1, 1]
    assert len(receiver.received) == 4
    webhooks("remove", "Site")
    assert not Subscription.objects.exists() and not Message.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "ftp://example.org/"], "valid URL"),
        (["add", "https://user:word@example.org/"], "password"),
        (["add", "not an address"], "valid URL"),
        (["add", "https://example.org/", "--kind", "fastly"], "Fastly needs a secret"),
        (["add", "https://example.org/", "--secret", "short"], "must be whsec_"),
        (["add", "https://example.org/", "--secret", "whsec_c2hvcnQ="], "24 to 64 bytes"),
        (["add", "https://example.org/", "--site", "nowhere.example.org"], "no site"),
        (["test", "nobody"], "No receiver"),
        (["replay", "Test", "--after", "999999"], "The log holds"),
        (["add", "https://example.org/", "--name", "Test"], "already exists"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], sentence: str, subscribe: Subscribe) -> None:
    subscribe()
    with pytest.raises(CommandError, match=sentence):
        webhooks(*arguments)
    assert Subscription.objects.count() == 1


def test_a_test_that_is_not_received_is_said(receiver: Receiver, subscribe: Subscribe) -> None:
    subscription = subscribe(state=Subscription.State.PAUSED)
    receiver.answer = Answer(401, body=b"Not signed.")
    with pytest.raises(CommandError, match=r"401 Not signed\."):
        webhooks("test", "Test")
    subscription.refresh_from_db()
    assert (subscription.state, subscription.failures) == (Subscription.State.PAUSED, 0)


def test_a_cache_is_tested_with_a_tag_that_no_response_has(receiver: Receiver, subscribe: Subscribe) -> None:
    subscribe(receiver="varnish")
    webhooks("test", "Test")
    assert receiver.received[0].headers["xkey-purge"] == "test"


def test_the_frontend_follows_the_environment(db: None, settings: Any) -> None:
    subscribe_frontend()
    assert not Subscription.objects.exists()
    settings.FRONTEND_WEBHOOK_SECRET = first = new_secret()
    settings.FRONTEND_WEBHOOK_URL = "http://localhost:3000/api/revalidate"
    begun = append_changes()
    subscribe_frontend()
    found = Subscription.objects.get()
    assert (found.name, found.secret, found.cursor, found.allow_private) == ("Frontend", first, begun, True)
    make_section(title="One")
    append_changes()
    settings.FRONTEND_WEBHOOK_SECRET = second = new_secret()
    settings.FRONTEND_WEBHOOK_URL = "https://www.example.org/hook"
    Subscription.objects.update(state=Subscription.State.ENDED, failures=3)
    subscribe_frontend()
    found.refresh_from_db()
    assert (found.secret, found.former_secret, found.address) == (second, first, "https://www.example.org/hook")
    assert (found.state, found.failures, found.cursor) == (Subscription.State.ACTIVE, 0, begun)
    Subscription.objects.update(state=Subscription.State.PAUSED)
    subscribe_frontend()
    assert Subscription.objects.get().state == Subscription.State.PAUSED, "Somebody has paused it on purpose."
    settings.FRONTEND_WEBHOOK_SECRET = ""
    subscribe_frontend()
    assert not Subscription.objects.exists()


def test_the_frontend_of_the_environment_is_never_given_up(
    receiver: Receiver, subscribe: Subscribe, deliver: Callable[[], None]
) -> None:
    subscription = subscribe(is_from_settings=True)
    receiver.answer = Answer(410)
    make_section(title="One")
    for _ in range(12):
        deliver()
        Subscription.objects.update(next_attempt_at=None)
    subscription.refresh_from_db()
    assert (subscription.state, subscription.failures) == (Subscription.State.ACTIVE, 12)
    assert subscription.messages.get().attempts.get().times == 12


@pytest.mark.parametrize("secret", ["secret", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!!", "x-whsec_" + "A" * 44])
def test_a_secret_that_cannot_sign_is_refused_at_the_start(secret: str, settings: Any) -> None:
    settings.FRONTEND_WEBHOOK_SECRET = secret
    assert [error.id for error in run_checks() if str(error.id).startswith("delivery")] == ["delivery.E005"]
