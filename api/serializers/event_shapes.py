"""Shapes that only events have."""

from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
)

from api.shapes.image import ImageShape
from api.shapes.page_link import PageLinkMetaShape
from api.shapes.record import ParticipantShape
from api.shapes.shape import Shape
from pages.models import EventPage
from pages.models.event_rows import EventHost, EventSpeaker


class SpeakerShape(ParticipantShape):
    role = ChoiceField(EventSpeaker.Role.choices)
    affiliation = CharField()
    bio = CharField()
    talk_title = CharField()


class HostShape(ParticipantShape):
    role = ChoiceField(EventHost.Role.choices)


class MomentShape(Shape):
    """A local time with its time zone, and the same instant in UTC."""

    local = CharField()
    utc = DateTimeField()
    offset = CharField()
    date = DateField()
    time = CharField(allow_null=True)
    timezone = CharField()


class VenueShape(Shape):
    name = CharField()
    room = CharField()
    street = CharField()
    locality = CharField()
    region = CharField()
    postal_code = CharField()
    country = CharField()
    latitude = FloatField(allow_null=True)
    longitude = FloatField(allow_null=True)
    map_url = CharField(allow_null=True)
    accessibility = CharField()
    note = CharField()


class OnlineShape(Shape):
    url = CharField(allow_null=True)
    platform = CharField()
    note = CharField()


class AccessibilityShape(Shape):
    step_free = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    accessible_toilets = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    hearing_loop = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    live_captions = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    sign_language = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    interpretation = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    quiet_room = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")
    childcare = ChoiceField(EventPage.Availability.choices, required=False, label="Availability")


class AboutShape(Shape):
    id = IntegerField()
    meta = PageLinkMetaShape()
    title = CharField()
    name = CharField()
    logo = ImageShape(allow_null=True)
    boilerplate = CharField()


class EventSeriesShortShape(Shape):
    """The series that an event is a date of, and which of its public dates it is at the instant of the response."""

    id = IntegerField()
    slug = CharField()
    title = CharField()
    number = IntegerField(allow_null=True)
    position = IntegerField(allow_null=True)
    count = IntegerField()
    is_next = BooleanField()


class PriceShape(Shape):
    """What an event costs: a decimal number as text, the code of its currency (ISO 4217), and a note."""

    amount = CharField(allow_null=True)
    currency = CharField(allow_null=True)
    note = CharField()


class RsvpShape(Shape):
    mode = ChoiceField(EventPage.RsvpMode.choices)
    url = CharField(allow_null=True)
    email = CharField()
    phone = CharField()
    contact_name = CharField()
    label = CharField()  # type: ignore[assignment]
    opens_at = DateTimeField(allow_null=True)
    deadline = DateTimeField(allow_null=True)
    state = ChoiceField(["cancelled", "not_required", "closed", "full", "not_open", "open"])
