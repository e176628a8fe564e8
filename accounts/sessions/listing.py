"""Lists the sessions of an account."""

import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

#: Seconds after which the time and the address of the last use are written again.
EVERY = 600
#: Where a session keeps its key and the time at which it was last listed.
LISTED = "accounts_listed"


def list_session(request: HttpRequest, user: Any) -> None:
    """List the session of a request under its present key, unless that was done lately.

    Most requests need no query for it: the session itself knows when it was listed.
    """
    key, now = request.session.session_key, int(time.time())
    listed_key, listed_at = request.session.get(LISTED, ("", 0))
    if key and (key != listed_key or now - listed_at >= EVERY):
        UserSession.objects.create_from_request(request, user=user)
        request.session[LISTED] = (key, now)


def list_at_sign_in(request: HttpRequest, user: Any, **_: Any) -> None:
    list_session(request, user)


def register_session_handlers() -> None:
    """Connect the handler."""
    user_logged_in.connect(list_at_sign_in, dispatch_uid="list_session_at_sign_in")
