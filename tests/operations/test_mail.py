"""An e-mail that could not be sent is remembered, without what it said and to whom."""

from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.mail import get_connection, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.signals import request_finished
from django.db import DatabaseError, transaction

from operations.health.health_check import Status
from operations.health.mail import judge_mail
from operations.mail import RecordingBackend
from operations.models import MailFailure
from tests.servers import free_port

OURS = "operations.mail.RecordingBackend"


class Backend(BaseEmailBackend):
    """A mail server that takes e-mails, or fails."""

    error: Exception | None = None

    def send_messages(self, email_messages: Any) -> int:
        if self.error is not None:
            raise self.error
        return len(email_messages)


@pytest.fixture(autouse=True)
def backend(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.MAIL_BACKEND = OURS, f"{__name__}.Backend"


def send() -> int:
    return send_mail("A subject", "A secret text", None, ["you@example.org"])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (SMTPAuthenticationError(535, b"bad password hunter2"), "SMTPAuthenticationError 535"),
        (SMTPRecipientsRefused({"you@example.org": (550, b"no")}), "SMTPRecipientsRefused"),
        (ConnectionRefusedError(111, "refused"), "ConnectionRefusedError 111"),
    ],
)
def test_a_failure_is_recorded(monkeypatch: pytest.MonkeyPatch, failure: Exception, reason: str) -> None:
    assert judge_mail().status is Status.OK
    with monkeypatch.context() as patch:
        patch.setattr(Backend, "error", failure)
        with pytest.raises(type(failure)):
            send()
    assert [found.reason for found in MailFailure.objects.all()] == [reason]
    assert judge_mail().status is Status.WARNING
    assert send() == 1
    assert judge_mail().status is Status.OK and "sent since" in judge_mail().sentence


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_transaction_that_it_rolls_back_does_not_undo_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backend, "error", ConnectionRefusedError(111, "refused"))
    with pytest.raises(ConnectionRefusedError), transaction.atomic():
        send()
    assert MailFailure.objects.count() == 0
    # What Django sends after every response, but here without closing the connection.
    for receiver in request_finished._live_receivers(None)[0]:
        if receiver.__name__ == "write_failures":
            receiver()
    assert MailFailure.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_failing_database_delays_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(Backend, "error", ConnectionRefusedError(111, "refused"))
    with monkeypatch.context() as patch:
        patch.setattr(MailFailure.objects, "bulk_create", fail)
        with pytest.raises(ConnectionRefusedError):
            send()
    assert MailFailure.objects.count() == 0
    with pytest.raises(ConnectionRefusedError):
        send()
    assert MailFailure.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_caller_that_wants_to_hear_of_no_failure_hears_of_none(settings: Any) -> None:
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    connection = get_connection(OURS, fail_silently=True)
    assert isinstance(connection, RecordingBackend) and connection.open() is None
    assert send_mail("A subject", "A text", None, ["you@example.org"], connection=connection) == 0
    connection.close()
    assert MailFailure.objects.filter(reason__startswith="ConnectionRefusedError").count() == 2


@pytest.mark.django_db
def test_an_e_mail_is_sent_even_if_that_cannot_be_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(MailFailure.objects, "filter", fail)
    assert send() == 1
