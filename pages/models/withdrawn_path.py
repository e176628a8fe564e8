"""The model of paths at which public pages used to be."""

import hashlib

from django.db import models
from django.utils import timezone
from wagtail.models import Site


class WithdrawnPath(models.Model):
    """A frontend path of a site from which a public page was unpublished, deleted or moved away.

    ``path`` has the same form as in redirects: decoded, without a trailing slash. A path without a record was never
    public, or its page was withdrawn behind a view restriction, which must not be revealed. A record does not mean that
    the path is still empty: another page may be there now (see ``pages.urls.withdrawals``).
    """

    #: Databases limit the length of indexed texts.
    LONGEST_PATH = 500

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=LONGEST_PATH)
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="one_withdrawn_path_per_site")]

    def __str__(self) -> str:
        return self.path

    @classmethod
    def stored(cls, path: str) -> str:
        """Return what ``path`` is for a path of any length: the end of one that is too long becomes a hash."""
        if len(path) <= cls.LONGEST_PATH:
            return path
        digest = hashlib.sha256(path.encode()).hexdigest()
        return f"{path[: cls.LONGEST_PATH - len(digest) - 1]}#{digest}"
