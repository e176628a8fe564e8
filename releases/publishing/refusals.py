"""What stands against publishing or undoing a release, in sentences."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from pages.fields.written_dates import instant_in_words
from pages.publishing.draftable import stored_instant
from pages.publishing.rules import PublishBlocked
from releases.members.contents import MemberContent
from releases.members.permissions import may_add, may_publish


class ReleaseRefused(Exception):
    """Raised if a release is not published or not undone, and nothing of it is. ``sentences`` say why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def obstacles(content: MemberContent, user: Any, at: datetime.datetime) -> Iterator[str]:
    """Yield what keeps a member from being published at an instant by a user, besides the rules for its content."""
    yield from lacking_permission(content, user)
    if content.stored is None or user is None or may_add(user, content.stored):
        yield from states_against(content, at)


def lacking_permission(content: MemberContent, user: Any) -> Iterator[str]:
    """Yield a sentence if a user may not publish a member; without a user, nobody may."""
    if content.stored is None or may_publish(user, content.stored):
        return
    if user is not None and not may_add(user, content.stored):
        yield "There is something in this release that you may not see. Somebody who may publish all of it can do so."
        return
    who = user.get_full_name() or user if user else "whoever scheduled this has no account any more and"
    yield f"“{content.title}”: {who} may not publish it."


def check_may_publish_all(contents: Iterable[MemberContent], user: Any) -> None:
    """Raise ``ReleaseRefused`` if a user may not publish one of the members of a release that are still there."""
    sentences = [sentence for content in contents for sentence in lacking_permission(content, user)]
    if sentences:
        raise ReleaseRefused(list(dict.fromkeys(sentences)))


def states_against(content: MemberContent, at: datetime.datetime) -> Iterator[str]:
    """Yield what keeps a member from being published at an instant, whoever does it: it is gone, locked, or expires."""
    if content.stored is None:
        yield f"“{content.title}” was deleted. Take it out of the release."
        return
    if getattr(content.stored, "locked", False):
        yield f"“{content.title}” is locked. Unlock it first."
    if getattr(content.stored, "alias_of_id", None) is not None:
        yield f"“{content.title}” shows what another page says. Take it out, and add the other page."
    if not content.member.publishes:
        return
    if content.version is None:
        yield f"“{content.title}”: its latest version cannot be read. Save it again, or take it out of the release."
        return
    revision = content.revision
    go_live_at, expire_at = (
        stored_instant(revision, name) if revision else getattr(content.stored, name)
        for name in ("go_live_at", "expire_at")
    )
    if go_live_at and go_live_at > at:
        when = instant_in_words(timezone.localtime(go_live_at))
        yield f"“{content.title}” has an hour of its own, {when}, which is later. Remove it from its schedule."
    if expire_at and expire_at <= at:
        when = instant_in_words(timezone.localtime(expire_at))
        yield f"“{content.title}” expires before, on {when}. Remove that from its schedule."


def attempt(title: str, step: Callable[[], object]) -> list[str]:
    """Do a step in a savepoint, and return the sentences that say why it could not be done; none if it was done."""
    try:
        with transaction.atomic():
            step()
    except PublishBlocked as error:
        return [f"“{title}”: {found.message}" for found in error.errors]
    except ValidationError as error:
        return [f"“{title}”: {sentence}" for sentence in error.messages]
    except IntegrityError:
        return [f"“{title}”: its address is already taken."]
    except DataError:
        # An earlier version can be longer than its fields are now. PostgreSQL says so.
        return [f"“{title}”: something in it is too long to be stored."]
    return []
