"""The mixin that connects Wagtail's preview panel with the frontend."""

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

#: The preview modes that a frontend can show, with their labels.
PAGE_MODES = [("", "Page"), ("card", "Card in a list"), ("search", "Search result"), ("social", "Shared link")]


class FrontendPreviewMixin(HeadlessMixin):
    """A page mixin that opens the page and its previews on the frontend of its site."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The preview modes of the page, in the order in which Wagtail's panel lists them."""
        return PAGE_MODES

    @property
    def frontend_url(self) -> str:
        """The root URL of the page's frontend, without a trailing slash."""
        root = SitePaths().root_of(self)
        return root.root_url if root else settings.FRONTEND_URL.rstrip("/")

    @property
    def frontend_preview_url(self) -> str:
        """The URL of the frontend's preview route, without the query that selects a draft."""
        return f"{self.frontend_url}{settings.PREVIEW_PATH}"

    def anticipate_publication(self) -> None:
        """Fill in what publishing would fill in, before a draft is shown. Subclasses extend it."""

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Return the absolute URL of the page on its frontend. A path would be relative to the CMS."""
        url: str | None = self.get_full_url(request)
        return url

    url = property(get_url)

    def get_client_root_url(self, request: HttpRequest) -> str:
        """Return the root URL at which the page and its previews open, whatever the host of the request."""
        return self.frontend_url

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponse:
        """Store the draft and return a redirect to the frontend's preview route with the token that opens it."""
        token = open_session(self, request.user, self._editing(request))  # type: ignore[arg-type]
        # Wagtail sets both on the preview request, and a frontend may need them.
        return self.open_on_frontend(token, preview_mode, in_panel=bool(getattr(request, "in_preview_panel", False)))

    def open_on_frontend(self, token: str, mode: str = "", *, in_panel: bool = False) -> HttpResponse:
        """Return a redirect to the frontend's preview route with a token of this page."""
        query = {
            "content_type": self.get_content_type_str(),
            "token": token,
            "mode": mode,
            "in_preview_panel": str(in_panel).lower(),
        }
        response = redirect(f"{self.frontend_preview_url}?{urlencode(query)}")
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    def _editing(self: Any, request: HttpRequest) -> str:
        """Return the name of the editing session to which the preview belongs.

        The form has one preview, which changes as the editor types. Viewing a stored revision opens another preview,
        which typing must not change.
        """
        session = request.session.session_key or ""
        if getattr(request, "is_editing", False):
            return session
        return f"{session} {hashlib.sha256(draft_content(self).encode()).hexdigest()}"
