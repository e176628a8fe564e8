"""Wagtail hooks of accounts: labels of the audit log, and pages in the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from accounts.audit_log.signal_handlers import ADDED, REMOVED
from accounts.audit_log.views import AuditLogMenuItem, AuditLogView
from accounts.off_boarding.leaving import OFF_BOARDED
from accounts.off_boarding.views import may_off_board, off_board_user
from accounts.sessions.views import SessionsView


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the labels of our entries in the history of an account."""
    actions.register_action("accounts.second_factor.reset", "Reset second factor", "Removed all second factors")
    actions.register_action(ADDED, "Add second factor", "Added a second factor")
    actions.register_action(REMOVED, "Remove second factor", "Removed a second factor")
    actions.register_action(OFF_BOARDED, "Off-board", "Deactivated, and ended all that the account had opened")


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern]:
    """Return the URL patterns of the pages of accounts."""
    return [
        path("account/sessions/", SessionsView.as_view(), name="accounts_sessions"),
        path("reports/audit-log/", AuditLogView.as_view(), name="accounts_audit_log"),
        path("users/<int:user_id>/off-board/", off_board_user, name="accounts_off_board"),
    ]


@hooks.register("register_account_menu_item")
def second_factors(request: HttpRequest) -> dict[str, str]:
    """Return the entry of the account page that leads to the second factors."""
    return {
        "url": reverse("mfa_index"),
        "label": "Passkeys and codes",
        "help_text": "Sign in with your fingerprint, your face or a security key, or with the code of an app.",
    }


@hooks.register("register_account_menu_item")
def sessions(request: HttpRequest) -> dict[str, str]:
    """Return the entry of the account page that leads to the sessions."""
    return {
        "url": reverse("accounts_sessions"),
        "label": "Where you are signed in",
        "help_text": "See the browsers and previews that are open with your account, and end them.",
    }


@hooks.register("register_user_listing_buttons")
def off_board_button(user: Any, request_user: Any) -> Iterator[Button]:
    """Yield the button that off-boards an active user."""
    if user.is_active and may_off_board(request_user, user):
        url = reverse("accounts_off_board", args=[user.pk])
        yield Button("Off-board", url, icon_name="cross", priority=30)


@hooks.register("register_reports_menu_item")
def audit_log_menu_item() -> AuditLogMenuItem:
    """Return the menu item of the audit log."""
    return AuditLogMenuItem("Audit log", reverse("accounts_audit_log"), icon_name="history", order=20)
