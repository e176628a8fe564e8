"""Makes bodies and rich text of the HTML of a source."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from arrivals.writing.addresses import absolute, fragment_of
from arrivals.writing.ledger import Ledger
from arrivals.writing.library import FileRefused, Library
from pages.blocks.parts import (
    ButtonPart,
    FilePart,
    GalleryPart,
    Part,
    PicturePart,
    QuotePart,
    TextPart,
)
from pages.foreign_html.blocks import as_stored_blocks, text_of
from pages.foreign_html.left_out import LeftOut
from pages.foreign_html.splitting import split_html

_UNDESCRIBED = "{} of the pictures in the text {} no alternative text, so the page cannot be published before it has."
_UNATTRIBUTED = "{} of the quotations {} nobody who said it, so the page cannot be published before it does."
_IN_ITALICS = "{} that {} nobody who said it became text in italics."


@dataclass
class Text:
    """What became of the HTML of one field: ``blocks`` as a body stores them, and sentences about what did not fit.

    ``is_incomplete`` is whether a later import could do better, since files could not be brought in.
    """

    blocks: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    is_incomplete: bool = False


class Texts:
    """Converts texts of one origin: links lead to what has arrived, pictures and files come from the libraries.

    If they are to be ``publishable``, quotations of which nobody is named as the speaker are set in italics.
    """

    def __init__(
        self,
        ledger: Ledger,
        library: Library,
        *,
        undescribed_are_decorative: bool = False,
        publishable: bool = False,
    ) -> None:
        self._ledger = ledger
        self._library = library
        self._undescribed_are_decorative = undescribed_are_decorative
        self._publishable = publishable

    def body(self, html: str, base: str, key: str) -> Text:
        """Return the blocks for the HTML of a page with an address and a key. Raise ``TooLong`` as ``clean`` does.

        Each time, the blocks have the same ids, so that comments on them stay where they are.
        """
        text = Text()
        parts, left_out = split_html(html, media=True, link_to=lambda address: self._link(address, base, text))
        resolved = [part for found in parts for part in self._resolved(found, base, text, left_out)]
        if self._publishable:
            resolved = _without_speechless(resolved, text)
        text.blocks = as_stored_blocks(_joined(resolved), left_out)
        _give_ids(text.blocks, f"{self._ledger.origin} {key}")
        if phrases := left_out.sentences():
            text.sentences.append(f"Left out of the text: {', '.join(phrases)}.")
        text.sentences += list(_unfinished(resolved))
        return text

    def rich_text(self, html: str, base: str, allowed: Iterable[str] = ("b", "i", "a")) -> tuple[str, list[str]]:
        """Return the HTML of a short text as the content of a rich text field, and sentences about what did not fit."""
        text = Text()
        parts, left_out = split_html(html, allowed, link_to=lambda address: self._link(address, base, text))
        content = "".join(text_of(part, left_out) for part in parts)
        if phrases := left_out.sentences():
            text.sentences.append(f"Left out of a short text: {', '.join(phrases)}.")
        return content, text.sentences

    def _link(self, address: str, base: str, text: Text) -> str | None:
        """Return the attributes of a link to an object of this site, or to an address made absolute."""
        full = absolute(address, base)
        if not address or address.startswith("#") or urlsplit(full).scheme not in ("http", "https"):
            return None
        found = self._ledger.at(full)
        if isinstance(found, Page):
            if fragment := fragment_of(full):
                text.sentences.append(f"A link to the place “{fragment}” of “{found.title}” leads to the whole page.")
            return f'linktype="page" id="{found.pk}"'
        if isinstance(found, AbstractDocument):
            return f'linktype="document" id="{found.pk}"'
        return f'href="{escape(full)}"' if full != address else None

    def _resolved(self, part: Part, base: str, text: Text, left_out: LeftOut) -> Iterator[Part]:
        """Yield a part with its files from the libraries, or what stands for it without them."""
        if isinstance(part, PicturePart):
            yield self._picture(part, base, text) or TextPart(text_of(part, LeftOut()))
        elif isinstance(part, GalleryPart):
            pictures = [(picture, self._picture(picture, base, text)) for picture in part.pictures]
            if found := tuple(taken for _, taken in pictures if taken is not None):
                yield replace(part, pictures=found)
            yield from (TextPart(text_of(picture, LeftOut())) for picture, taken in pictures if taken is None)
        elif isinstance(part, FilePart):
            yield self._file(part, base, text, left_out)
        elif isinstance(part, ButtonPart):
            found_page = self._ledger.at(absolute(part.url, base))
            yield replace(
                part, url=absolute(part.url, base), page=found_page.pk if isinstance(found_page, Page) else None
            )
        else:
            yield part

    def _picture(self, part: PicturePart, base: str, text: Text) -> PicturePart | None:
        found = self._in_library(absolute(part.source, base), "picture", text)
        if found is None:
            return None
        if not isinstance(found, get_image_model()):
            text.sentences.append(f"The picture {part.source} is no picture.")
            return None
        described = part.alternative_text or found.default_alt_text
        decorative = not described and (self._undescribed_are_decorative or found.decorative)
        return replace(part, image=found.pk, alternative_text=described, decorative=decorative)

    def _file(self, part: FilePart, base: str, text: Text, left_out: LeftOut) -> Part:
        address = absolute(part.source, base)
        found = self._in_library(address, "file", text)
        if isinstance(found, get_document_model()):
            return replace(part, document=found.pk)
        if isinstance(found, AbstractImage):
            return PicturePart(address, found.default_alt_text, image=found.pk, decorative=found.decorative)
        return TextPart(text_of(replace(part, source=address), left_out))

    def _in_library(self, address: str, what: str, text: Text) -> Any:
        try:
            return self._library.at(address)
        except FileRefused as refused:
            text.sentences.append(f"The {what} {address} was not brought in. {refused}")
            text.is_incomplete = True
            return None


def _give_ids(stored: Any, place: str) -> None:
    """Give each block, and each item of a list in one, the id that belongs to its place."""
    if isinstance(stored, list):
        for position, inner in enumerate(stored):
            if isinstance(inner, dict) and "value" in inner:
                inner["id"] = str(uuid5(NAMESPACE_URL, f"{place} {position}"))
                _give_ids(inner["value"], f"{place} {position}")
    elif isinstance(stored, dict):
        for name, inner in stored.items():
            _give_ids(inner, f"{place} {name}")


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Return the parts with neighboring texts as one, and without empty ones."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, TextPart):
            if not part.html:
                continue
            if joined and isinstance(joined[-1], TextPart):
                joined[-1] = TextPart(re.sub(r"</(ul|ol)><\1>", "", joined[-1].html + part.html))
                continue
        joined.append(part)
    return joined


def _without_speechless(parts: list[Part], text: Text) -> list[Part]:
    """Return the parts with quotations of which nobody is named as the speaker as text in italics."""
    changed = [
        TextPart("".join(f"<p><i>{escape(line, quote=False)}</i></p>" for line in part.text.split("\n\n") if line))
        if isinstance(part, QuotePart) and not part.attribution
        else part
        for part in parts
    ]
    count = sum(before is not after for before, after in zip(parts, changed, strict=True))
    if count:
        what = "1 quotation" if count == 1 else f"{count} quotations"
        text.sentences.append(_IN_ITALICS.format(what, "names" if count == 1 else "name"))
    return changed


def _unfinished(parts: Iterable[Part]) -> Iterator[str]:
    """Yield sentences about what an editor has to add before the page can be published."""
    every = list(parts)
    pictures = [part for part in every if isinstance(part, PicturePart)]
    pictures += [picture for part in every if isinstance(part, GalleryPart) for picture in part.pictures]
    undescribed = sum(not (picture.alternative_text or picture.decorative) for picture in pictures)
    if undescribed:
        yield _UNDESCRIBED.format(undescribed, "has" if undescribed == 1 else "have")
    unattributed = sum(isinstance(part, QuotePart) and not part.attribution for part in every)
    if unattributed:
        yield _UNATTRIBUTED.format(unattributed, "names" if unattributed == 1 else "name")
