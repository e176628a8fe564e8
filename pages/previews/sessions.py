"""Open, read and end the preview sessions of editors."""

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from pages.accounts.user import User
from pages.previews.drafts import draft_content, page_of_draft
from pages.previews.page_state import current_page, page_state, put_in_place
from pages.previews.preview_session import PreviewSession
from pages.previews.tokens import session_token, token_hash

#: How long a session is kept after its end, so that its token is reported as expired instead of unknown.
REMEMBERED = datetime.timedelta(days=7)
#: Use is recorded at most once per interval, so that a frontend with many requests does not cause as many writes.
RECORDED_EVERY = datetime.timedelta(seconds=30)


class PreviewNotFound(LookupError):
    """Raised if no preview was ever opened with this token for this content type."""


class PreviewOver(LookupError):
    """Raised if the preview has ended; ``reason`` is for programs, ``sentence`` for the editor."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason.label)
        self.reason = str(reason.value)
        self.sentence = str(reason.label)


@dataclass(frozen=True)
class Preview:
    """A stored draft, the user who previews or shares it, and the instant at which its token expires.

    If ``shared`` is true, the reader has no account. ``session`` is the key of the preview session, if there is one.
    """

    page: Page
    user: User
    expires_at: datetime.datetime
    shared: bool = False
    session: uuid.UUID | None = None


def open_session(page: Page, user: User, editing: str) -> str:
    """Store the draft ``page`` and return the token that opens it.

    ``editing`` names the editing session. While a preview of the same page by the same user in the same editing session
    lasts, the token stays the same and opens the draft that was stored last.
    """
    now, content = timezone.now(), draft_content(page)
    subject = _subject(page, user, editing)
    found = PreviewSession.objects.select_related("user", "content_type").filter(subject=subject).first()
    if found is not None:
        _, reason = _judged(found, now)
        token = session_token(found.pk.hex)
        values = {"content": content, "last_used_at": now, "page_id": page.pk, "token_hash": token_hash(token)}
        if reason is not None:
            end_sessions(PreviewSession.objects.filter(pk=found.pk), reason)
        elif PreviewSession.objects.filter(pk=found.pk, subject=subject).update(**values):
            return token
    current = current_page(page)
    session = PreviewSession(
        subject=subject,
        user=user,
        content_type=page.cached_content_type,
        page_id=page.pk,
        content=content,
        state=page_state(page, current, user).stored() if current else {},
        opened_at=now,
        last_used_at=now,
    )
    token = session_token(session.pk.hex)
    session.token_hash = token_hash(token)
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:
        # Another request of the same editor has just opened it.
        return open_session(page, user, editing)
    return token


def _subject(page: Page, user: User, editing: str) -> str:
    place = page.pk if page.pk is not None else f"below {page.path[: -page.steplen]}"
    return hashlib.sha256(f"{user.pk}|{page._meta.label_lower}|{place}|{editing}".encode()).hexdigest()


def read_session(token: str, content_type: str | None = None) -> Preview:
    """Return the stored draft that ``token`` opens, and record the use.

    ``content_type`` is ``app_label.modelname`` in lower case; without it, any type matches. Raise ``PreviewNotFound``
    for a token that was never issued, or not for this content type, and ``PreviewOver`` for one that has ended.
    """
    sessions = PreviewSession.objects.select_related("user", "content_type").filter(token_hash=token_hash(token))
    if content_type is not None:
        app_label, _, model = content_type.partition(".")
        sessions = sessions.filter(content_type__app_label=app_label, content_type__model=model)
    session = sessions.first()
    now = timezone.now()
    if session is None or session.expires_at + REMEMBERED <= now:
        raise PreviewNotFound(token)
    if session.reason:
        raise PreviewOver(PreviewSession.Reason(session.reason))
    page, reason = _judged(session, now)
    if reason is not None:
        raise PreviewOver(reason)
    if now - session.last_used_at >= RECORDED_EVERY:
        PreviewSession.objects.filter(pk=session.pk, reason="").update(last_used_at=now)
        session.last_used_at = now
    return Preview(page, session.user, session.expires_at, session=session.pk)


def _judged(session: PreviewSession, now: datetime.datetime) -> tuple[Page, PreviewSession.Reason | None]:
    """Return the draft of a session at the place that its page has now, and why the session is over, if it is.

    What happened is read from the database as it is, whoever changed it: signals only end sessions sooner.
    """
    reasons, then = PreviewSession.Reason, session.state
    page = page_of_draft(session.content_type.model_class(), session.content)
    if session.expires_at <= now:
        return page, reasons.EXPIRED
    current = current_page(page, then.get("parent"))
    if current is None:
        return page, reasons.DELETED
    put_in_place(page, current)
    if not may_edit(session.user, page):
        return page, reasons.ACCESS
    # A session of an earlier release has no state.
    state = page_state(page, current, session.user).stored()
    before = {**state, **then}
    if before["password"] != state["password"]:
        return page, reasons.PASSWORD
    if before["is_public"] and not state["is_public"]:
        return page, reasons.UNPUBLISHED
    if (before["published_at"], before["is_public"]) != (state["published_at"], state["is_public"]):
        return page, reasons.PUBLISHED
    return page, reasons.PRIVACY if before["restrictions"] != state["restrictions"] else None


def may_edit(user: User, page: Page) -> bool:
    """Tell whether a user may see the drafts of a page, which may be unsaved."""
    if not user.is_active:
        return False
    if page.pk is None:
        parent = page.get_parent()
        return parent is not None and parent.permissions_for_user(user).can_add_subpage()
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit() or permissions.can_publish())


def end_sessions(sessions: QuerySet[PreviewSession], reason: str) -> int:
    """End the sessions that are not over yet and delete their drafts. Return the number of sessions ended."""
    return sessions.filter(reason="").update(reason=reason, subject=None, content="")


def end_sessions_of_pages(keys: Iterable[int], reason: str) -> None:
    """End all users' previews of the pages with these keys."""
    sessions = PreviewSession.objects.filter(page_id__in=list(keys))
    end_sessions(sessions, reason)
    if reason == PreviewSession.Reason.DELETED:
        # Wagtail unpublishes a page before it deletes it, but the reason to report is the deletion.
        sessions.filter(reason=PreviewSession.Reason.UNPUBLISHED).update(reason=reason)


def purge_sessions() -> int:
    """End expired sessions, and delete sessions that have been over for ``REMEMBERED``. Call it regularly.

    Return the number of sessions ended.
    """
    now = timezone.now()
    idle_since = now - datetime.timedelta(seconds=settings.PREVIEW_TIMEOUT)
    over = Q(last_used_at__lte=idle_since) | Q(opened_at__lte=now - PreviewSession.LIFETIME)
    ended = end_sessions(PreviewSession.objects.filter(over), PreviewSession.Reason.EXPIRED)
    PreviewSession.objects.filter(last_used_at__lte=now - REMEMBERED - PreviewSession.LIFETIME).delete()
    return ended
