"""Addresses at which the public once found something."""

from django.db import models
from django.utils import timezone
from wagtail.models import Site


class WithdrawnPath(models.Model):
    """A path on the frontend of a site at which a public page was, and was taken down, deleted or moved away.

    ``path`` is written as redirects write theirs: decoded, without its final slash. What has no path here was never
    public, or was withdrawn behind a view restriction, of which nobody is to know. A record says nothing of the path
    today: another page may be there (``pages.withdrawals``).
    """

    #: Databases index no longer texts.
    LONGEST_PATH = 500

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=LONGEST_PATH)
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="one_withdrawn_path_per_site")]

    def __str__(self) -> str:
        return self.path
