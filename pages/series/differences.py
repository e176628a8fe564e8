"""What an editor changed on one date of a series, compared with the version that was public before."""

from wagtail.models import PageLogEntry

from pages.models import EventPage
from pages.series.shared_values import shared_fields, shared_values


def changed_by_publishing(event: EventPage) -> list[str]:
    """Return the labels of the shared fields in which the latest version differs from what was published before it.

    Call it after the latest version was published, or scheduled. An event that was published for the first time has
    changed nothing, nor has one whose earlier version was deleted.
    """
    published = PageLogEntry.objects.filter(page_id=event.pk, action="wagtail.publish", revision__isnull=False)
    earlier = published.exclude(revision=event.latest_revision_id).order_by("-timestamp", "-pk")
    before = earlier.select_related("revision").first()
    if before is None or before.revision is None:
        return []
    then, now = shared_values(before.revision.as_object()), shared_values(event.get_latest_revision_as_object())
    return [label for name, label in shared_fields().items() if then[name] != now[name]]
