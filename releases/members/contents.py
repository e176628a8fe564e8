"""Reads the pages and records of releases together."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from wagtail.models import Page, Revision

from pages.records.record import Record
from releases.models import ReleaseMember

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class MemberContent:
    """A member with its page or record as it is stored, and the version that the release is about.

    ``stored`` is ``None`` if it was deleted. ``revision`` is the pinned version, or else the latest one.
    """

    member: ReleaseMember
    stored: Any
    revision: Revision | None

    @cached_property
    def version(self) -> Any:
        """The version as an object, with its rows; ``None`` if it cannot be read. Making it takes some queries."""
        if self.stored is None or self.revision is None:
            return self.stored
        try:
            # It returns nothing if a row is gone that the object cannot be without.
            return self.stored.with_content_json(self.revision.content)
        # The library raises many kinds, and a bare one if a row is gone that is protected from being deleted.
        except Exception:
            logger.warning("The version %s of “%s” cannot be read.", self.revision.pk, self.stored, exc_info=True)
            return None

    @property
    def is_page(self) -> bool:
        """Whether it is a page; otherwise it is a record."""
        return isinstance(self.stored, Page)

    @property
    def title(self) -> str:
        """What it is called in its latest version, or was called when it was added."""
        if self.stored is None:
            return self.member.title
        return self.revision.object_str if self.revision and not self.is_page else title_of(self.stored)

    @property
    def kind(self) -> str:
        """The name of its type, for an editor."""
        return "" if self.stored is None else str(self.stored._meta.verbose_name)

    @property
    def edit_url(self) -> str:
        """The path of its form."""
        return "" if self.stored is None else edit_url(self.stored)


def title_of(content: Any) -> str:
    """Return what a page or record is called in the admin."""
    return str(content.get_admin_display_title() if isinstance(content, Page) else content)


def edit_url(content: Any) -> str:
    """Return the path of the form of a page or record."""
    if isinstance(content, Page):
        return reverse("wagtailadmin_pages:edit", args=[content.pk])
    return reverse(content.snippet_viewset.get_url_name("edit"), args=[content.pk])


def is_releasable(content: Any) -> bool:
    """Return whether a release can have an object: a page below the root, or a shared record with drafts.

    An alias has no versions: it is public with its original.
    """
    if isinstance(content, Page):
        return content.depth > 1 and content.alias_of_id is None
    return isinstance(content, Record)


def key_of(content: Any) -> tuple[int, int]:
    """Return what stands for a page or record among the members of releases."""
    return content.get_base_content_type().pk, content.pk


def read_members(members: Iterable[ReleaseMember]) -> list[MemberContent]:
    """Return members with their contents, in the order given. Reading takes a few queries for each model."""
    members = list(members)
    keys: dict[int, set[int]] = defaultdict(set)
    for member in members:
        keys[member.content_type_id].add(member.object_id)
    stored: dict[tuple[int, int], Any] = {}
    for content_type, wanted in keys.items():
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        found = _read(model, wanted) if model is not None else []
        stored |= {(content_type, one.pk): one for one in found}
    versions = {
        member.pk: member.pinned_id or stored[member.key].latest_revision_id
        for member in members
        if member.key in stored
    }
    revisions = Revision.objects.in_bulk([key for key in versions.values() if key])
    return [
        MemberContent(member, stored.get(member.key), revisions.get(versions.get(member.pk) or 0)) for member in members
    ]


def _read(model: type[Model], keys: set[int]) -> Iterable[Any]:
    found: Any = model._default_manager.filter(pk__in=keys)
    return found.specific() if model is Page else found


def in_order(contents: Iterable[MemberContent]) -> list[MemberContent]:
    """Return what there is of contents in the order in which they are published.

    Records come before the pages that show them, and pages before those below them. The order is the same for all
    transactions, so that two of them do not wait for each other.
    """
    there = [content for content in contents if content.stored is not None]
    return sorted(
        there,
        key=lambda content: (content.is_page, content.stored.path if content.is_page else "", *content.member.key),
    )
