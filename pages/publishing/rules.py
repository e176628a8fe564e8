"""The rules that content must meet to be published, and how breaking one is reported.

Drafts may be as incomplete as an editor likes. Publishing is strict, through the form, a bulk action, a workflow and
the schedule alike. What would only be better is advice and never stops anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.models import DraftStateMixin, Page, ReferenceIndex

from pages.publishing.protection import update_reference_index


@dataclass(frozen=True)
class PublishFinding:
    """One thing to say of content that is about to be published, in words for an editor.

    ``code`` stays the same when the words change. ``field`` names the form field it belongs to, ``relation`` the list
    of rows it belongs to and ``row`` the row, where it is about one.
    """

    code: str
    message: str
    field: str | None = None
    relation: str | None = None
    row: Any = None
    #: What exactly is wrong, where a field can be wrong in several ways: the image, the block.
    subject: object = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two findings, of the live version and of a draft, the same one."""
        return (self.code, self.field, self.relation, self.subject, getattr(self.row, "identity", None))


class PublishError(PublishFinding):
    """Stands against publishing."""


class PublishWarning(PublishFinding):
    """Advice: content can be published in spite of it."""


class PublishBlocked(ValidationError):
    """Content breaks publishing rules. ``errors`` holds them, ``messages`` their sentences."""

    def __init__(self, content: Model, errors: Iterable[PublishError]) -> None:
        self.content = content
        self.errors = list(errors)
        super().__init__([f"{error.message} ({content})" for error in self.errors])

    def __str__(self) -> str:
        return " ".join(self.messages)


def new_errors(
    errors: Iterable[PublishError], live: Iterable[PublishError]
) -> tuple[list[PublishError], list[PublishError]]:
    """Split ``errors`` into those that block and those that are only worth a warning.

    What the live version already breaks does not block, so that a typing error on an old or imported page can be
    corrected without first repairing everything else.
    """
    known = {error.key for error in live}
    blocking: list[PublishError] = []
    warnings: list[PublishError] = []
    for error in errors:
        (warnings if error.key in known else blocking).append(error)
    return blocking, warnings


def participant_errors(relation: str, rows: Iterable[Any], role_field: str = "") -> list[PublishError]:
    """Check the rows of a list of participants: each names one, and none stands twice in the same role."""
    errors = []
    seen = set()
    for row in rows:
        if row.person_id and row.organization_id:
            message = "Choose a person or an organisation for each row, not both."
            errors.append(PublishError("two_records", message, "organization", relation, row))
        elif row.identity is None:
            message = "Choose a person or an organisation, or write a name."
            errors.append(PublishError("nobody", message, "name", relation, row))
        else:
            role = getattr(row, role_field) if role_field else ""
            if (row.identity, role) in seen:
                message = f"{row.printed_name} is listed twice in the same role."
                errors.append(PublishError("listed_twice", message, "name", relation, row))
            seen.add((row.identity, role))
    return errors


def image_errors(content: Any, *fields: str) -> list[PublishError]:
    """Check that the images in ``fields`` have an alternative text or are marked as decorative."""
    errors = []
    for field in fields:
        image = getattr(content, field)
        if image is not None and not image.alt and not image.decorative:
            message = (
                "This image has no alternative text. Open the image and describe it for people who cannot see it, "
                "or mark it as decorative."
            )
            errors.append(PublishError("image_without_alt", message, field, subject=image.pk))
    return errors


def remaining_faults(page: Any) -> list[str]:
    """Return the sentences to show after ``page`` was published: what is still wrong with it, and who is not shown.

    Errors that remain are those that the live version had before; anything else would have blocked.
    """
    return [error.message for error in page.publish_errors()] + [
        f"“{record}” is not published, so it is not shown on this page." for record in _unpublished_records(page)
    ]


def _unpublished_records(page: Any) -> list[Model]:
    update_reference_index(page)
    records = []
    for reference in ReferenceIndex.get_references_for_object(page).select_related("to_content_type"):
        model = reference.to_content_type.model_class()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            records += model._default_manager.filter(pk=reference.to_object_id, live=False)
    return list(dict.fromkeys(records))
