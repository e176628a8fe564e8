"""The hook of Wagtail's preview panel into the frontend."""

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from wagtail_headless_preview.models import HeadlessMixin

from pages.previews.drafts import draft_content
from pages.previews.sessions import open_session
from pages.visibility.paths import SitePaths

#: The ways in which a frontend can show a page, with what editors call them.
PAGE_MODES = [("", "Page"), ("card", "Card in a list"), ("search", "Search result"), ("social", "Shared link")]


class FrontendPreviewMixin(HeadlessMixin):
    """Opens previews of a page, and the page itself, on the frontend of its site."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The ways in which the page can be previewed, as Wagtail's panel lists them."""
        return PAGE_MODES

    @property
    def frontend_url(self) -> str:
        """The frontend of the site that holds the page, without a final slash."""
        root = SitePaths().root_of(self)
        return root.root_url if root else settings.FRONTEND_URL.rstrip("/")

    @property
    def frontend_preview_url(self) -> str:
        """The address on the frontend that shows drafts, given what opens one."""
        return f"{self.frontend_url}{settings.PREVIEW_PATH}"

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Return the address of the page on its frontend, never a path: relative to the CMS it would be a detour."""
        url: str | None = self.get_full_url(request)
        return url

    url = property(get_url)

    def get_client_root_url(self, request: HttpRequest) -> str:
        """Return where previews and the page itself open; never at the request's host."""
        return self.frontend_url

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponse:
        """Store the draft, and redirect to the frontend's preview route with the token that opens it."""
        query = {
            "content_type": self.get_content_type_str(),
            "token": open_session(self, request.user, self._editing(request)),  # type: ignore[arg-type]
            # Wagtail passes both on the request it makes for the preview, and a frontend may want to know them.
            "mode": preview_mode,
            "in_preview_panel": str(bool(getattr(request, "in_preview_panel", False))).lower(),
        }
        response = redirect(f"{self.frontend_preview_url}?{urlencode(query)}")
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    def _editing(self: Any, request: HttpRequest) -> str:
        """Return what names the session of editing that the preview belongs to.

        What is typed into the form is one preview. A stored version that somebody looks at is another, which typing
        must not change.
        """
        session = request.session.session_key or ""
        if getattr(request, "is_editing", False):
            return session
        return f"{session} {hashlib.sha256(draft_content(self).encode()).hexdigest()}"
