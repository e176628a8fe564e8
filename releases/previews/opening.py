"""Opens the frontend's preview with a release."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Site

from pages.models.base import BasePage
from pages.previews.preview_session import PreviewSession
from pages.previews.sessions import end_sessions, may_edit, open_session
from pages.previews.tokens import token_hash
from releases.members.contents import in_order, read_members
from releases.models import PreviewedRelease, Release


def start_page(release: Release, user: Any) -> BasePage | None:
    """Return the page at which a preview of a release begins, in the version that the release publishes.

    It is the first page that the release publishes, or else the home page of the default site; ``None`` if the user may
    edit neither.
    """
    contents = in_order(read_members(release.members.all()))
    found = [content.version for content in contents if content.is_page and content.member.publishes]
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None:
        found.append(site.root_page.specific)
    return next((page for page in found if isinstance(page, BasePage) and may_edit(user, page)), None)


def open_release(release: Release, page: BasePage, request: HttpRequest) -> HttpResponse:
    """Return a redirect to the frontend, which shows ``page`` and, from there, the whole site with the release."""
    editing = f"{request.session.session_key or ''} release {release.pk}"
    token = open_session(page, request.user, editing)  # type: ignore[arg-type]
    session = PreviewSession.objects.get(token_hash=token_hash(token))
    PreviewedRelease.objects.update_or_create(session=session, defaults={"release": release})
    return page.open_on_frontend(token)


def end_previews(release: Release) -> None:
    """End the previews of a release that is deleted: without it, they would show all drafts of whoever opened them."""
    shown = PreviewedRelease.objects.filter(release=release).values_list("session", flat=True)
    end_sessions(PreviewSession.objects.filter(pk__in=list(shown)), PreviewSession.Reason.EXPIRED)
