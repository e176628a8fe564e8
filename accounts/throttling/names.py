"""The name under which attempts to sign in to one account are counted."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest

#: As much as the column of django-axes takes.
LONGEST = 255


def counted_name(written: str | None) -> str:
    """Return one name for all spellings with which an account can be found, whether or not it exists.

    Databases compare without regard to case, each in its own way: the long s of old print is an S for PostgreSQL.
    """
    return (written or "").strip().casefold().upper().casefold().replace("\0", "")[:LONGEST]


def name_of_attempt(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the counted name of an attempt: from its credentials, or else from the submitted form."""
    field = get_user_model().USERNAME_FIELD
    for source in (credentials, request.POST if request is not None else None):
        written = source and (source.get("username") or source.get(field))
        if written:
            return counted_name(str(written))
    return ""
