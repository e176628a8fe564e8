"""The event page: when and where it takes place, its speakers and hosts, and how to take part."""

import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django_countries.fields import CountryField
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.search import index

from pages.fields.phone_numbers import LONGEST_PHONE_NUMBER, phone_number
from pages.fields.rich_text_features import SHORT_TEXT
from pages.fields.texts import Text
from pages.fields.validators import (
    COUNT,
    LATITUDE,
    LONGEST_ADDRESS,
    LONGITUDE,
    SENSIBLE_DATE,
    currency_code,
    web_address,
)
from pages.fields.wall_clock import (
    Phase,
    known_time_zones,
    midnight,
    midnight_after,
    phase_at,
    time_zone_choices,
    to_utc,
    validate_time_zone,
    zone_named,
)
from pages.fields.written_dates import span_in_words
from pages.models.base import BODY_TEXT, HEADER_TEXTS, BasePage
from pages.panels.base import tabs
from pages.panels.event import EVENT_PANELS, TOPIC_PANELS
from pages.publishing.event_rules import place_errors, price_errors, rsvp_errors, time_errors
from pages.publishing.forms import EventForm
from pages.publishing.rules import PublishError, PublishWarning, participant_errors
from pages.publishing.warnings import event_warnings
from pages.sites.site_settings import default_time_zone


def default_currency() -> str:
    """Return the currency of this installation, in which the prices of new events are."""
    return settings.CURRENCY


class Occurrence(models.TextChoices):
    """Which of the two occurrences of a local time is meant when the clocks go back."""

    FIRST = "first", "The first time (before the clocks go back)"
    SECOND = "second", "The second time (after the clocks go back)"


class EventPageTag(TaggedItemBase):
    """A tag on an event."""

    content_object = ParentalKey("pages.EventPage", on_delete=models.CASCADE, related_name="tagged_items")


