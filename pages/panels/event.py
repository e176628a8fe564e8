"""The layout of the event form: what, when, where, people, RSVP and topics."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from pages.fields.accessibility import ACCESS_FEATURES
from pages.panels.base import MAIN_IMAGE_PANEL, TEXT_PANEL, TITLE_PANELS, TOPICS_PANEL

EVENT_PANELS: dict[str, list[Any]] = {
    "What": [
        MultiFieldPanel([*TITLE_PANELS, FieldPanel("intro"), MAIN_IMAGE_PANEL], heading="What it is"),
        TEXT_PANEL,
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading="Is it going ahead?"),
    ],
    "When": [
        HelpPanel(template="pages/panels/event_span.html"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
                FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_time")]),
                FieldPanel("time_zone"),
                FieldPanel("all_day"),
                FieldPanel("date_note", heading="Note on the date"),
            ],
            heading="Date and time",
        ),
        MultiFieldPanel(
            [
                HelpPanel("On the night when the clocks go back, one hour happens twice."),
                FieldRowPanel(
                    [
                        FieldPanel("start_occurrence", heading="Start: which of the two"),
                        FieldPanel("end_occurrence", heading="End: which of the two"),
                    ]
                ),
            ],
            heading="If the hour happens twice",
            classname="collapsed",
        ),
    ],
    "Where": [
        FieldPanel("attendance_mode"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("venue_name"), FieldPanel("venue_room")]),
                FieldPanel("venue_street"),
                FieldRowPanel([FieldPanel("venue_postal_code"), FieldPanel("venue_locality")]),
                FieldRowPanel([FieldPanel("venue_region"), FieldPanel("venue_country")]),
                FieldPanel("venue_note"),
                FieldPanel("venue_map_url"),
                FieldRowPanel([FieldPanel("venue_latitude"), FieldPanel("venue_longitude")]),
            ],
            heading="Place",
        ),
        MultiFieldPanel(
            [FieldPanel("online_url"), FieldPanel("online_platform"), FieldPanel("online_note")], heading="Online"
        ),
        MultiFieldPanel(
            [
                HelpPanel("Leave a field empty if you do not know: “unknown” is not shown as “no”."),
                *(
                    FieldRowPanel([FieldPanel(f"access_{feature}") for feature in ACCESS_FEATURES[start : start + 2]])
                    for start in range(0, 8, 2)
                ),
                FieldPanel("venue_accessibility"),
            ],
            heading="Accessibility",
        ),
    ],
    "People": [
        InlinePanel("speakers", heading="Speakers", label="Speaker"),
        InlinePanel("hosts", heading="Hosts", label="Host"),
        FieldPanel("about"),
    ],
    "RSVP": [
        FieldPanel("rsvp_mode"),
        MultiFieldPanel(
            [
                HelpPanel("If you choose e-mail or phone, that contact is public until the event is over."),
                FieldPanel("rsvp_url"),
                FieldRowPanel([FieldPanel("rsvp_email"), FieldPanel("rsvp_phone")]),
                FieldRowPanel([FieldPanel("rsvp_contact_name"), FieldPanel("rsvp_label")]),
            ],
            heading="Where to sign up",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("rsvp_opens_on"), FieldPanel("rsvp_opens_time")]),
                FieldRowPanel([FieldPanel("rsvp_deadline_on"), FieldPanel("rsvp_deadline_time")]),
                FieldPanel("rsvp_full"),
            ],
            heading="When people can sign up",
        ),
    ],
    "Topics": [
        FieldPanel("summary"),
        TOPICS_PANEL,
        FieldPanel("tags"),
        InlinePanel("related_pages", heading="Related pages", label="Page"),
    ],
}
