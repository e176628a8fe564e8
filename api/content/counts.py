"""How many public posts and events carry a topic or a tag."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from api.requests.selection import Selection
from api.tags.dependencies import depend_on_lists
from pages.models import EventPage, GuestBlogPost, Topic
from pages.models.event_page import EventPageTag
from pages.models.guest_blog_post import GuestBlogPostTag
from pages.visibility.visibility import Visibility


class Counts:
    """Public counts for several topics, or for several tags."""

    def __init__(self, objects: Sequence[Any], selection: Selection, visibility: Visibility) -> None:
        self._counts: dict[str, Counter[int]] = {}
        if "counts" not in selection:
            return
        depend_on_lists(GuestBlogPost, EventPage)
        keys = [found.pk for found in objects]
        topics = bool(objects) and isinstance(objects[0], Topic)
        sources: dict[str, tuple[Any, str, str]] = {
            "posts": (GuestBlogPost.topics.through, "guestblogpost", "topic")
            if topics
            else (GuestBlogPostTag, "content_object", "tag"),
            "events": (EventPage.topics.through, "eventpage", "topic")
            if topics
            else (EventPageTag, "content_object", "tag"),
        }
        models = {"posts": GuestBlogPost, "events": EventPage}
        for kind, (through, page, label) in sources.items():
            public = visibility.pages(models[kind].objects.all())
            rows = through.objects.filter(**{f"{label}__in": keys, f"{page}__in": public})
            grouped = rows.values_list(f"{label}_id").annotate(Count("pk")).order_by()
            self._counts[kind] = Counter(dict(grouped) if keys else {})

    def of(self, labelled: Any) -> dict[str, int]:
        """Return ``{posts, events}`` for a topic or a tag."""
        return {kind: counter[labelled.pk] for kind, counter in self._counts.items()}
