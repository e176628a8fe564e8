"""Reads what Ghost exports: a JSON file of posts, pages, authors and tags, without pictures.

The shape is that of the export of Ghost 1 to 5, which has the tables of its database in ``db[0].data``.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from arrivals.contents.plain_html import plain_html
from arrivals.records.page import Publicity
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.person import ArrivingPerson
from arrivals.records.post import ArrivingPost
from arrivals.records.record import ArrivingRecord
from arrivals.records.remark import ArrivingRemark
from arrivals.records.section import ArrivingSection
from arrivals.records.topic import ArrivingTopic
from arrivals.safety.json_files import read_json
from arrivals.sources.source import ReadOptions, Source, SourceError

#: What Ghost writes for the address of the site.
_SITE = "__GHOST_URL__"
_RESTRICTED = {"members": "Only members can read it.", "paid": "Only paying members can read it."}
Item = Mapping[str, Any]


@dataclass(frozen=True)
class GhostReader:
    """Reads one export. ``site`` is the address of the site, as far as the export says it, without a slash."""

    name: str
    data: Mapping[str, Any]
    options: ReadOptions

    @cached_property
    def site(self) -> str:
        """The address that the canonical addresses and settings name, or ``""``."""
        settings = {str(item.get("key")): item.get("value") for item in self._rows("settings")}
        for value in (settings.get("url"), settings.get("canonical_url")):
            if str(value or "").startswith("http"):
                return str(value).rstrip("/")
        return ""

    @property
    def origin(self) -> str:
        """Where the records come from."""
        settings = {str(item.get("key")): item.get("value") for item in self._rows("settings")}
        return f"ghost:{urlsplit(self.site).hostname or settings.get('title') or 'site'}"[:500]

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield authors, tags, posts and pages, and what is not taken over."""
        for user in self._rows("users"):
            yield self._person(user)
        for tag in self._rows("tags"):
            if str(tag.get("visibility") or "public") == "public" and not str(tag.get("name", "")).startswith("#"):
                yield self._topic(tag)
        for post in self._rows("posts"):
            yield self._page(post)
        if members := len(self._rows("members")):
            yield ArrivingRemark(key="remark:members", sentence=f"{members} members (subscribers) are not taken over.")

    def _rows(self, name: str) -> list[Item]:
        rows = self.data.get(name)
        return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []

    @cached_property
    def _authors_of(self) -> Mapping[str, list[str]]:
        return _related(self._rows("posts_authors"), "author_id")

    @cached_property
    def _tags_of(self) -> Mapping[str, list[str]]:
        return _related(self._rows("posts_tags"), "tag_id")

    @cached_property
    def _meta(self) -> Mapping[str, Item]:
        return {str(row.get("post_id")): row for row in self._rows("posts_meta")}

    @cached_property
    def _tags(self) -> Mapping[str, Item]:
        return {str(row.get("id")): row for row in self._rows("tags")}

    @cached_property
    def _users(self) -> frozenset[str]:
        return frozenset(str(row.get("id")) for row in self._rows("users"))

    def _url(self, value: Any) -> str:
        return str(value or "").strip().replace(_SITE, self.site)

    def _address(self, path: str) -> str:
        return f"{self.site}/{path.strip('/')}/"

    def _person(self, user: Item) -> ArrivingPerson:
        slug = str(user.get("slug") or "")
        website = self._url(user.get("website"))
        return ArrivingPerson(
            key=f"author:{user.get('id')}",
            name=str(user.get("name") or slug),
            slug=slug,
            biography=plain_html(str(user.get("bio") or "")),
            photo=self._url(user.get("profile_image")),
            links=(("Website", website),) if website.startswith("http") else (),
            old_addresses=(self._address(f"author/{slug}"),) if slug else (),
        )

    def _topic(self, tag: Item) -> ArrivingTopic:
        slug = str(tag.get("slug") or "")
        return ArrivingTopic(
            key=f"tag:{tag.get('id')}",
            name=str(tag.get("name") or slug),
            slug=slug,
            description=str(tag.get("description") or ""),
            old_addresses=(self._address(f"tag/{slug}"),) if slug else (),
        )

    def _page(self, post: Item) -> ArrivingPost | ArrivingSection:
        identifier = str(post.get("id"))
        meta = {**self._meta.get(identifier, {}), **{name: value for name, value in post.items() if value}}
        notes: list[str] = []
        publicity = _publicity(post, notes)
        published = _instant(post.get("published_at"))
        slug = str(post.get("slug") or "")
        html = str(post.get("html") or "").replace(_SITE, self.site)
        if not html and (post.get("mobiledoc") or post.get("lexical")):
            notes.append(
                "Its text is there only in the form of Ghost's editor. Save the post in Ghost, and export again."
            )
        values: dict[str, Any] = {
            "key": f"post:{identifier}",
            "notes": tuple(notes),
            "title": str(post.get("title") or "Untitled"),
            "slug": slug,
            "summary": str(post.get("custom_excerpt") or ""),
            "html": html,
            "address": self._address(slug) if slug else "",
            "old_addresses": (self._address(f"p/{post.get('uuid')}"),) if post.get("uuid") else (),
            "publicity": publicity,
            "published_at": published,
            "feature_image": self._url(post.get("feature_image")),
            "search_title": str(meta.get("meta_title") or ""),
            "search_description": str(meta.get("meta_description") or ""),
            "social_image": self._url(meta.get("og_image")),
            "canonical_url": self._url(meta.get("canonical_url")),
        }
        if post.get("type") == "page" or post.get("page") in (1, True):
            return ArrivingSection(**values)
        zone = self.options.time_zone
        return ArrivingPost(
            **values,
            published_on=published.astimezone(zone).date() if published is not None else None,
            authors=tuple(self._authors(post)),
            topics=tuple(f"tag:{tag}" for tag in self._tags_of[identifier] if not self._is_internal(tag)),
        )

    def _is_internal(self, tag: str) -> bool:
        row = self._tags.get(tag)
        return row is None or str(row.get("name", "")).startswith("#") or row.get("visibility") == "internal"

    def _authors(self, post: Item) -> Iterator[ArrivingParticipant]:
        found = self._authors_of[str(post.get("id"))] or [str(post.get("author_id") or "")]
        for author in found:
            if author in self._users:
                yield ArrivingParticipant(person=f"author:{author}")


