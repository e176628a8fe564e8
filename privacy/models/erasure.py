"""The model of an erasure, which keeps its proof."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Erasure(models.Model):
    """That a person was erased, when and by whom, and what a search found afterwards. Nothing in it names the person.

    ``digest`` is a keyed hash of the name, by which whoever knows the name and the secret key finds the row. ``done``
    and ``left`` count rows by the labels of their models and what became of them; ``searched`` how much was looked at.
    """

    class State(models.TextChoices):
        #: The database no longer has the name; its file, and the search that proves it, may be still to come.
        ERASED = "erased", "Erased, to be proved"
        PROVED = "proved", "Proved"
        #: The search found copies that an erasure removes: it has to be run again.
        INCOMPLETE = "incomplete", "Copies were found"

    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.ERASED)
    proved_at = models.DateTimeField(null=True, blank=True)
    done = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    searched = models.JSONField(default=dict)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]
        permissions = [("view_personal_data", "Can see and download all that names a person")]

    def __str__(self) -> str:
        return f"Erasure of {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def changed(self) -> int:
        """How many rows were changed or deleted."""
        return sum(self.done.values())

    @property
    def remaining(self) -> int:
        """How many places with the name were found afterwards."""
        return sum(self.left.values())
