"""Signal handlers that end previews in the same transaction as the change."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from pages.previews.preview_session import PreviewSession
from pages.previews.sessions import end_sessions, end_sessions_of_pages


def end_when_published(instance: Any, revision: Any = None, **_: Any) -> None:
    """End the previews of a page that went live. A page that is scheduled is still a draft and keeps its previews.

    The revision in memory keeps its hour when it is carried out.
    """
    later = revision.approved_go_live_at if revision else None
    if instance.live and (later is None or later <= timezone.now()):
        end_sessions_of_pages([instance.pk], PreviewSession.Reason.PUBLISHED)


def end_when_unpublished(instance: Any, **_: Any) -> None:
    """End the previews of a page that was unpublished."""
    end_sessions_of_pages([instance.pk], PreviewSession.Reason.UNPUBLISHED)


def end_when_deleted(sender: type[Any], instance: Any, **_: Any) -> None:
    """End the previews of a page that was deleted."""
    if issubclass(sender, Page):
        end_sessions_of_pages([instance.pk], PreviewSession.Reason.DELETED)


def end_when_privacy_changed(instance: PageViewRestriction, **_: Any) -> None:
    """End the previews of a page whose view restrictions changed, and of all pages below it."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        below = page.get_descendants(inclusive=True).values_list("pk", flat=True)
        end_sessions_of_pages(below, PreviewSession.Reason.PRIVACY)


def end_when_deactivated(instance: Any, **_: Any) -> None:
    """End the previews of a user whose account was deactivated."""
    if not instance.is_active:
        end_sessions(PreviewSession.objects.filter(user=instance.pk), PreviewSession.Reason.ACCESS)


def register_preview_handlers() -> None:
    """Connect the handlers."""
    page_published.connect(end_when_published, dispatch_uid="end_previews_when_published")
    page_unpublished.connect(end_when_unpublished, dispatch_uid="end_previews_when_unpublished")
    post_delete.connect(end_when_deleted, dispatch_uid="end_previews_when_deleted")
    for signal in (post_save, post_delete):
        signal.connect(
            end_when_privacy_changed, sender=PageViewRestriction, dispatch_uid="end_previews_when_privacy_changed"
        )
    post_save.connect(end_when_deactivated, sender=get_user_model(), dispatch_uid="end_previews_when_deactivated")
