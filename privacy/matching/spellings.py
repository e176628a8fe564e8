"""The spellings of a person: their name, slug, e-mail addresses and addresses on the web."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from pages.search.words import fold
from privacy.matching.folding import fold_with_places, roughly_folded

#: What stands between two names: spaces, also as tags, or one of the signs of file names, addresses and slugs.
_BETWEEN = r"(?:(?:\s|<[^<>]{0,500}>){1,30}|[-_.+~]{1,3})"
_WORD = re.compile(r"[^\W_]+")
_ASCII = re.compile(r"[a-z0-9]+")
_MARKUP = re.compile(r"<[a-zA-Z/]|&(?:#\w+|\w+);")
_TAG = re.compile(r"<[^<>]{0,500}>")
#: What stands for an e-mail address or a website that is removed (RFC 2606, 2).
NO_MAILBOX, NO_HOST = "removed@removed.invalid", "removed.invalid"
#: The fewest letters of a name of one word: shorter ones are part of what has nothing to do with the person.
FEWEST_LETTERS = 4
_AROUND = 40


class TooShort(ValueError):
    """Raised for a spelling that would be found everywhere; its text is a sentence."""


@dataclass(frozen=True)
class Found:
    """Where a text names the person."""

    start: int
    end: int


class Spellings:
    """What is looked for. A name is found however it is written: ``José Núñez``, ``NUNEZ, Jose``, ``jose-nunez``.

    ``names`` are names, slugs and other spellings; ``addresses`` are e-mail addresses and URLs. Raise ``TooShort``
    for a name of fewer than four letters.
    """

    def __init__(self, names: Iterable[str], addresses: Iterable[str] = ()) -> None:
        self.names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
        self.addresses = tuple(dict.fromkeys(text for each in addresses if (text := _bare_address(each))))
        for name in self.names:
            if len("".join(_WORD.findall(fold(name)))) < FEWEST_LETTERS:
                raise TooShort(f"“{name}” is too short to look for: it would be found in other words.")
        patterns = {pattern for name in self.names for pattern in _patterns(name)}
        patterns |= {re.escape(fold(address)) for address in self.addresses}
        ordered = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(ordered)})(?![^\W_])") if ordered else None
        self._words = {max(_WORD.findall(fold(text)), key=len, default="") for text in (*self.names, *self.addresses)}
        #: ASCII letters without which no file names the person; empty if there are none.
        self.probes = _probes((*self.names, *self.addresses))

    def find(self, text: str) -> list[Found]:
        """Return where a text names the person, from left to right."""
        if self._pattern is None or not self.may_be_in(text):
            return []
        folded = fold_with_places(text)
        return [Found(*folded.place(*match.span())) for match in self._pattern.finditer(folded.text)]

    def may_be_in(self, text: str) -> bool:
        """Return whether a closer look at a text is worth it."""
        plain = roughly_folded(text)
        return any(word in plain for word in self._words)

    def is_whole(self, text: str) -> bool:
        """Return whether a text is the name and nothing else."""
        found = self.find(text)
        return len(found) == 1 and not (text[: found[0].start] + text[found[0].end :]).strip(" .,;:\t\n")

    def replace(self, text: str, replacement: str) -> str:
        """Return a text in which ``replacement`` stands for the person, as a slug where the name is part of one."""
        parts, position = [], 0
        for found in self.find(text):
            written = text[found.start : found.end]
            parts += [text[position : found.start], _as_written(written, text, found, replacement)]
            position = found.end
        return "".join(parts) + text[position:] if parts else text

    def excerpt(self, text: str, found: Found) -> str:
        """Return the surroundings of what was found, on one line."""
        start, end = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
        ends = "…" if start else "", "…" if end < len(text) else ""
        return " ".join((ends[0] + text[start:end] + ends[1]).split())


def strings_in(value: Any) -> Iterator[str]:
    """Yield the texts of a stored value; of JSON, also JSON within texts, its keys and texts."""
    if isinstance(value, str):
        if (parsed := parsed_json(value)) is not None:
            yield from strings_in(parsed)
        else:
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings_in(key)
            yield from strings_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings_in(inner)
    elif isinstance(value, bytes | memoryview):
        yield bytes(value).decode("utf-8", "replace")


def parsed_json(text: str) -> Any:
    """Return the object or list that a text holds as JSON, or ``None``."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _bare_address(address: str) -> str:
    bare = re.sub(r"\A(?:https?://(?:www\.)?|mailto:)", "", address.strip(), flags=re.IGNORECASE)
    return bare.rstrip("/")


def _patterns(name: str) -> Iterator[str]:
    """Yield the patterns of a name, and of the name as in lists: the last word first."""
    tokens = [r"[\W_]?".join(map(re.escape, words)) for part in fold(name).split() if (words := _WORD.findall(part))]
    if not tokens:
        return
    yield _BETWEEN.join(tokens)
    if len(tokens) > 1:
        yield rf"{tokens[-1]}\s?,\s{{0,3}}{_BETWEEN.join(tokens[:-1])}"


def _probes(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return for each spelling the longest part of which every way to write it has the same letters; or nothing."""
    probes = []
    for spelling in spellings:
        # Only letters that are ASCII as they are typed: others are stored in several ways.
        runs = _ASCII.findall(spelling.lower())
        longest = max(runs, key=len, default="")
        if len(longest) < 3:
            return ()
        probes.append(longest)
    return tuple(dict.fromkeys(probes))


def _as_written(written: str, text: str, found: Found, replacement: str) -> str:
    if not re.search(r"\s|<", written):
        if "@" in written:
            return NO_MAILBOX
        if "/" in written or text[: found.start].endswith(("://", "://www.")):
            return NO_HOST
        if _is_in_address(text, found):
            return slugify(replacement)
    # Tags within the name stay, so that each still has its counterpart.
    tags = "".join(_TAG.findall(written))
    return (html.escape(replacement, quote=False) if _MARKUP.search(text) else replacement) + tags


def _is_in_address(text: str, found: Found) -> bool:
    """Return whether a part of a text is in what has no spaces, such as a path, a file name or a slug."""
    before, after = text[: found.start][-1:], text[found.end :][:1]
    written = text[found.start : found.end]
    return (
        bool(re.search(r"[-_+~%]|\w\.\w", written)) or before in ("/", "-", "_", "=") or after in ("/", "-", "_", "@")
    )
