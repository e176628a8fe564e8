"""The model of an archive that an administrator asked for."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from pages.uploads.paths import unguessable_path


def archive_path(export: "SiteExport", name: str) -> str:
    """Return where an archive is kept until it is fetched or forgotten."""
    return unguessable_path(f"exports/{name}")


class SiteExport(models.Model):
    """An archive of the whole site that the worker makes, and that can be downloaded until it is deleted.

    ``step`` says what is written now, ``done`` of ``total``; ``problem`` is the sentence that ended it. ``busy_until``
    is the instant until which a worker may be at it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    with_history = models.BooleanField("with all versions and the log of what editors did", default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=255, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    problem = models.TextField(blank=True)
    file = models.FileField(upload_to=archive_path, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
