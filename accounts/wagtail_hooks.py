"""Wagtail hooks of accounts: labels of the audit log, and pages in the admin."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the labels of our entries in the history of an account."""
    actions.register_action("accounts.second_factor.reset", "Reset second factor", "Removed all second factors")


@hooks.register("register_account_menu_item")
def second_factors(request: HttpRequest) -> dict[str, str]:
    """Return the entry of the account page that leads to the second factors."""
    return {
        "url": reverse("mfa_index"),
        "label": "Passkeys and codes",
        "help_text": "Sign in with your fingerprint, your face or a security key, or with the code of an app.",
    }
