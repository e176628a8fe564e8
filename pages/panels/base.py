"""The panels that the forms of all page types share."""

import json
from collections.abc import Sequence
from typing import Any

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.models import Page

from pages.fields.schedule import SchedulePanel

MAIN_IMAGE_PANEL = FieldPanel("feature_image", heading="Main image")
TEXT_PANEL = FieldPanel("body", heading="Text")
TOPICS_PANEL = FieldPanel("topics", widget=CheckboxSelectMultiple)

TITLE_PANELS: list[Any] = [TitleFieldPanel("title"), FieldPanel("kicker_text"), FieldPanel("subtitle")]

PROMOTE_PANELS: list[Any] = [
    # Not “Show in menus”: editors arrange the menus themselves, under Settings.
    MultiFieldPanel([FieldPanel("slug", heading="Last part of the address")], heading="On this site"),
    MultiFieldPanel(
        [
            FieldPanel("seo_title", heading="Title for search engines"),
            FieldPanel("search_description", heading="Description for search engines"),
            FieldPanel("social_image"),
            FieldPanel("canonical_url"),
            FieldPanel("noindex"),
        ],
        heading="Search engines and sharing",
    ),
]

#: Wagtail's panels, of which the first is that for scheduled publishing.
SETTINGS_PANELS: list[Any] = [SchedulePanel(), *Page.settings_panels[1:]]


def shown_for(**choices: Sequence[str]) -> dict[str, str]:
    """Return the attributes of a panel that is shown only while a field of the same tab has one of these values.

    What its fields hold is kept while they are out of the way, and an error always shows them.
    """
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps(choices)}


def tabs(
    panels: dict[str, list[Any]], *, promote: str = "Promote", before_promote: Sequence[Any] = ()
) -> TabbedInterface:
    """Return the tabs of a form from a mapping of headings to panels, followed by “Promote” and “Settings”.

    ``promote`` is the heading of the tab for search engines, and ``before_promote`` are further panels at its top.
    """
    choices = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}
    return TabbedInterface(
        [
            *(ObjectList(children, heading=heading, attrs=choices) for heading, children in panels.items()),
            ObjectList([*before_promote, *PROMOTE_PANELS], heading=promote),
            ObjectList(SETTINGS_PANELS, heading="Settings"),
        ]
    )
