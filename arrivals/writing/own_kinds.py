"""The kinds of objects that this project makes of records."""

from typing import Any

from arrivals.records.event import ArrivingEvent
from arrivals.records.organization import ArrivingOrganization
from arrivals.records.person import ArrivingPerson
from arrivals.records.post import ArrivingPost
from arrivals.records.section import ArrivingSection
from arrivals.records.series import ArrivingSeries
from arrivals.records.topic import ArrivingTopic
from arrivals.writing.filling.event import fill_event
from arrivals.writing.filling.organization import fill_organization
from arrivals.writing.filling.person import fill_person
from arrivals.writing.filling.post import fill_post
from arrivals.writing.filling.section import fill_section
from arrivals.writing.filling.series import fill_series
from arrivals.writing.filling.topic import fill_topic
from arrivals.writing.kinds import ArrivalKind
from pages.fields.plain_text import one_line
from pages.models import EventPage, EventSeries, GuestBlogPost, Organization, Person, SectionPage, Topic


def _of_the_same_name(model: Any) -> Any:
    """Return a function that finds the one object of a model that has the name of a record, whatever the capitals."""

    def known(record: Any) -> Any:
        found = model._default_manager.filter(name__iexact=one_line(record.name))[:2]
        # Two people of one name cannot be told apart.
        return found[0] if len(found) == 1 else None

    return known


OWN_KINDS = (
    ArrivalKind(name="topic", record=ArrivingTopic, model=Topic, fill=fill_topic, known=_of_the_same_name(Topic)),
    ArrivalKind(
        name="organization",
        record=ArrivingOrganization,
        model=Organization,
        fill=fill_organization,
        known=_of_the_same_name(Organization),
    ),
    ArrivalKind(name="person", record=ArrivingPerson, model=Person, fill=fill_person, known=_of_the_same_name(Person)),
    ArrivalKind(name="series", record=ArrivingSeries, model=EventSeries, fill=fill_series),
    ArrivalKind(name="section", record=ArrivingSection, model=SectionPage, fill=fill_section),
    ArrivalKind(name="post", record=ArrivingPost, model=GuestBlogPost, fill=fill_post),
    ArrivalKind(name="event", record=ArrivingEvent, model=EventPage, fill=fill_event),
)
