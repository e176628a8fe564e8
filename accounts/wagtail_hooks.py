"""Wagtail hooks of accounts: labels of the audit log, and pages in the admin."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the labels of our entries in the history of an account."""
    actions.register_action("accounts.second_factor.reset", "Reset second factor", "Removed all second factors")
