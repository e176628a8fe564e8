"""Wagtail's content checks for previews on another origin."""

import json
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from wagtail.admin.userbar import ContentCheckerItem, Userbar

from pages.previews.frontends import frontend_origins


class FrontendContentChecker(ContentCheckerItem):
    """Wagtail's content checker, allowed to exchange messages with the frontends of this CMS."""

    def get_axe_spec(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return Wagtail's rules and the origins with which the editor's page may exchange messages about them."""
        spec: dict[str, Any] = super().get_axe_spec(request)
        return {**spec, "allowedOrigins": frontend_origins()}


@require_safe
def checks_script(request: HttpRequest) -> HttpResponse:
    """Return the script that adds Wagtail's content checks to a preview in the editor's panel.

    The response is the same for everybody and contains no personal data: the view reads no cookie.
    """
    request.user = AnonymousUser()
    request.in_preview_panel = True  # type: ignore[attr-defined]
    userbar = Userbar().render_html({"request": request})
    script = render_to_string("pages/previews/checks.js", {"userbar": json.dumps(str(userbar))})
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=300"
    return response
