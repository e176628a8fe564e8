"""The model of old paths of pages that are too long for a redirect."""

from django.db import models
from wagtail.models import Page, Site


class FormerPath(models.Model):
    """A path that a page left and that is too long for a redirect of Wagtail (see ``pages.urls.former_paths``).

    ``path`` is decoded, without a trailing slash. ``key`` is a hash of it in which capitals do not count: databases
    limit the length of indexed texts.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    path = models.TextField()
    key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="one_former_path_per_site")]

    def __str__(self) -> str:
        return self.path
