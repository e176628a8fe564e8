"""The checklist of a release: that of each member, and how members, other releases and schedules get on together."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from pages.fields.written_dates import instant_in_words
from pages.models.base import BasePage
from pages.publishing.checklist import ChecklistItem, checklist, incomplete_fields
from pages.publishing.consent import Consent, record_key
from pages.publishing.live_users import live_users_of
from releases.members.contents import MemberContent, read_members
from releases.models import Release, ReleaseMember
from releases.publishing.refusals import lacking_permission, states_against
from releases.publishing.versions import is_overtaken


@dataclass(frozen=True)
class MemberFindings:
    """What there is to say of a member: what keeps the release from being published, what to look at, and hints."""

    content: MemberContent
    needed: list[ChecklistItem] = field(default_factory=list)
    conflicts: list[ChecklistItem] = field(default_factory=list)
    advice: list[ChecklistItem] = field(default_factory=list)


def findings(release: Release) -> list[MemberFindings]:
    """Return the checklist of a release, with one entry for each member.

    Of a scheduled release, it says what whoever scheduled it may not publish any more.

    The rules for the content of each page take some queries; everything else is read for all members together.
    """
    contents = read_members(release.members.select_related("added_by"))
    at = max(release.goes_live_at, timezone.now()) if release.is_scheduled and release.goes_live_at else timezone.now()
    context = _Context.of(release, contents)
    return [_of_member(content, release, at, context) for content in contents]


def release_records(contents: Collection[MemberContent]) -> frozenset[str]:
    """Return the keys, as for a ``Consent``, of the records that a release publishes."""
    there = (content for content in contents if content.stored is not None and not content.is_page)
    return frozenset(record_key(content.stored) for content in there if content.member.publishes)


@dataclass(frozen=True)
class _Context:
    """What is read for all members together."""

    consent: Consent
    #: The members by key.
    members: dict[tuple[int, int], ReleaseMember]
    #: Other releases to come, by the key of a member that they have too.
    elsewhere: dict[tuple[int, int], list[Release]]
    #: The instants at which a member goes live by itself, and those of which a workflow is running.
    scheduled: dict[tuple[int, int], datetime.datetime]
    moderated: frozenset[tuple[int, int]]
    #: The live pages among the parents of members, by tree path, and the tree paths of pages that become live.
    live_parents: frozenset[str]
    becoming_live: frozenset[str]

    @classmethod
    def of(cls, release: Release, contents: list[MemberContent]) -> "_Context":
        members = {content.member.key: content.member for content in contents}
        wanted = Q(pk__in=[])
        by_type: dict[int, list[int]] = defaultdict(list)
        for content_type, key in members:
            by_type[content_type].append(key)
        for content_type, keys in by_type.items():
            wanted |= Q(base_content_type=content_type, object_id__in=[str(key) for key in keys])
        scheduled = Revision.objects.filter(wanted, approved_go_live_at__isnull=False)
        pages = [content.stored for content in contents if content.is_page]
        above = {page.path[: -Page.steplen] for page in pages}
        return cls(
            consent=Consent(release_records(contents)),
            members=members,
            elsewhere=_elsewhere(release, by_type),
            scheduled={
                (base, int(key)): at
                for base, key, at in scheduled.values_list("base_content_type", "object_id", "approved_go_live_at")
            },
            moderated=frozenset(
                (base, int(key))
                for base, key in WorkflowState.objects.active()
                .filter(wanted)
                .values_list("base_content_type", "object_id")
            ),
            live_parents=frozenset(Page.objects.filter(path__in=above, live=True).values_list("path", flat=True)),
            becoming_live=frozenset(
                content.stored.path for content in contents if content.is_page and content.member.publishes
            ),
        )


def _elsewhere(release: Release, by_type: dict[int, list[int]]) -> dict[tuple[int, int], list[Release]]:
    shared = Q(pk__in=[])
    for content_type, keys in by_type.items():
        shared |= Q(content_type=content_type, object_id__in=keys)
    to_come = (Release.Status.DRAFT, Release.Status.SCHEDULED, Release.Status.FAILED)
    others = ReleaseMember.objects.filter(shared, release__status__in=to_come).exclude(release=release.pk)
    found: dict[tuple[int, int], list[Release]] = defaultdict(list)
    for member in others.select_related("release").order_by("release__goes_live_at", "release"):
        found[member.key].append(member.release)
    return found


def _of_member(content: MemberContent, release: Release, at: datetime.datetime, context: _Context) -> MemberFindings:
    found = MemberFindings(content)
    if release.is_scheduled:
        found.needed.extend(map(ChecklistItem, lacking_permission(content, release.scheduled_by)))
    found.needed.extend(map(ChecklistItem, states_against(content, at)))
    if content.stored is None:
        return found
    if content.member.publishes and content.version is not None:
        if isinstance(content.version, BasePage):
            of_page = checklist(content.version, context.consent)
            found.needed.extend(of_page.needed)
            found.advice.extend(of_page.advice)
        elif not content.is_page:
            found.needed.extend(incomplete_fields(content.version))
        found.conflicts.extend(map(ChecklistItem, _publishing(content, context)))
    elif not content.member.publishes:
        found.conflicts.extend(map(ChecklistItem, _withdrawing(content, context)))
    found.conflicts.extend(map(ChecklistItem, _both(content, context)))
    return found


def _publishing(content: MemberContent, context: _Context) -> Iterator[str]:
    stored, version, member = content.stored, content.version, content.member
    if content.revision and content.revision.created_at > member.added_at and member.pinned_id is None:
        other = content.revision.user_id not in (None, member.added_by_id)
        yield f"It was changed since it was added{', by somebody else' if other else ''}: that is what goes live."
    if stored.live and not stored.has_unpublished_changes:
        yield "It is public as it is: there is nothing new in it."
    if is_overtaken(content):
        yield "It was published by itself since the release was scheduled: that version stays."
    elif member.pinned_id is not None and stored.latest_revision_id != member.pinned_id:
        yield "There is a newer draft, which does not go live with this release."
    if version.expire_at:
        yield f"It expires on {instant_in_words(timezone.localtime(version.expire_at))}."
    if not content.is_page:
        return
    above = stored.path[: -Page.steplen]
    if stored.depth > 2 and above not in context.live_parents | context.becoming_live:
        yield "The page above it is not public, and is not in this release."
    if not Page._slug_is_available(version.slug, stored.get_parent(), stored):
        yield f"Its address ends in “{version.slug}”, and so does that of another page beside it."


def _withdrawing(content: MemberContent, context: _Context) -> Iterator[str]:
    if not content.stored.live:
        yield "It is not public anyway."
        return
    if content.is_page:
        below = content.stored.get_descendants().live()
        kept = [page for page in below if _becomes_of(page, context) != ReleaseMember.Action.UNPUBLISH]
        if kept:
            yield f"Pages below it stay public: {_named(kept)}."
        return
    users = [
        user for user in live_users_of(content.stored) if _becomes_of(user, context) != ReleaseMember.Action.UNPUBLISH
    ]
    if users:
        yield f"It is shown on what stays public, and will be missing there: {_named(users)}."


def _becomes_of(thing: Any, context: _Context) -> str:
    if not hasattr(thing, "get_base_content_type"):
        return ""
    member = context.members.get((thing.get_base_content_type().pk, thing.pk))
    return member.action if member else ""


def _both(content: MemberContent, context: _Context) -> Iterator[str]:
    key = content.member.key
    for other in context.elsewhere.get(key, ()):
        when = f", {instant_in_words(timezone.localtime(other.goes_live_at))}" if other.goes_live_at else ""
        yield f"It is in another release, too: “{other}”{when}."
    if key in context.scheduled:
        at = instant_in_words(timezone.localtime(context.scheduled[key]))
        yield f"A version of it goes live by itself on {at}, unless this release comes first."
    if key in context.moderated:
        yield "It is in moderation, which ends with this release."


_SHOWN = 3


def _named(things: Collection[Any]) -> str:
    # As the public knows them: whoever reads this may not see the drafts of other pages.
    names = [f"“{thing.title if isinstance(thing, Page) else thing}”" for thing in list(things)[:_SHOWN]]
    return ", ".join(names) + (f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else "")