def read_ghost(path: Path, options: ReadOptions) -> GhostReader:
    """Return what reads an export. Raise ``SourceError`` if it is none."""
    value = read_json(path)
    databases = value.get("db") if isinstance(value, Mapping) else None
    first = databases[0] if isinstance(databases, list) and databases else value
    data = first.get("data") if isinstance(first, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(data.get("posts"), list):
        raise SourceError(f"{path.name} is no export of Ghost: it has no list of posts.")
    return GhostReader(path.name, data, options)


def _related(rows: list[Item], name: str) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=_position):
        found[str(row.get("post_id"))].append(str(row.get(name)))
    return found


def _position(row: Item) -> int:
    place = row.get("sort_order")
    return place if isinstance(place, int) else 0


def _publicity(post: Item, notes: list[str]) -> Publicity:
    status, visibility = str(post.get("status") or "draft"), str(post.get("visibility") or "public")
    if visibility != "public":
        notes.append(_RESTRICTED.get(visibility, "Only some members can read it."))
        return Publicity.RESTRICTED
    if status == "sent":
        notes.append("It was only sent by e-mail.")
        return Publicity.RESTRICTED
    return {"published": Publicity.PUBLIC, "scheduled": Publicity.SCHEDULED}.get(status, Publicity.DRAFT)


def _instant(value: Any) -> datetime.datetime | None:
    """Return an instant, which Ghost writes in UTC: as text, or in milliseconds in old exports."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.datetime.fromtimestamp(value / 1000, datetime.UTC)
        except (OverflowError, ValueError, OSError):
            return None
    try:
        found = datetime.datetime.fromisoformat(str(value or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)


GHOST = Source(name="ghost", label="Ghost (JSON)", suffixes=(".json",), read=read_ghost)
