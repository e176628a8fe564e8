"""The layout of the event form: what, when and where, people, RSVP and topics."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from pages.fields.accessibility import ACCESS_FEATURES
from pages.panels.base import MAIN_IMAGE_PANEL, TEXT_PANEL, TITLE_PANELS, TOPICS_PANEL, shown_for

AT_A_PLACE = shown_for(attendance_mode=("in_person", "hybrid"))
ONLINE = shown_for(attendance_mode=("online", "hybrid"))

WHEN_PANELS: list[Any] = [
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
        [FieldRowPanel([FieldPanel("series"), FieldPanel("series_number")])],
        heading="Series",
        classname="collapsed",
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
]

WHERE_PANELS: list[Any] = [
    FieldPanel("attendance_mode"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("venue_name"), FieldPanel("venue_room")]),
            FieldPanel("venue_street"),
            FieldRowPanel([FieldPanel("venue_postal_code"), FieldPanel("venue_locality")]),
            FieldRowPanel([FieldPanel("venue_region"), FieldPanel("venue_country")]),
            FieldPanel("venue_note"),
        ],
        heading="Place",
        attrs=AT_A_PLACE,
    ),
    MultiFieldPanel(
        [
            FieldPanel("venue_map_url"),
            FieldRowPanel([FieldPanel("venue_latitude"), FieldPanel("venue_longitude")]),
        ],
        heading="On the map",
        classname="collapsed",
        attrs=AT_A_PLACE,
    ),
    MultiFieldPanel(
        [FieldPanel("online_url"), FieldPanel("online_platform"), FieldPanel("online_note")],
        heading="Online",
        attrs=ONLINE,
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
        classname="collapsed",
    ),
]

RSVP_PANELS: list[Any] = [
    FieldPanel("rsvp_mode"),
    FieldPanel("rsvp_url", attrs=shown_for(rsvp_mode=("url",))),
    MultiFieldPanel(
        [
            HelpPanel("This contact is public until the event is over."),
            FieldPanel("rsvp_email", attrs=shown_for(rsvp_mode=("email",))),
            FieldPanel("rsvp_phone", attrs=shown_for(rsvp_mode=("phone",))),
            FieldPanel("rsvp_contact_name"),
        ],
        heading="Whom to contact",
        attrs=shown_for(rsvp_mode=("email", "phone")),
    ),
    FieldPanel("rsvp_label", attrs=shown_for(rsvp_mode=("url", "email", "phone"))),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("rsvp_opens_on"), FieldPanel("rsvp_opens_time")]),
            FieldRowPanel([FieldPanel("rsvp_deadline_on"), FieldPanel("rsvp_deadline_time")]),
            FieldPanel("rsvp_full"),
        ],
        heading="When people can sign up",
        attrs=shown_for(rsvp_mode=("url", "email", "phone", "invite_only")),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("price"), FieldPanel("price_currency")]), FieldPanel("price_note")],
        heading="What it costs",
    ),
]

EVENT_PANELS: dict[str, list[Any]] = {
    "What": [
        MultiFieldPanel([*TITLE_PANELS, FieldPanel("intro"), MAIN_IMAGE_PANEL], heading="What it is"),
        TEXT_PANEL,
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading="Is it going ahead?"),
    ],
    "When and where": [*WHEN_PANELS, *WHERE_PANELS],
    "People": [
        InlinePanel("speakers", heading="Speakers", label="Speaker"),
        InlinePanel("hosts", heading="Hosts", label="Host"),
        FieldPanel("about"),
    ],
    "RSVP": RSVP_PANELS,
}

#: What is shown at the top of the last tab.
TOPIC_PANELS: list[Any] = [
    FieldPanel("summary"),
    TOPICS_PANEL,
    FieldPanel("tags"),
    InlinePanel("related_pages", heading="Related pages", label="Page"),
]
