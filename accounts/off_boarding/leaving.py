"""Takes everything away from an account in one step, and hands on what others wait for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import APIToken, GroupApprovalTask, LockableMixin, Page, PageSubscription, WorkflowState

from pages.accounts.calendar_address import remove_address
from pages.accounts.user import User
from pages.previews.preview_session import PreviewSession
from pages.previews.sessions import end_sessions
from pages.previews.share_link import ShareLink
from pages.previews.share_links import revoke_share_link

OFF_BOARDED = "accounts.off_board"


@dataclass(frozen=True)
class Belongings:
    """How much an account has that ends or is handed on when its owner leaves."""

    sessions: int
    previews: int
    share_links: int
    tokens: int
    second_factors: int
    submissions: int
    locks: int
    pages: int


def belongings(user: User) -> Belongings:
    """Return what the account has now."""
    now = timezone.now()
    return Belongings(
        sessions=UserSession.objects.filter(user=user).count(),
        previews=PreviewSession.objects.filter(user=user, reason="").count(),
        share_links=ShareLink.objects.filter(created_by=user, revoked_at=None, expires_at__gt=now).count(),
        tokens=APIToken.objects.filter(user=user, revoked_at=None).count(),
        second_factors=Authenticator.objects.filter(user=user).count(),
        submissions=_submissions(user).count(),
        locks=sum(model._default_manager.filter(locked_by=user).count() for model in _lockable()),
        pages=Page.objects.filter(owner=user).count(),
    )


def groups_left_empty(user: User) -> list[Group]:
    """Return the groups that approve content and would have nobody who can sign in."""
    approving = Group.objects.filter(groupapprovaltask__in=GroupApprovalTask.objects.filter(active=True), user=user)
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return [group for group in approving.distinct().order_by("name") if not others.filter(groups=group).exists()]


def off_board(user: User, by: User, successor: User | None = None) -> Belongings:
    """Deactivate an account and take away all that it opens; return what that was. All of it or nothing.

    Its password, second factors, tokens, links and sessions no longer work; groups stay, so that the history says what
    it was. ``successor`` gets its pages, its submissions in moderation and its place in groups that would approve
    nothing any more. Locks are released.
    """
    with transaction.atomic():
        had, empty = belongings(user), groups_left_empty(user)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        for session in UserSession.objects.filter(user=user):
            session.end()
        end_sessions(PreviewSession.objects.filter(user=user), PreviewSession.Reason.ACCESS)
        for link in ShareLink.objects.filter(created_by=user, revoked_at=None).select_related("page", "revision"):
            revoke_share_link(link, by)
        for token in APIToken.objects.filter(user=user, revoked_at=None):
            token.revoke()
        remove_address(user)
        for model in (Authenticator, SocialAccount, PageSubscription):
            model.objects.filter(user=user).delete()
        for lockable in _lockable():
            locked = lockable._default_manager.filter(locked_by=user)
            locked.update(locked=False, locked_by=None, locked_at=None)
        if successor is not None:
            _submissions(user).update(requested_by=successor)
            Page.objects.filter(owner=user).update(owner=successor)
            successor.groups.add(*empty)
        log(user, OFF_BOARDED, user=by, data={"successor": str(successor) if successor else None})
    return had


def _submissions(user: User) -> Any:
    """Return what the user has submitted for approval and is not decided yet."""
    undecided = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return WorkflowState.objects.filter(requested_by=user, status__in=undecided)


def _lockable() -> Iterator[type[Model]]:
    """Yield the models with the lock of a page or record; one that inherits its column is left out."""
    for model in apps.get_models():
        if issubclass(model, LockableMixin) and model._meta.get_field("locked_by").model is model:
            yield model
