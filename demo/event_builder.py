"""The builder for the events of the demo content."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from demo.seeder import Seeder, in_order
from pages.models import (
    EventHost,
    EventPage,
    EventRelatedPage,
    EventSpeaker,
    GuestBlogPost,
    Organization,
    Person,
    Topic,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)


@dataclass(frozen=True)
class EventBuilder:
    """Builds unsaved events from existing content; the keys of all dictionaries are slugs."""

    seeder: Seeder
    organizations: dict[str, Organization]
    people: dict[str, Person]
    topics: dict[str, Topic]
    posts: dict[str, GuestBlogPost]

    def event(
        self,
        *,
        picture: str,
        topics: Iterable[str],
        tags: Iterable[str],
        speakers: Iterable[EventSpeaker] = (),
        hosts: Iterable[EventHost] = (),
        related: Iterable[str] = (),
        **fields: Any,
    ) -> EventPage:
        """Return an event hosted by the coalition; topics and related posts are slugs, ``picture`` is a key."""
        event = EventPage(feature_image=self.seeder.library.image(picture), **fields)
        event.hosts = in_order([self.host("child-labor-coalition", EventHost.Role.HOST), *hosts])
        event.speakers = in_order(speakers)
        event.related_pages = in_order(EventRelatedPage(page=self.posts[slug]) for slug in related)
        event.topics = [self.topics[slug] for slug in topics]
        event.tags.add(*tags)
        return event

    def speaker(self, slug: str, role: EventSpeaker.Role, talk_title: str = "") -> EventSpeaker:
        """Return a speaker row for the person with this slug."""
        return EventSpeaker(person=self.people[slug], role=role, talk_title=talk_title)

    def host(self, slug: str, role: EventHost.Role) -> EventHost:
        """Return a host row for the organization with this slug."""
        return EventHost(organization=self.organizations[slug], role=role)
