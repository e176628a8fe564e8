"""The model of what is in a release."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import Revision

from releases.models.release import Release


class ReleaseMember(models.Model):
    """A page or a record in a release, and what becomes of it.

    ``content_type`` is the one that its revisions have: that of ``Page`` for all page types. ``title`` is what it was
    called when it was added, for one that was deleted since.
    """

    class Action(models.TextChoices):
        """What the release does with it."""

        PUBLISH = "publish", "Publish"
        UNPUBLISH = "unpublish", "Unpublish"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="members")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    action = models.CharField(max_length=16, choices=Action.choices, default=Action.PUBLISH)
    title = models.CharField(max_length=255)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: The version that goes live, which nobody can change; ``None`` until the release is scheduled.
    pinned = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    #: Whether it was live before the release was published, and the version that was, for undoing.
    was_live = models.BooleanField(null=True)
    before = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    #: The version that the release made live.
    published = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "member of a release"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "content_type", "object_id"], name="unique_release_member")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="release_member_object")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> tuple[int, int]:
        """What stands for the page or the record: the keys of its content type and of itself."""
        return self.content_type_id, self.object_id

    @property
    def publishes(self) -> bool:
        """Whether the release publishes it; otherwise it unpublishes it."""
        return self.action == self.Action.PUBLISH
