"""The panel in which editors schedule when content is published and when it expires."""

from typing import Any

from wagtail.admin.panels import FieldPanel, PublishingPanel

from pages.fields.date_inputs import TypedInstantInput

#: Wagtail's dialog takes back what was typed if it is closed without saving.
_RESET = {
    "data-controller": "w-action",
    "data-action": "w-dialog:hidden->w-action#reset",
    "data-w-dialog-target": "notify",
}


class SchedulePanel(PublishingPanel):
    """Wagtail's panel for scheduled publishing, with our inputs for dates and times."""

    def __init__(self, **options: Any) -> None:
        fields = ("go_live_at", "expire_at")
        options.setdefault("children", [FieldPanel(name, widget=TypedInstantInput(dict(_RESET))) for name in fields])
        super().__init__(**options)
