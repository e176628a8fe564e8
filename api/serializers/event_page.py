"""Events."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.dateparse import parse_datetime
from rest_framework.fields import BooleanField, CharField, ChoiceField, DateTimeField, ListField

from api.content import representations
from api.content.series_dates import PlaceInSeries, SeriesDates
from api.formats import datetimes
from api.formats.addresses import email_address, phone_number, web_address
from api.formats.feed_urls import calendar_url
from api.json_ld.event import event_node
from api.json_ld.graph import Graph, SchemaNode
from api.lists.columns import boolean_column, choice_column, instant_column
from api.lists.participant_filters import participant_filter
from api.loading.child_relations import confirmed
from api.serializers.event_filters import FROM, PHASE, TO
from api.serializers.event_series import SERIES
from api.serializers.event_shapes import (
    AboutShape,
    AccessibilityShape,
    EventSeriesShortShape,
    HostShape,
    MomentShape,
    OnlineShape,
    PriceShape,
    RsvpShape,
    SpeakerShape,
    VenueShape,
)
from api.serializers.page import ArticleSerializer
from api.tags.dependencies import depend_on_clock
from pages.database.bad_rows import report_bad_row
from pages.fields.accessibility import ACCESS_FEATURES
from pages.fields.wall_clock import Phase
from pages.models import EventHost, EventPage, EventSpeaker, Organization, Person

#: The fields from which an event's JSON-LD is built.
EVENT_JSON_LD_FIELDS = (
    *("title", "start", "end", "previous_starts", "status", "attendance_mode", "venue", "online", "accessibility"),
    *("speakers", "hosts", "rsvp", "price", "tags", "topics", "series"),
)


SPEAKER = participant_filter("speaker", "speakers", "people", Person)
HOST = participant_filter("host", "hosts", "people or organizations", Person, Organization)


class EventPageSerializer(ArticleSerializer):
    """An event. Its phase and the state of its sign-up are those at the instant of the response."""

    status = ChoiceField(EventPage.Status.choices)
    status_note = CharField()
    previous_starts = ListField(child=DateTimeField())
    starts_at = DateTimeField(allow_null=True)
    ends_at = DateTimeField(allow_null=True)
    start = MomentShape(allow_null=True)
    end = MomentShape(allow_null=True)
    all_day = BooleanField()
    date_note = CharField()
    phase = ChoiceField([phase.value for phase in Phase])
    phase_changes_at = DateTimeField(allow_null=True)
    attendance_mode = ChoiceField(EventPage.AttendanceMode.choices, label="EventAttendanceMode")
    venue = VenueShape(allow_null=True)
    online = OnlineShape(allow_null=True)
    accessibility = AccessibilityShape()
    speakers = SpeakerShape(many=True)
    hosts = HostShape(many=True)
    about = AboutShape(allow_null=True)
    rsvp = RsvpShape()
    price = PriceShape(allow_null=True)
    calendar_url = CharField(allow_null=True)
    series = EventSeriesShortShape(allow_null=True)

    filterset = ArticleSerializer.filterset.extended(
        instant_column("starts_at"),
        instant_column("ends_at"),
        choice_column("status", EventPage.Status.values),
        choice_column("attendance_mode", EventPage.AttendanceMode.values),
        boolean_column("all_day"),
        filters=(PHASE, FROM, TO, SPEAKER, HOST, SERIES),
    )
    form_fields = {
        **ArticleSerializer.form_fields,
        **{name: name for name in ("status", "status_note", "all_day", "date_note", "attendance_mode", "about")},
        **{name: name for name in ("speakers", "hosts")},
        **{"listing/status": "status", "listing/date": "start_date"},
        **{"start": "start_date", "start/time": "start_time", "start/timezone": "time_zone"},
        **{"end": "end_date", "end/time": "end_time", "end/timezone": "time_zone"},
        "venue": "venue_name",
        **{f"venue/{name}": f"venue_{name}" for name in VenueShape().fields},
        "online": "online_url",
        **{f"online/{name}": f"online_{name}" for name in OnlineShape().fields},
        "accessibility": f"access_{ACCESS_FEATURES[0]}",
        **{f"accessibility/{feature}": f"access_{feature}" for feature in ACCESS_FEATURES},
        "rsvp": "rsvp_mode",
        **{f"rsvp/{name}": f"rsvp_{name}" for name in ("mode", "url", "email", "phone", "contact_name", "label")},
        **{"price": "price", "price/amount": "price", "price/currency": "price_currency", "price/note": "price_note"},
        **{"series": "series", "series/title": "series", "series/number": "series_number"},
        **{"rsvp/opens_at": "rsvp_opens_on", "rsvp/deadline": "rsvp_deadline_on"},
    }
    relations = {
        **ArticleSerializer.relations,
        "speakers": ("speakers",),
        "hosts": ("hosts",),
        "json_ld": ("speakers", "hosts", "topics", "tags"),
    }

    @property
    def at(self) -> datetime.datetime:
        """The instant of the response."""
        return self.related_objects.visibility.at

    def prepare(self, objects: Sequence[EventPage]) -> None:
        shown = "series" in self.selected.names and self.shows_inside("series", *PlaceInSeries.__annotations__)
        series = {event.series_id for event in objects if event.series_id is not None} if shown else set()
        self._dates = SeriesDates(series, self.related_objects.visibility)
        super().prepare(objects)
        for event in objects:
            if event.starts_at and event.ends_at and event.ends_at < event.starts_at:
                event.ends_at = event.end_date = event.end_time = None
                report_bad_row(event, "ends before it starts, and is shown without an end")

    def get_previous_starts(self, event: EventPage) -> list[str]:
        return [start for start in event.previous_starts if isinstance(start, str) and _is_instant(start)]

    def get_start(self, event: EventPage) -> dict[str, Any] | None:
        return None if event.starts_at is None else self._moment(event, event.starts_at, event.start_date)

    def get_end(self, event: EventPage) -> dict[str, Any] | None:
        return None if event.ends_at is None else self._moment(event, event.ends_at, event.last_date)

    @staticmethod
    def _moment(event: EventPage, at: datetime.datetime, day: datetime.date | None) -> dict[str, Any]:
        local = at.astimezone(event.zone)
        offset = local.isoformat(timespec="seconds")[-6:]
        return {
            "local": local.replace(tzinfo=None).isoformat(timespec="seconds"),
            "utc": datetimes.format_instant(at),
            "offset": offset,
            "date": datetimes.format_date(day),
            "time": None if event.all_day else local.strftime("%H:%M"),
            "timezone": event.zone.key,
        }

    def _phase(self, event: EventPage) -> tuple[Phase, datetime.datetime | None]:
        depend_on_clock(self.at, event.starts_at, event.over_at)
        return event.phase(self.at)

    def get_phase(self, event: EventPage) -> str:
        return self._phase(event)[0].value

    def get_phase_changes_at(self, event: EventPage) -> str | None:
        return datetimes.format_instant(self._phase(event)[1])

    def get_venue(self, event: EventPage) -> dict[str, Any] | None:
        venue = {
            "name": event.venue_name,
            "room": event.venue_room,
            "street": event.venue_street,
            "locality": event.venue_locality,
            "region": event.venue_region,
            "postal_code": event.venue_postal_code,
            "country": str(event.venue_country),
            **_coordinates(event),
            "map_url": web_address(event.venue_map_url),
            "accessibility": event.venue_accessibility,
            "note": event.venue_note,
        }
        return venue if any(part not in ("", None) for part in venue.values()) else None

    def get_online(self, event: EventPage) -> dict[str, Any] | None:
        if event.attendance_mode == EventPage.AttendanceMode.IN_PERSON:
            return None
        online = {
            "url": web_address(event.online_url),
            "platform": event.online_platform,
            "note": event.online_note,
        }
        return online if any(online.values()) else None

    def get_accessibility(self, event: EventPage) -> dict[str, str]:
        stated = {feature: getattr(event, f"access_{feature}") for feature in ACCESS_FEATURES}
        return {feature: availability for feature, availability in stated.items() if availability}

    def collect_speakers(self, event: EventPage) -> None:
        speakers = self.child_relations.of(event, "speakers")
        self.want_participants("speakers", speakers, "bio")
        if self.shows_inside("speakers", "bio"):
            self.related_objects.want_rich_text(*(row.bio for row in confirmed(speakers)))

    def get_speakers(self, event: EventPage) -> list[dict[str, Any]]:
        return self.from_rows(event, "speakers", self._speaker, first=lambda row: row.role == EventSpeaker.Role.KEYNOTE)

    def _speaker(self, row: EventSpeaker) -> dict[str, Any] | None:
        participant = self.participant("speakers", row)
        if participant is None:
            return None
        person = representations.person_of(self.related_objects, row)
        bio = row.bio or (person.bio if person else "")
        return {
            **participant,
            "role": row.role,
            "affiliation": row.affiliation or representations.line_after_name(self.related_objects, person),
            "bio": self.related_objects.rich_text(bio) if self.shows_inside("speakers", "bio") else "",
            "talk_title": row.talk_title,
        }

    def collect_hosts(self, event: EventPage) -> None:
        self.want_participants("hosts", self.child_relations.of(event, "hosts"))

    def get_hosts(self, event: EventPage) -> list[dict[str, Any]]:
        return self.from_rows(event, "hosts", self._host)

    def _host(self, row: EventHost) -> dict[str, Any] | None:
        participant = self.participant("hosts", row)
        return participant and {**participant, "role": row.role}

    def collect_about(self, event: EventPage) -> None:
        if event.about_id:
            self.related_objects.want("abouts", event.about_id)
        else:
            self.related_objects.want_own_about()

    def get_about(self, event: EventPage) -> dict[str, Any] | None:
        chosen, related = event.about_id, self.related_objects
        about = related.abouts.get(chosen) if chosen else related.own_about(event.locale_id)
        return None if about is None else representations.about_representation(related, about)

    def get_rsvp(self, event: EventPage) -> dict[str, Any]:
        mode, modes = event.rsvp_mode, EventPage.RsvpMode
        # A contact is public only while it is the way to sign up, and until the event is over.
        reachable = self._phase(event)[0] is not Phase.PAST
        depend_on_clock(self.at, event.rsvp_opens_at, event.rsvp_deadline)
        is_contact = reachable and mode in (modes.EMAIL, modes.PHONE)
        return {
            "mode": mode,
            "url": web_address(event.rsvp_url) if mode == modes.URL else None,
            "email": email_address(event.rsvp_email) if reachable and mode == modes.EMAIL else "",
            "phone": phone_number(event.rsvp_phone) if reachable and mode == modes.PHONE else "",
            "contact_name": event.rsvp_contact_name if is_contact else "",
            "label": event.rsvp_label,
            "opens_at": datetimes.format_instant(event.rsvp_opens_at),
            "deadline": datetimes.format_instant(event.rsvp_deadline),
            "state": event.rsvp_state(self.at),
        }

    def get_price(self, event: EventPage) -> dict[str, Any] | None:
        if event.price is None and not event.price_note:
            return None
        return {
            "amount": None if event.price is None else f"{event.price:.2f}",
            "currency": None if event.price is None else event.price_currency or None,
            "note": event.price_note,
        }

    def get_calendar_url(self, event: EventPage) -> str | None:
        # A calendar cannot contain an event without a date.
        if event.pk is None or event.starts_at is None:
            return None
        return calendar_url(event.pk, self.related_objects.visibility.site)

    def collect_series(self, event: EventPage) -> None:
        self.related_objects.want("series", event.series_id)

    def get_series(self, event: EventPage) -> dict[str, Any] | None:
        short = representations.record_short(self.related_objects, "series", event.series_id)
        return short and {**short, "number": event.series_number, **self._dates.place(event)}

    def collect_json_ld(self, event: EventPage) -> None:
        super().collect_json_ld(event)
        self.collect_speakers(event)
        self.collect_hosts(event)
        self.collect_series(event)

    def subject(
        self, event: EventPage, url: str, seo: dict[str, Any], graph: Graph, own: SchemaNode | None
    ) -> SchemaNode:
        fields = {name: self.field_value(event, name) for name in EVENT_JSON_LD_FIELDS}
        return event_node(graph, url, fields, seo, self.get_locale(event), own)


def _coordinates(event: EventPage) -> dict[str, float | None]:
    """Return a place on the globe, or no place: one coordinate alone is none."""
    latitude, longitude = event.venue_latitude, event.venue_longitude
    on_globe = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    return {
        "latitude": float(latitude) if on_globe and latitude is not None else None,
        "longitude": float(longitude) if on_globe and longitude is not None else None,
    }


def _is_instant(text: str) -> bool:
    try:
        return parse_datetime(text) is not None
    except ValueError:
        return False
