"""What the front matter of a document says, as the fields of a post."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from arrivals.contents.bylines import named_people, read_byline
from arrivals.records.participant import ArrivingParticipant
from pages.fields.typed_date import read_date

#: The names under which programs write each field.
NAMES = {
    "title": ("title",),
    "subtitle": ("subtitle", "sub_title", "subheading", "deck", "dek", "standfirst"),
    "summary": ("summary", "description", "excerpt", "abstract"),
    "slug": ("slug",),
    "authors": ("authors", "author", "byline", "by"),
    "published_on": ("date", "published_on", "published", "publishdate", "publish_date", "pubdate", "published_at"),
    "updated_on": ("updated_on", "updated", "lastmod", "last_modified_at", "modified", "updated_at"),
    "topics": ("topics", "topic", "categories", "category"),
    "tags": ("tags", "tag", "keywords"),
    "feature_image": ("feature_image", "featured_image", "image", "cover", "cover_image", "thumbnail", "hero"),
    "canonical_url": ("canonical_url", "canonical"),
    "search_title": ("search_title", "seo_title", "meta_title"),
    "search_description": ("search_description", "seo_description", "meta_description"),
}
#: What says nothing that a post has, and is not worth a note.
_IGNORED = frozenset({"layout", "draft", "type", "id", "permalink", "lang", "language", "toc"})
_TEXTS = (
    "title",
    "subtitle",
    "summary",
    "slug",
    "feature_image",
    "canonical_url",
    "search_title",
    "search_description",
)


@dataclass
class Metadata:
    """The fields that were found. ``topics`` are names. ``notes`` say what was not understood."""

    texts: dict[str, str] = field(default_factory=dict)
    authors: tuple[ArrivingParticipant, ...] = ()
    published_on: datetime.date | None = None
    updated_on: datetime.date | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)


def read_metadata(values: Mapping[str, Any]) -> Metadata:
    """Return what front matter says, whose names are in lower case."""
    found = Metadata()
    known = {name: next((other for other in names if _says(values.get(other))), "") for name, names in NAMES.items()}
    for name in _TEXTS:
        if known[name]:
            found.texts[name] = _text(values[known[name]])
    if known["authors"]:
        found.authors = tuple(_authors(values[known["authors"]]))
    for name in ("published_on", "updated_on"):
        if known[name]:
            setattr(found, name, _date(values[known[name]], found.notes))
    found.topics = tuple(_words(values.get(known["topics"])))
    found.tags = tuple(_words(values.get(known["tags"])))
    unknown = [name for name in values if name not in known.values() and name not in _IGNORED and _says(values[name])]
    if unknown:
        found.notes.append(f"The front matter also has {', '.join(unknown)[:300]}, which a post does not have.")
    return found


def _says(value: Any) -> bool:
    return value not in (None, "", [], {}) and not isinstance(value, bool)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("url", "src", "path", "name") if name in value), "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split())


def _words(value: Any) -> Iterator[str]:
    listed = value if isinstance(value, list) else str(value or "").split(",")
    yield from dict.fromkeys(word for item in listed if (word := _text(item)))


def _authors(value: Any) -> Iterator[ArrivingParticipant]:
    for item in value if isinstance(value, list) else [value]:
        text = _text(item)
        if text:
            yield from named_people(text) or read_byline(text) or (ArrivingParticipant(name=text[:255]),)


def _date(value: Any, notes: list[str]) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = _text(value)
    try:
        return datetime.datetime.fromisoformat(text).date()
    except ValueError:
        pass
    try:
        return read_date(text)
    except ValidationError:
        notes.append(f"The date “{text[:100]}” of the front matter is not understood. Enter it by hand.")
        return None
