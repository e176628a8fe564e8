"""The model of what a preview of the site shows: a release."""

from django.db import models

from pages.previews.preview_session import PreviewSession
from releases.models.release import Release


class PreviewedRelease(models.Model):
    """Says that a preview session shows a release, in place of all drafts of its editor."""

    session = models.OneToOneField(PreviewSession, on_delete=models.CASCADE, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "previewed release"

    def __str__(self) -> str:
        return f"{self.release} in {self.session}"