class EventPage(BasePage):
    """An event. Date, time and zone are stored as announced; the UTC instants are derived from them."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "As planned"
        POSTPONED = "postponed", "Postponed, no new date yet"
        RESCHEDULED = "rescheduled", "Moved to another date"
        MOVED_ONLINE = "moved_online", "Moved online"
        CANCELLED = "cancelled", "Canceled"

    class AttendanceMode(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        ONLINE = "online", "Online"
        HYBRID = "hybrid", "In person and online"

    class RsvpMode(models.TextChoices):
        NONE = "none", "Not needed"
        URL = "url", "On a web page"
        EMAIL = "email", "By e-mail"
        PHONE = "phone", "By phone"
        WALK_IN = "walk_in", "Just come"
        INVITE_ONLY = "invite_only", "By invitation only"

    class Availability(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        ON_REQUEST = "on_request", "On request"

    #: The fields that are not copied to a copy of an event.
    SCHEDULE_FIELDS: ClassVar[tuple[str, ...]] = (
        *("start_date", "start_time", "start_occurrence", "end_date", "end_time", "end_occurrence", "date_note"),
        *("starts_at", "ends_at", "over_at", "status", "status_note", "previous_starts", "sequence"),
        *("rsvp_opens_on", "rsvp_opens_time", "rsvp_deadline_on", "rsvp_deadline_time"),
        *("rsvp_opens_at", "rsvp_deadline", "rsvp_full"),
        *("series_number", "given_by_series"),
    )
    #: The fields of which a change must be announced to everybody who knows about the event: time, place and status.
    ANNOUNCED_FIELDS: ClassVar[tuple[str, ...]] = (
        *("starts_at", "ends_at", "time_zone", "all_day", "status", "attendance_mode"),
        *("venue_name", "venue_room", "venue_street", "venue_locality", "venue_region", "venue_postal_code"),
        *("venue_country", "venue_latitude", "venue_longitude", "online_url"),
    )

    series = models.ForeignKey(
        "pages.EventSeries",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        help_text="What this event is a date of: a weekly meeting, a lecture series, a tour.",
    )
    series_number = models.PositiveIntegerField(
        "number in the series",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Enter 1 or more."), *COUNT[1:]],
        help_text="Which one it is. It stays when another date is canceled or deleted.",
    )
    #: The shared values as all dates of the series were given them last: a value that differs was changed here alone.
    given_by_series = models.JSONField(null=True, blank=True, editable=False)

    intro = RichTextField("opening", blank=True, features=SHORT_TEXT)

    start_date = models.DateField(null=True, blank=True, db_index=True, validators=SENSIBLE_DATE)
    start_time = models.TimeField(null=True, blank=True)
    start_occurrence = models.CharField("which of the two", max_length=8, choices=Occurrence.choices, blank=True)
    end_date = models.DateField(
        null=True,
        blank=True,
        validators=SENSIBLE_DATE,
        help_text="Leave empty if it ends on the day it starts.",
    )
    end_time = models.TimeField(null=True, blank=True, help_text="Leave empty if you do not know yet.")
    end_occurrence = models.CharField("which of the two", max_length=8, choices=Occurrence.choices, blank=True)
    time_zone = models.CharField(
        max_length=64, choices=time_zone_choices, default=default_time_zone, validators=[validate_time_zone]
    )
    all_day = models.BooleanField(default=False, help_text="Tick this if the event has dates but no times.")
    date_note = models.CharField(
        max_length=255, blank=True, help_text="In words, if there is no date yet: “Autumn, date to be announced”."
    )
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.SCHEDULED, db_index=True)
    status_note = models.CharField(
        max_length=500, blank=True, help_text="What visitors should know about the change, in a sentence."
    )
    previous_starts = models.JSONField(default=list, blank=True, editable=False)
    #: The number of changes to the announced fields (RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    starts_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    over_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)

    attendance_mode = models.CharField(
        "how to attend",
        max_length=16,
        choices=AttendanceMode.choices,
        default=AttendanceMode.IN_PERSON,
        db_index=True,
    )
    venue_name = models.CharField("name", max_length=255, blank=True)
    venue_room = models.CharField("room", max_length=255, blank=True)
    venue_street = models.CharField("street and number", max_length=255, blank=True)
    venue_locality = models.CharField("town", max_length=255, blank=True)
    venue_region = models.CharField("state or region", max_length=255, blank=True)
    venue_postal_code = models.CharField("postal code", max_length=32, blank=True)
    venue_country = CountryField("country", blank=True)
    venue_latitude = models.DecimalField(
        "latitude", max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    venue_longitude = models.DecimalField(
        "longitude", max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    venue_map_url = models.URLField(
        "map", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address], help_text="The address of a map."
    )
    venue_accessibility = models.TextField(
        "access in words", blank=True, help_text="Entrances, elevators, parking, whom to ask."
    )
    venue_note = models.CharField(
        "note on the place",
        max_length=500,
        blank=True,
        help_text="For example: “The address is sent after you sign up.”",
    )
    online_url = models.URLField("address to join", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])
    online_platform = models.CharField("platform", max_length=100, blank=True)
    online_note = models.CharField(
        "note on joining", max_length=500, blank=True, help_text="For example: “The link is sent on the day before.”"
    )
    access_step_free = models.CharField("step-free access", max_length=16, choices=Availability.choices, blank=True)
    access_accessible_toilets = models.CharField(
        "accessible toilets", max_length=16, choices=Availability.choices, blank=True
    )
    access_hearing_loop = models.CharField("hearing loop", max_length=16, choices=Availability.choices, blank=True)
    access_live_captions = models.CharField("live captions", max_length=16, choices=Availability.choices, blank=True)
    access_sign_language = models.CharField("sign language", max_length=16, choices=Availability.choices, blank=True)
    access_interpretation = models.CharField("interpretation", max_length=16, choices=Availability.choices, blank=True)
    access_quiet_room = models.CharField("quiet room", max_length=16, choices=Availability.choices, blank=True)
    access_childcare = models.CharField("childcare", max_length=16, choices=Availability.choices, blank=True)

    about = models.ForeignKey(
        "pages.OrganizationAbout",
        verbose_name="about the organization",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The page whose description appears below the event. Leave empty to use ours.",
    )

    rsvp_mode = models.CharField("how to sign up", max_length=16, choices=RsvpMode.choices, default=RsvpMode.NONE)
    rsvp_url = models.URLField("web page", max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])
    rsvp_email = models.EmailField(
        "e-mail address", blank=True, help_text="Public until the event is over, if you choose “By e-mail”."
    )
    rsvp_phone = models.CharField(
        "phone number",
        max_length=LONGEST_PHONE_NUMBER,
        blank=True,
        validators=[phone_number],
        help_text="Public until the event is over, if you choose “By phone”.",
    )
    rsvp_contact_name = models.CharField("name of the contact", max_length=255, blank=True)
    rsvp_label = models.CharField(
        "text of the button", max_length=100, blank=True, help_text="Leave empty to use the site's usual text."
    )
    rsvp_opens_on = models.DateField("opens on", null=True, blank=True, validators=SENSIBLE_DATE)
    rsvp_opens_time = models.TimeField("at", null=True, blank=True)
    rsvp_deadline_on = models.DateField("closes on", null=True, blank=True, validators=SENSIBLE_DATE)
    rsvp_deadline_time = models.TimeField(
        "at", null=True, blank=True, help_text="Leave empty to close sign-up at the end of that day."
    )
    rsvp_opens_at = models.DateTimeField(null=True, blank=True, editable=False)
    rsvp_deadline = models.DateTimeField(null=True, blank=True, editable=False)
    rsvp_full = models.BooleanField("fully booked", default=False)

    price = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "A price cannot be negative.")],
        help_text="0 if it is free. Leave empty to say nothing.",
    )
    price_currency = models.CharField(
        "currency", max_length=3, blank=True, default=default_currency, validators=[currency_code]
    )
    price_note = models.CharField(
        "note on the price",
        max_length=500,
        blank=True,
        help_text="For example: “Free for members.” or “Scholarships are available.”",
    )

    topics = ParentalManyToManyField("pages.Topic", blank=True, related_name="events")
    tags = ClusterTaggableManager(through=EventPageTag, blank=True)

    texts = (
        *HEADER_TEXTS,
        Text("intro", running=True),
        BODY_TEXT,
        *(
            Text(name)
            for name in ("date_note", "status_note", "venue_name", "venue_room", "venue_locality", "price_note")
        ),
    )
    kicker = "Event"
    listing_date_field = "start_date"
    listing_status_field = "status"
    pictured_in_results = True
    base_form_class = EventForm
    parent_page_types = ["pages.SectionPage", "pages.HomePage"]
    subpage_types: list[str] = []
    page_description = "A briefing, a conference, a rally, a webinar."
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, *SCHEDULE_FIELDS]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    edit_handler = tabs(EVENT_PANELS, promote="Topics & promote", before_promote=TOPIC_PANELS)

    class Meta:
        verbose_name = "event"

    @property
    def zone(self) -> ZoneInfo:
        """The event's time zone."""
        return zone_named(self.time_zone)

    @property
    def last_date(self) -> datetime.date | None:
        """The last known day of the event, in its time zone."""
        return self.end_date or self.start_date

    @property
    def has_end(self) -> bool:
        """Whether the end is known: an end time or, for an all-day event, the last day."""
        return self.last_date is not None and (self.all_day or self.end_time is not None)

    @property
    def when_in_words(self) -> str:
        """When the event takes place: “Friday, June 16, 2017, 1:00–2:00 pm EDT”; empty without a date."""
        last = self.last_date
        if self.start_date is None or last is None:
            return ""
        self.derive_instants()
        start, end = (moment and moment.astimezone(self.zone) for moment in (self.starts_at, self.ends_at))
        return span_in_words(self.start_date, last, start, end, all_day=self.all_day)

    def derive(self) -> None:
        super().derive()
        self.price_currency = self.price_currency.upper()
        self.derive_instants()

    def derive_instants(self) -> None:
        """Compute the UTC instants from dates, times and zone. An instant that is not known yet is ``None``."""
        self.starts_at = self.ends_at = self.over_at = self.rsvp_opens_at = self.rsvp_deadline = None
        if self.time_zone in known_time_zones():
            self._derive_start_and_end()
            self._derive_rsvp()

    def _derive_start_and_end(self) -> None:
        zone, start, last = self.zone, self.start_date, self.last_date
        if start is not None:
            if self.all_day:
                self.starts_at = midnight(start, zone)
            elif self.start_time is not None:
                self.starts_at = self._instant(start, self.start_time, self.start_occurrence)
        if last is not None and self.starts_at is not None:
            self.over_at = midnight_after(last, zone)
            if self.all_day:
                self.ends_at = self.over_at
            elif self.end_time is not None:
                self.ends_at = self.over_at = self._instant(last, self.end_time, self.end_occurrence)

    def _derive_rsvp(self) -> None:
        if self.rsvp_opens_on is not None:
            self.rsvp_opens_at = self._instant(self.rsvp_opens_on, self.rsvp_opens_time or datetime.time())
        if self.rsvp_deadline_on is not None:
            self.rsvp_deadline = (
                self._instant(self.rsvp_deadline_on, self.rsvp_deadline_time)
                if self.rsvp_deadline_time
                else midnight_after(self.rsvp_deadline_on, self.zone)
            )

    def _instant(self, day: datetime.date, time: datetime.time, occurrence: str = "") -> datetime.datetime:
        local = datetime.datetime.combine(day, time)
        return to_utc(local, self.zone, second_occurrence=occurrence == Occurrence.SECOND)

    def phase(self, at: datetime.datetime) -> tuple[Phase, datetime.datetime | None]:
        """Return the phase at the instant ``at``, and the instant of the next change or ``None``."""
        if self.status == self.Status.POSTPONED:
            return Phase.UNSCHEDULED, None
        return phase_at(self.starts_at, self.over_at, at)

    def rsvp_state(self, at: datetime.datetime) -> str:
        """Return the sign-up state at the instant ``at``: the first of the checked states that applies."""
        closes = [moment for moment in (self.rsvp_deadline, self.starts_at) if moment is not None]
        if self.status == self.Status.CANCELLED:
            return "cancelled"
        if self.rsvp_mode in (self.RsvpMode.NONE, self.RsvpMode.WALK_IN):
            return "not_required"
        if any(at >= moment for moment in closes):
            return "closed"
        if self.rsvp_full:
            return "full"
        return "not_open" if self.rsvp_opens_at is not None and at < self.rsvp_opens_at else "open"

    def with_content_json(self, content: dict[str, Any]) -> "EventPage":
        """Return the event with the content of a revision, but what is recorded beside the versions as it is now."""
        event: EventPage = super().with_content_json(content)
        event.previous_starts, event.sequence = self.previous_starts, self.sequence
        event.given_by_series = self.given_by_series
        return event

    def save(self, *arguments: Any, **options: Any) -> None:
        if options.get("update_fields") is None:
            self.derive_instants()
            if self.pk and self.live:
                self._compare_with_announced()
        super().save(*arguments, **options)

    def _compare_with_announced(self) -> None:
        """Record changes to the announced fields of an event that is, or was once, public."""
        published = EventPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
        announced = published.values("live", "sequence", *self.ANNOUNCED_FIELDS).first()
        if announced is None:
            return
        fields = [self._meta.get_field(name) for name in self.ANNOUNCED_FIELDS]
        if any(
            field.get_prep_value(getattr(self, field.name)) != field.get_prep_value(announced[field.name])
            for field in fields
        ):
            self.sequence = announced["sequence"] + 1
        if announced["live"]:
            self._remember_previous_start(announced)

    def _remember_previous_start(self, announced: dict[str, Any]) -> None:
        """Record the announced start if the live event is being rescheduled to another start."""
        rescheduled = self.Status.RESCHEDULED
        if self.status != rescheduled or announced["status"] == rescheduled:
            return
        if announced["starts_at"] not in (None, self.starts_at):
            start = announced["starts_at"].astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
            self.previous_starts = [*self.previous_starts, start]

    def copy_all_child_relations(self, target: "EventPage", *arguments: Any, **options: Any) -> Any:
        """Copy the rows to ``target``. In a copy that is a new event, no participant is confirmed yet."""
        if target.alias_of_id is None and target.translation_key == self.translation_key:
            # A translation is the same event, so it keeps the schedule, which other copies do not.
            for field in self.SCHEDULE_FIELDS:
                setattr(target, field, getattr(self, field))
        copied = super().copy_all_child_relations(target, *arguments, **options)
        if target.alias_of_id is None and target.translation_key != self.translation_key:
            target.is_new_copy = True
            _unconfirm(target)
        return copied

    def get_latest_revision_as_object(self) -> "EventPage":
        """Return the latest draft; for a page that was just copied, with no participant confirmed."""
        latest: EventPage = super().get_latest_revision_as_object()
        if getattr(self, "is_new_copy", False):
            _unconfirm(latest)
        return latest

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The preview modes of an event: those of any page, and the calendar entry."""
        return [*super().preview_modes, ("calendar", "Calendar entry")]

    def publish_errors(self) -> list[PublishError]:
        return [
            *super().publish_errors(),
            *time_errors(self),
            *place_errors(self),
            *rsvp_errors(self),
            *price_errors(self),
            *participant_errors("speakers", self.speakers.all(), "role"),
            *participant_errors("hosts", self.hosts.all(), "role"),
        ]

    def publish_warnings(self) -> list[PublishWarning]:
        return [*super().publish_warnings(), *event_warnings(self)]


def _unconfirm(event: EventPage) -> None:
    for relation in (event.speakers, event.hosts):
        rows = list(relation.all())
        for row in rows:
            row.confirmed = False
        relation.set(rows)
