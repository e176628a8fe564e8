"""Rows of the table of faults: what was given, what is right, and a function that tries it on the product."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from pages.models import User


class Product:
    """The product as its users reach it: the API, the feeds, and the admin as a moderator."""

    def __init__(self) -> None:
        self.client = Client()
        self._moderator: Client | None = None

    def get(self, path: str, /, **query: Any) -> Any:
        """Return the JSON of ``GET /api/v2/<path>``."""
        return self.client.get(f"/api/v2/{path}", query).json()

    def outcome(self, path: str) -> str:
        """Return where ``resolve/`` leads from a path: the outcome, for a redirect with its target."""
        found = self.get("resolve/", path=path)
        where = found["location"] if found["outcome"] == "redirect" else ""
        return f"{found['outcome']} {where}".strip()

    def feed(self, name: str) -> str:
        """Return the text of ``GET /feeds/<name>``."""
        return self.client.get(f"/feeds/{name}").content.decode()

    @property
    def moderator(self) -> Client:
        """A browser in which a moderator has signed in."""
        if self._moderator is None:
            user = User.objects.create_user("moderator@example.org", "a-password-for-tests")
            user.groups.add(Group.objects.get(name="Moderator"))
            self._moderator = Client()
            self._moderator.force_login(user)
        return self._moderator


@dataclass(frozen=True)
class Row:
    """One fault: its kind, what is given, what is right, and what tries it and returns what comes."""

    kind: str
    given: str
    right: str
    attempt: Callable[[Product], str]


#: All rows, in the order in which they are declared.
ROWS: list[Row] = []


def row(kind: str, given: str, right: str) -> Callable[[Callable[[Product], str]], Callable[[Product], str]]:
    """Declare the decorated function as a row."""

    def declare(attempt: Callable[[Product], str]) -> Callable[[Product], str]:
        ROWS.append(Row(kind, given, right, attempt))
        return attempt

    return declare
