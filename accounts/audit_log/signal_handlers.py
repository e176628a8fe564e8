"""Notes in the history of an account that its second factors have changed."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from wagtail.log_actions import log

ADDED, REMOVED = "accounts.second_factor.add", "accounts.second_factor.remove"


def note_added(user: Any, authenticator: Any, **_: Any) -> None:
    log(user, ADDED, user=user, data={"type": authenticator.type})


def note_removed(user: Any, authenticator: Any, **_: Any) -> None:
    log(user, REMOVED, user=user, data={"type": authenticator.type})


def register_audit_log_handlers() -> None:
    """Connect the handlers."""
    authenticator_added.connect(note_added, dispatch_uid="note_second_factor_added")
    authenticator_removed.connect(note_removed, dispatch_uid="note_second_factor_removed")
