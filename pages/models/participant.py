"""The base classes of rows that name a participant, with a public record or just a name."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, NullIf
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

NAME_HELP = (
    "For someone without a public record: only this name is shown. "
    "With a record, leave this empty, or enter the name as it should appear here."
)


class Participant(Orderable):
    """An abstract row with a record *or* just a name, because not everyone wants a public record.

    A subclass adds the ``ParentalKey`` and fields such as the role.
    """

    person = models.ForeignKey("pages.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(
        "pages.Organization",
        verbose_name="organization",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(max_length=255, blank=True, help_text=NAME_HELP)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Leave empty to use the one of the record.",
    )

    #: ``printed_name`` as an expression of queries, which is null for a row without a name.
    PRINTED_NAME: ClassVar[Any] = Coalesce(NullIf("name", models.Value("")), "person__name", "organization__name")

    panels: list[Any] = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("organization")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("photo")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.printed_name

    @property
    def printed_name(self) -> str:
        """The name to display: the row's name, or else the record's; empty if there is neither."""
        record = self.person or self.organization
        return self.name or (record.name if record else "")

    @property
    def identity(self) -> tuple[str, object] | None:
        """A key that identifies the participant across rows, or ``None`` for an empty row."""
        if self.person_id:
            return ("person", self.person_id)
        if self.organization_id:
            return ("organization", self.organization_id)
        return ("name", self.name.strip().casefold()) if self.name.strip() else None


class ConfirmableParticipant(Participant):
    """An abstract row for a participant who is public only once confirmed."""

    confirmed = models.BooleanField(default=True, help_text="Untick to keep them off the site until they agree.")

    class Meta(Participant.Meta):
        abstract = True
