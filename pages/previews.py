"""The hook of Wagtail's preview panel into the frontend."""

import datetime
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail_headless_preview.models import HeadlessMixin, PagePreview

from pages.paths import SitePaths

SALT = "pages.preview"
#: How long after its end a preview is still known to have existed.
REMEMBERED = datetime.timedelta(days=7)

if TYPE_CHECKING:
    from wagtail.models import Page


class PreviewNotFound(LookupError):
    """No preview was ever opened with this token for this content type."""


class PreviewExpired(LookupError):
    """The preview was opened longer ago than previews last."""


def open_preview(page: "Page") -> str:
    """Store the draft ``page`` and return a token that opens it for ``settings.PREVIEW_TIMEOUT`` seconds."""
    # The random part keeps two editors who preview the same page in the same second apart.
    token = signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(24))
    page.update_page_preview(token)
    return token


@dataclass(frozen=True)
class Preview:
    """A stored draft and the instant at which its token stops opening it."""

    page: "Page"
    expires_at: datetime.datetime


def _signed_at(timestamp: str) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(signing.b62_decode(timestamp), datetime.UTC)


def read_preview(content_type: str, token: str) -> Preview:
    """Return the stored draft that ``token`` opens.

    ``content_type`` is ``app_label.modelname`` in lower case. Raises ``PreviewNotFound`` for a token that was never
    given out, or not for this content type, and ``PreviewExpired`` for one that was.
    """
    signer = signing.TimestampSigner(salt=SALT)
    try:
        _, timestamp = signing.Signer(salt=SALT).unsign(token).rsplit(signer.sep, 1)
        expires_at = _signed_at(timestamp) + datetime.timedelta(seconds=settings.PREVIEW_TIMEOUT)
        if expires_at <= timezone.now() < expires_at + REMEMBERED:
            raise PreviewExpired(token)
        app_label, model = content_type.split(".")
        preview = PagePreview.objects.select_related("content_type").get(
            token=token, content_type__app_label=app_label, content_type__model=model
        )
    except (signing.BadSignature, ValueError, PagePreview.DoesNotExist) as error:
        raise PreviewNotFound(token) from error
    if expires_at <= timezone.now():
        raise PreviewNotFound(token)
    # Keys are not checked one by one, a query each: one that leads nowhere shows as little as one of something hidden.
    page = preview.content_type.model_class().from_json(preview.content_json, check_fks=False)
    return Preview(page, expires_at)


class FrontendPreviewMixin(HeadlessMixin):
    """Opens previews of a page, and the page itself, on the frontend of its site."""

    def get_client_root_url(self, request: HttpRequest) -> str:
        """Return the frontend of the site that holds the page, without a final slash; never the request's host."""
        root = SitePaths().root_of(self)
        return root.root_url if root else settings.FRONTEND_URL.rstrip("/")

    def create_page_preview(self) -> PagePreview:
        """Store the draft under a new token."""
        return PagePreview.objects.get(token=open_preview(self))

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponse:
        """Redirect to the frontend's preview route with a token for the draft."""
        # Wagtail passes both on the request it makes for the preview, and a frontend may want to know them.
        self._preview_query = {
            "mode": preview_mode,
            "in_preview_panel": str(bool(getattr(request, "in_preview_panel", False))).lower(),
        }
        response: HttpResponse = super().serve_preview(request, preview_mode)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    def get_preview_url(self, request: HttpRequest, token: str) -> str:
        """Return the frontend's preview route with ``content_type``, ``token``, ``mode`` and ``in_preview_panel``."""
        query: dict[str, Any] = {
            "content_type": self.get_content_type_str(),
            "token": token,
            **getattr(self, "_preview_query", {}),
        }
        return f"{self.get_client_root_url(request)}{settings.PREVIEW_PATH}?{urlencode(query)}"
