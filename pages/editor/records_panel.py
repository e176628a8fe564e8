"""The panel of the dashboard with the records that pages awaiting approval show and that are not public."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from pages.models.base import BasePage
from pages.publishing.consent import may_publish
from pages.publishing.record_rules import HiddenRecord, hidden_records


class RecordsToPublishPanel(Component):
    """The records that are to be published with the pages that await the user's approval."""

    name = "records_to_publish"
    template_name = "pages/home/records_to_publish.html"
    order = 225

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        rows = [(page, hidden) for page, hidden in _hidden(user) if may_publish(user, type(hidden.record))]
        return {"rows": rows}


def _hidden(user: Any) -> Iterator[tuple[BasePage, HiddenRecord]]:
    for state in TaskState.objects.reviewable_by(user).select_related("revision").order_by("started_at"):
        page = state.revision.as_object() if state.revision else None
        if isinstance(page, BasePage):
            by_key = {hidden.key: hidden for hidden in hidden_records(page)}
            yield from ((page, hidden) for hidden in by_key.values())
