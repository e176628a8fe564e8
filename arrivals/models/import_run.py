"""The model of one import."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from pages.uploads.paths import unguessable_path


def upload_path(run: "ImportRun", name: str) -> str:
    """Return where an uploaded file is kept while it is imported."""
    return unguessable_path(f"imports/{name}")


class ImportRun(models.Model):
    """One import. ``counts`` has the number of records by outcome; ``problem`` is the sentence that ended it early.

    It goes through the source twice: ``total`` is how many records it has found in the first round, after which
    ``is_counted``, and ``written`` how many it has dealt with in the second. ``file`` is what an editor uploaded, until
    the import is finished, and ``busy_until`` the instant until which a request may be working on it.
    """

    source = models.CharField(max_length=32)
    origin = models.CharField(max_length=500)
    file_name = models.CharField(max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    publishes = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    total = models.PositiveIntegerField(default=0)
    is_counted = models.BooleanField(default=False)
    written = models.PositiveIntegerField(default=0)
    below = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to=upload_path, max_length=200, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.started_at:%Y-%m-%d %H:%M}"
