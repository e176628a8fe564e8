"""An object as an archive of some pages has it: one line of JSON."""

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from wagtail.models import BaseViewRestriction

from archives.format.manifest import DATA, ArchiveError
from archives.portable.contents import digest

#: The files of an archive of some pages: what it brings, and the pages that this only refers to.
OBJECTS, NAMED_PAGES = f"{DATA}objects.jsonl", f"{DATA}named_pages.jsonl"
#: What the keys of pages begin with.
PAGE = "wagtailcore.page:"


@dataclass(frozen=True)
class PortableVersion:
    """The content of an object by keys, and whether it is public."""

    content: dict[str, Any]
    is_live: bool


@dataclass(frozen=True, kw_only=True)
class NamedPage:
    """A page to which others refer: its key, title, path on its site, and language."""

    key: str
    title: str
    path: str
    language: str

    def as_json(self) -> dict[str, Any]:
        """Return its line."""
        return _line(asdict(self))


@dataclass(frozen=True, kw_only=True)
class PortableObject:
    """An object with its versions: the public one, if any, and then a later draft.

    ``model`` is a label such as ``pages.eventpage``, and ``key`` names it in every installation. ``before`` has the
    hashes of its earlier versions: who has one of these has changed nothing since.
    """

    model: str
    key: str
    title: str
    versions: list[PortableVersion]
    before: list[str] = field(default_factory=list)
    #: For images and documents: the path of the file in the archive, after ``media/``.
    file: str = ""
    #: The names of the tags of what has no rows for them: images and documents.
    tags: list[str] = field(default_factory=list)
    #: For pages: the key of the page above it, the path on its site, the language, and the original of an alias.
    parent: str = ""
    path: str = ""
    language: str = ""
    alias_of: str = ""
    #: Who may see a page or a collection, if not everybody: ``login``, ``groups`` or ``password``.
    restriction: str = ""
    groups: list[str] = field(default_factory=list)
    #: When it was published first, in UTC (ISO 8601).
    first_published_at: str = ""

    @property
    def digest(self) -> str:
        """The hash of its last version, or ``""`` for an alias, which has none."""
        return digest(self.versions[-1].content, self.tags) if self.versions else ""

    @property
    def public_version(self) -> PortableVersion | None:
        """The version that is public, if one is."""
        return next((version for version in self.versions if version.is_live), None)

    def as_json(self) -> dict[str, Any]:
        """Return its line."""
        return _line(asdict(self))


def object_from_json(row: dict[str, Any]) -> PortableObject:
    """Return the object of a line. Raise ``ArchiveError`` if it is none."""
    try:
        fields = row["fields"]
        versions = [PortableVersion(dict(one["content"]), bool(one["is_live"])) for one in fields["versions"]]
        found = PortableObject(key=row["key"], **{**fields, "versions": versions})
        _check(found)
        return found
    except (TypeError, KeyError, ValueError) as error:
        raise ArchiveError(f"{OBJECTS} is damaged: {error}.") from error


def _check(found: PortableObject) -> None:
    """Raise ``ValueError`` if an object has not what every object has."""
    for name, kind in PortableObject.__annotations__.items():
        value = getattr(found, name)
        if not isinstance(value, str if kind is str else list):
            raise ValueError(f"{name} of {found.key!r} is {value!r}")
        if name != "versions" and isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise ValueError(f"{name} of {found.key!r} is {value!r}")
    if bool(found.versions) == bool(found.alias_of):
        raise ValueError(f"{found.key!r} has no version, or is an alias with one")
    known = {code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES}
    is_page = found.key.startswith(PAGE)
    if is_page != bool(found.language) or (is_page and found.language not in known):
        raise ValueError(f"{found.key!r} has the language {found.language!r}, which is none here")
    if not all(key.startswith(PAGE) for key in (found.parent, found.alias_of) if key):
        raise ValueError(f"what is above {found.key!r}, or its original, is no page")
    if found.restriction not in ("", *(kind for kind, _ in BaseViewRestriction.RESTRICTION_CHOICES)):
        raise ValueError(f"{found.key!r} is restricted to {found.restriction!r}, which is unknown")
    if found.first_published_at:
        datetime.datetime.fromisoformat(found.first_published_at)


def named_page_from_json(row: dict[str, Any]) -> NamedPage:
    """Return the page of a line. Raise ``ArchiveError`` if it is none."""
    try:
        return NamedPage(key=row["key"], **row["fields"])
    except (TypeError, KeyError) as error:
        raise ArchiveError(f"{NAMED_PAGES} is damaged: {error}.") from error


def _line(values: dict[str, Any]) -> dict[str, Any]:
    """Return a row in the form of those of an archive of the whole site."""
    return {"key": values.pop("key"), "fields": values}
