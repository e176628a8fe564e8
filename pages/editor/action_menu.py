"""The buttons at the foot of the page editor."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, WorkflowMenuItem


def leave_one_way_to_publish(items: list[ActionMenuItem], context: dict[str, Any]) -> None:
    """Remove “Publish” from the menu of a page in moderation that the user can approve, at whatever step.

    Beside “Approve”, it would cancel the moderation instead of taking part in it.
    """
    page = context.get("page")
    state = page.current_workflow_state if page is not None else None
    if state is not None and _can_approve(items):
        items[:] = [item for item in items if not isinstance(item, PublishMenuItem)]


def _can_approve(items: Sequence[ActionMenuItem]) -> bool:
    return any(isinstance(item, WorkflowMenuItem) and item.name == "approve" for item in items)
