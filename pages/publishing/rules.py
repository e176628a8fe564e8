"""The rules that content must meet to be published, and the errors that report violations.

Drafts may be incomplete. Publishing is strict, whether through the form, a bulk action, a workflow or the schedule.
Warnings are advice and never block publishing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model


@dataclass(frozen=True)
class PublishFinding:
    """An error or a warning about content to be published, with a message for an editor.

    ``code`` stays the same if the message changes. ``field`` is the name of the form field, ``relation`` that of the
    list of rows and ``row`` the row to which the finding belongs, if any.
    """

    code: str
    message: str
    field: str | None = None
    relation: str | None = None
    row: Any = None
    #: Distinguishes several findings with the same code in one field: the key of the image or the id of the block.
    subject: object = None

    @property
    def key(self) -> tuple[object, ...]:
        """The key by which a finding in a draft is matched with the same finding in the live version."""
        return (self.code, self.field, self.relation, self.subject, getattr(self.row, "identity", None))


class PublishError(PublishFinding):
    """A finding that blocks publishing."""


class PublishWarning(PublishFinding):
    """A finding that is only advice and does not block publishing."""


class PublishBlocked(ValidationError):
    """Raised if content breaks publishing rules. ``errors`` contains the errors, ``messages`` their messages."""

    #: What an editor is told to have come of it.
    outcome = "Not published."

    def __init__(self, content: Model, errors: Iterable[PublishError]) -> None:
        self.content = content
        self.errors = list(errors)
        super().__init__([f"{error.message} ({content})" for error in self.errors])

    def __str__(self) -> str:
        return " ".join(self.messages)


def new_errors(
    errors: Iterable[PublishError], live: Iterable[PublishError]
) -> tuple[list[PublishError], list[PublishError]]:
    """Split ``errors`` into those that block publishing and those that only warn, and return both lists.

    Errors that the live version already has do not block, so that a typing error on an old or imported page can be
    corrected without fixing everything else first.
    """
    known = {error.key for error in live}
    blocking: list[PublishError] = []
    warnings: list[PublishError] = []
    for error in errors:
        (warnings if error.key in known else blocking).append(error)
    return blocking, warnings


def participant_errors(relation: str, rows: Iterable[Any], role_field: str = "") -> list[PublishError]:
    """Return the errors in a list of participants: rows without exactly one participant, and duplicates in a role."""
    errors = []
    seen = set()
    for row in rows:
        if row.person_id and row.organization_id:
            message = "Choose either a person or an organization, not both."
            errors.append(PublishError("two_records", message, "organization", relation, row))
        elif row.identity is None:
            message = "Choose a person or an organization, or enter a name."
            errors.append(PublishError("nobody", message, "name", relation, row))
        else:
            role = getattr(row, role_field) if role_field else ""
            if (row.identity, role) in seen:
                message = f"{row.printed_name} is listed twice in the same role. Remove one of the two rows."
                errors.append(PublishError("listed_twice", message, "name", relation, row))
            seen.add((row.identity, role))
    return errors


def image_errors(content: Any, *fields: str) -> list[PublishError]:
    """Return an error for each image in ``fields`` that has no alternative text and is not marked as decorative."""
    errors = []
    for field in fields:
        image = getattr(content, field)
        if image is not None and not image.alt and not image.decorative:
            message = (
                "This image has no alternative text. Describe it for people who cannot see it, or mark it as "
                "decorative."
            )
            errors.append(PublishError("image_without_alt", message, field, subject=image.pk))
    return errors


def remaining_faults(page: Any) -> list[str]:
    """Return the messages to show after ``page`` was published: the errors that remain.

    They were already in the previous live version; any other error would have blocked publishing.
    """
    return [error.message for error in page.publish_errors()]
