"""Sends e-mails, and remembers when that fails."""

import threading
from collections import deque
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import DatabaseError, transaction
from django.utils import timezone

from operations.models import MailFailure

#: Failures that are not in the database yet; the oldest give way.
_waiting: deque[MailFailure] = deque(maxlen=100)
_lock = threading.Lock()


class RecordingBackend(BaseEmailBackend):
    """The backend that ``MAIL_BACKEND`` names, and the failures of which are recorded without the e-mail."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently)
        # Failures must come here first, also where the caller does not want to hear of them.
        self._backend = get_connection(settings.MAIL_BACKEND, fail_silently=False, **options)

    def open(self) -> bool | None:
        """Open the connection to the mail server."""
        return self._recorded(self._backend.open)

    def close(self) -> None:
        """Close it."""
        self._recorded(self._backend.close)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send messages, and return the number that the mail server took."""
        sent: int = self._recorded(self._backend.send_messages, email_messages) or 0
        if sent:
            _recover()
        return sent

    def _recorded(self, action: Any, *arguments: Any) -> Any:
        try:
            return action(*arguments)
        except Exception as error:
            # Errors of many classes: of sockets, TLS and SMTP, and of backends of other services.
            remember_failure(error)
            if self.fail_silently:
                return None
            raise


def remember_failure(error: Exception) -> None:
    """Record that an e-mail could not be sent. The text of the error is left out: it may name the recipients."""
    status = getattr(error, "smtp_code", None) or getattr(error, "errno", None) or ""
    failure = MailFailure(at=timezone.now(), reason=f"{type(error).__name__} {status}".strip()[:255])
    with _lock:
        _waiting.append(failure)
    # Inside a transaction, which the failure may roll back, it waits for the end of the request.
    if not transaction.get_connection().in_atomic_block:
        write_failures()


def write_failures(**_: Any) -> None:
    """Write the failures that wait. Receives the signal at the end of each request, when no transaction is open."""
    while _waiting:
        with _lock:
            failures = list(_waiting)
            _waiting.clear()
        try:
            MailFailure.objects.bulk_create(failures)
        except DatabaseError:
            # The next request tries again.
            with _lock:
                _waiting.extendleft(reversed(failures))
            return


def _recover() -> None:
    try:
        with transaction.atomic():
            MailFailure.objects.filter(recovered_at=None).update(recovered_at=timezone.now())
    except DatabaseError:
        # The e-mail was sent, which matters more; the next one tries again.
        return
