"""Create, read and revoke links to drafts."""

import datetime
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.log_actions import log
from wagtail.models import Page

from pages.accounts.user import User
from pages.previews.sessions import RECORDED_EVERY, REMEMBERED, Preview, PreviewNotFound, PreviewOver, may_edit
from pages.previews.share_link import ShareLink
from pages.previews.tokens import token_hash

CREATED, REVOKED = "pages.share_link.create", "pages.share_link.revoke"


def create_share_link(page: Page, user: User, lifetime: datetime.timedelta, note: str = "") -> tuple[ShareLink, str]:
    """Create a link to the latest version of ``page``, and return it with its URL on the frontend.

    The URL cannot be retrieved later. Raise ``ValueError`` if the lifetime is not positive, or is longer than
    ``ShareLink.LONGEST_LIFETIME``.
    """
    if not datetime.timedelta(0) < lifetime <= ShareLink.LONGEST_LIFETIME:
        raise ValueError("The lifetime of a link must be positive and at most 14 days.")
    page, token, now = page.specific, secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        revision = page.latest_revision or page.save_revision(user=user, clean=False, changed=False)
        link = ShareLink.objects.create(
            token_hash=token_hash(token),
            page=page,
            revision=revision,
            note=note,
            created_by=user,
            created_at=now,
            expires_at=now + lifetime,
        )
        _log(link, CREATED, user)
    query = urlencode({"content_type": page.get_content_type_str(), "token": token})
    return link, f"{page.frontend_preview_url}?{query}"


def revoke_share_link(link: ShareLink, user: User) -> None:
    """Revoke the link, so that it no longer opens the draft, and log the change."""
    with transaction.atomic():
        if ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            _log(link, REVOKED, user)


def _log(link: ShareLink, action: str, user: User) -> None:
    data = {"share_link": link.pk, "note": link.note, "expires_at": link.expires_at.isoformat()}
    log(instance=link.page.specific_deferred, action=action, user=user, revision=link.revision, data=data)


def read_share_link(token: str, content_type: str) -> Preview:
    """Return the version that ``token`` opens, and record the use.

    ``content_type`` is ``app_label.modelname`` in lower case. Raise ``PreviewNotFound`` for a token that was never
    issued, or not for this content type, and ``PreviewOver`` for one that no longer works.
    """
    app_label, _, model = content_type.partition(".")
    links = ShareLink.objects.select_related("revision", "created_by").filter(
        token_hash=token_hash(token), page__content_type__app_label=app_label, page__content_type__model=model
    )
    link, now = links.first(), timezone.now()
    if link is None or link.expires_at + REMEMBERED <= now:
        raise PreviewNotFound(token)
    if link.revoked_at is not None:
        raise PreviewOver(ShareLink.Reason.REVOKED)
    if link.expires_at <= now:
        raise PreviewOver(ShareLink.Reason.EXPIRED)
    page: Any = link.revision.as_object()
    page.anticipate_publication()
    if not may_edit(link.created_by, page):
        raise PreviewOver(ShareLink.Reason.ACCESS)
    if link.last_used_at is None or now - link.last_used_at >= RECORDED_EVERY:
        ShareLink.objects.filter(pk=link.pk).update(last_used_at=now)
    return Preview(page, link.created_by, link.expires_at, shared=True)


def purge_share_links() -> int:
    """Delete links that expired longer than ``REMEMBERED`` ago, and return their number. Call it regularly."""
    removed, _ = ShareLink.objects.filter(expires_at__lte=timezone.now() - REMEMBERED).delete()
    return removed
