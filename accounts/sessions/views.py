"""The page on which somebody sees where they are signed in, and ends it."""

from typing import Any
from uuid import UUID

from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.models import Page

from accounts.adapters.account import UNKNOWN_ADDRESS
from accounts.sessions.browsers import browser_name
from pages.editor.admin_page import AdminPageView
from pages.previews.preview_session import PreviewSession
from pages.previews.sessions import end_sessions


class SessionsView(AdminPageView):
    """The user's sessions in browsers and their open previews; ``POST`` ends one, or all others."""

    template_name = "accounts/sessions.html"
    page_title = "Where you are signed in"
    header_icon = "user"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        sessions = UserSession.objects.purge_and_list(self.request.user)
        sessions.sort(key=lambda session: (not session.is_current(), -session.last_seen_at.timestamp()))
        for session in sessions:
            session.browser = browser_name(session.user_agent)
            session.address = "" if session.ip == UNKNOWN_ADDRESS else session.ip
        return {**super().get_context_data(**context), "sessions": sessions, "previews": self._previews()}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """End what the form names. What has ended by itself meanwhile is no error."""
        if "others" in request.POST:
            end_other_sessions(request, request.user)
            end_sessions(self._open_previews(), PreviewSession.Reason.EXPIRED)
            messages.success(request, "You are signed out everywhere else, and your previews have ended.")
        elif (key := request.POST.get("session", "")).isdecimal():
            for session in UserSession.objects.filter(user=request.user.pk, pk=int(key[:18])):
                if not session.is_current():
                    session.end()
            messages.success(request, "The session has ended.")
        elif preview := _uuid(request.POST.get("preview", "")):
            end_sessions(self._open_previews().filter(pk=preview), PreviewSession.Reason.EXPIRED)
            messages.success(request, "The preview has ended.")
        return redirect("accounts_sessions")

    def _open_previews(self) -> QuerySet[PreviewSession]:
        return PreviewSession.objects.filter(user=self.request.user.pk, reason="")

    def _previews(self) -> list[tuple[PreviewSession, str]]:
        """Return the open previews, the last one used first, with the titles of their pages."""
        now = timezone.now()
        previews = [row for row in self._open_previews().order_by("-last_used_at") if row.expires_at > now]
        titles = dict(Page.objects.filter(pk__in=[row.page_id for row in previews]).values_list("pk", "draft_title"))
        return [(row, titles.get(row.page_id, "A page that was never saved")) for row in previews]


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
