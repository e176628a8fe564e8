"""The panels that the forms of all page types share."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.models import Page

from pages.fields.schedule import SchedulePanel

MAIN_IMAGE_PANEL = FieldPanel("feature_image", heading="Main image")
TEXT_PANEL = FieldPanel("body", heading="Text")
TOPICS_PANEL = FieldPanel("topics", widget=CheckboxSelectMultiple)

TITLE_PANELS: list[Any] = [TitleFieldPanel("title"), FieldPanel("subtitle")]

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


def tabs(panels: dict[str, list[Any]]) -> TabbedInterface:
    """Return the tabs of a form from a mapping of headings to panels, followed by “Promote” and “Settings”."""
    return TabbedInterface(
        [
            *(ObjectList(children, heading=heading) for heading, children in panels.items()),
            ObjectList(PROMOTE_PANELS, heading="Promote"),
            ObjectList(SETTINGS_PANELS, heading="Settings"),
        ]
    )
