"""The notice on the dashboard that changes in followed calendars wait."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from arrivals.editor.access import changes_for


class ChangesPanel(Component):
    """How many changes wait, for those who may edit the events. Without any, it takes one query and no space."""

    name = "calendar_changes"
    template_name = "arrivals/changes_panel.html"
    order = 225

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": changes_for(parent_context["request"].user).count()}
