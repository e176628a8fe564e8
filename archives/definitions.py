"""What this project archives beside pages, records, snippets and settings, and what it leaves out."""

import secrets
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from taggit.models import TaggedItem
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Locale,
    ModelLogEntry,
    PageLogEntry,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
)

from archives.contents.log_entries import chosen_log_entries
from archives.contents.registry import ArchivedModel, register_archived_model, register_left_out
from archives.contents.revisions import chosen_revisions
from pages.accounts.user import User
from pages.models.former_path import FormerPath
from pages.models.withdrawn_path import WithdrawnPath
from pages.publishing.scheduled_record import ScheduledRecord
from pages.records.former_slug import FormerSlug
from pages.visibility.public_library import PublicLibrary


def unguessable_password() -> str:
    """Return what protects a restricted page until an editor sets another password."""
    return secrets.token_urlsafe(32)


def releases_to_come(history: bool) -> QuerySet[Any]:
    """Return the releases that are being prepared or are scheduled. What others changed is in the pages themselves."""
    return apps.get_model("releases.Release")._default_manager.filter(status__in=("draft", "scheduled", "failed"))


def members_of_releases_to_come(history: bool) -> QuerySet[Any]:
    """Return what is in them."""
    members = apps.get_model("releases.ReleaseMember")._default_manager
    return members.filter(release__in=releases_to_come(history))


#: Nobody signs in with what an archive says: neither passwords nor the powers of an administrator.
USER_FIELDS = ("email", "first_name", "last_name", "is_active", "date_joined")
RESTRICTION = ArchivedModel(filled={"password": unguessable_password})
HISTORY = ArchivedModel(history=True)
OWN_MODELS = {
    User: ArchivedModel(matched=True, fields=USER_FIELDS, filled={"password": lambda: make_password(None)}),
    Group: ArchivedModel(matched=True),
    PageViewRestriction: RESTRICTION,
    CollectionViewRestriction: RESTRICTION,
    Revision: ArchivedModel(chosen=chosen_revisions),
    ModelLogEntry: ArchivedModel(history=True, added=True, chosen=chosen_log_entries),
    **dict.fromkeys((PageLogEntry, WorkflowState, TaskState), HISTORY),
    **dict.fromkeys(
        (
            *(Locale, Site, Collection, GroupPagePermission, GroupCollectionPermission, GroupSitePermission),
            *(Workflow, WorkflowPage, WorkflowContentType, Task, GroupApprovalTask),
        ),
        ArchivedModel(seeded=True),
    ),
    **dict.fromkeys(
        (
            *(Redirect, Embed, TaggedItem, Comment, CommentReply),
            *(FormerPath, WithdrawnPath, FormerSlug, PublicLibrary, ScheduledRecord),
        ),
        ArchivedModel(),
    ),
}
#: By their labels, since no module here knows their application. By these, a later import recognizes what has arrived.
ARRIVED = ("arrivals.Arrival", "arrivals.ArrivedAddress", "archives.MergedObject")
#: By their labels, too: what people agreed to moves with them.
AGREED = ("privacy.Consent",)
#: What is in a release, without the versions that only the history has: one that comes to life again pins its own.
MEMBER_FIELDS = ("release", "content_type", "object_id", "action", "title", "added_at", "added_by")
_SECRET = "opens something to whoever has it"  # noqa: S105
_DERIVED = "made anew from what is archived"
_WORK = "passing notes of one installation"
LEFT_OUT = {
    **dict.fromkeys(("pages.CalendarAddress", "pages.ShareLink", "pages.PreviewSession"), _SECRET),
    **dict.fromkeys(("wagtailcore.APIToken", "account", "mfa", "socialaccount", "usersessions", "sessions"), _SECRET),
    "wagtail_headless_preview": _SECRET,
    **dict.fromkeys(
        ("pages.SearchDocument", "pages.MediaUse", "wagtailcore.ReferenceIndex", "wagtailsearch"), _DERIVED
    ),
    **dict.fromkeys(("pages.Rendition", "wagtailimages", "api"), _DERIVED),
    **dict.fromkeys(("pages.AnsweredSave", "wagtailadmin", "wagtailcore.UploadedFile", "axes"), _WORK),
    **dict.fromkeys(("operations", "django_tasks_database"), _WORK),
    **dict.fromkeys(("arrivals.ImportRun", "arrivals.RunEntry", "archives.SiteExport"), _WORK),
    # The address of a calendar is often all that protects it.
    "arrivals.FollowedCalendar": _SECRET,
    **dict.fromkeys(("arrivals.FollowedEvent", "arrivals.ProposedChange"), _WORK),
    "links": _DERIVED,
    "privacy.Erasure": "the proof of what one installation erased",
    "releases.PreviewedRelease": _WORK,
    "delivery": "receivers of one installation, with their secrets",
    "pages.User_user_permissions": "permissions come from groups",
    "simple_translation": "a permission, and no rows",
    **dict.fromkeys(("wagtailusers", "wagtailcore.PageSubscription"), "what a user prefers"),
    **dict.fromkeys(("contenttypes", "auth.Permission"), "made by every installation; archives refer to it by key"),
}


def register_own_models() -> None:
    """Register what this project archives and what it leaves out."""
    for model, archived in OWN_MODELS.items():
        register_archived_model(model, archived, own=True)
    for label in (*ARRIVED, *AGREED):
        register_archived_model(apps.get_model(label), ArchivedModel(), own=True)
    releases = ArchivedModel(chosen=releases_to_come)
    register_archived_model(apps.get_model("releases.Release"), releases, own=True)
    members = ArchivedModel(fields=MEMBER_FIELDS, chosen=members_of_releases_to_come)
    register_archived_model(apps.get_model("releases.ReleaseMember"), members, own=True)
    for label, reason in LEFT_OUT.items():
        register_left_out(label, reason, own=True)
