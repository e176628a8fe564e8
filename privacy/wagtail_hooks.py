"""Wagtail hooks that add consents, and the entry of an erasure, to the admin."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from privacy.editor.consents import ConsentViewSet
from privacy.rewriting.content import ERASED


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the label of our entries in the history of a page or record."""
    actions.register_action(ERASED, "Erase a person", "Took a person out, as they have the right to")


@hooks.register("register_admin_viewset")
def consents() -> ConsentViewSet:
    """Return the list of consents."""
    return ConsentViewSet("consents")
