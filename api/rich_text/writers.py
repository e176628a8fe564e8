"""Writes the links, embeds and headings of rich text as responses contain them."""

import html
import re
from collections.abc import Mapping

from api.formats.addresses import web_address
from api.rich_text.html_tree import attributes_of
from api.rich_text.link_targets import LinkTargets
from pages.images.sources import image_sources

#: The tags of cleaned text that are rewritten.
SPECIAL = re.compile(r'<(a|embed|h[2-4])((?:\s[\w-]+="[^"]*")*)>|</a>')
_PHRASE = re.compile(r"<(/?)(?:p|pre|h[1-6]|dt|caption|figcaption|a|b|strong|i|em)\b")
_ID = re.compile(r"[1-9][0-9]{0,17}\Z", re.ASCII)


def object_key(attributes: Mapping[str, str]) -> int | None:
    """Return the id of the page, document or image that a tag names, or ``None``."""
    kind = attributes.get("linktype") or attributes.get("embedtype")
    if kind not in ("page", "document", "image") or not _ID.match(attributes.get("id", "")):
        return None
    return int(attributes["id"])


class Writer:
    """Writes one cleaned text with its links, embeds and headings replaced."""

    def __init__(self, cleaned: str, related: LinkTargets, anchors: Mapping[int, str]) -> None:
        self.cleaned = cleaned
        self.related = related
        self.anchors = anchors
        self.in_link = False
        self._depth = self._counted = 0

    def write(self) -> str:
        return SPECIAL.sub(self._replace, self.cleaned)

    def _replace(self, match: "re.Match[str]") -> str:
        name = match[1]
        if name is None:
            self.in_link = False
            return match[0]
        if name.startswith("h"):
            return f'<{name} id="{self.anchors[match.start()]}">' if match.start() in self.anchors else match[0]
        attributes = attributes_of(match[2])
        if name == "embed":
            return self.embed(attributes, match.start())
        link = self.link(attributes)
        self.in_link = "href" in link or "linktype" in link
        return _tag("a", link)

    def in_phrase(self, position: int) -> bool:
        """Return whether a position is inside a paragraph or similar element. Positions must be checked in order."""
        for closing in _PHRASE.findall(self.cleaned, self._counted, position):
            self._depth += -1 if closing else 1
        self._counted = position
        return self._depth > 0

    def link(self, attributes: Mapping[str, str]) -> Mapping[str, object]:
        """Return the attributes of a link in the response, none if its target is not public."""
        kind = attributes.get("linktype", "external")
        key = object_key(attributes) or 0
        if kind == "page":
            return self.page_link(key) if key in self.related.pages else {}
        if kind == "document":
            return self.document_link(key) if key in self.related.documents else {}
        carries_address = kind in ("external", "email", "anchor") and "href" in attributes
        return {"href": attributes["href"]} if carries_address else {}

    def embed(self, attributes: Mapping[str, str], position: int) -> str:
        """Return the HTML for an embed in the response, or an empty string if it is not public."""
        if attributes.get("embedtype") == "image" and object_key(attributes) in self.related.images:
            return self.image(attributes)
        address = attributes.get("url", "")
        if attributes.get("embedtype") == "media" and web_address(address) is not None:
            return self.media(address, position)
        return ""

    def page_link(self, key: int) -> Mapping[str, object]:
        raise NotImplementedError

    def document_link(self, key: int) -> Mapping[str, object]:
        raise NotImplementedError

    def image(self, attributes: Mapping[str, str]) -> str:
        raise NotImplementedError

    def media(self, address: str, position: int) -> str:
        raise NotImplementedError


class DisplayWriter(Writer):
    """Writes HTML for display."""

    def page_link(self, key: int) -> Mapping[str, object]:
        return {"href": self.related.pages[key].html_path, "data-page-id": key}

    def document_link(self, key: int) -> Mapping[str, object]:
        return {"href": self.related.documents[key].url}

    def image(self, attributes: Mapping[str, str]) -> str:
        image = self.related.images[int(attributes["id"])]
        sources = image_sources(image)
        if not sources["src"]:
            return ""
        alt = attributes.get("alt") or image.default_alt_text
        shown = {name: sources[name] for name in ("src", "srcset", "width", "height")}
        return _tag("img", {**shown, "alt": alt})

    def media(self, address: str, position: int) -> str:
        if self.in_link:
            return html.escape(address)
        link = f"{_tag('a', {'href': address})}{html.escape(address)}</a>"
        return link if self.in_phrase(position) else f"<p>{link}</p>"


class StoredWriter(Writer):
    """Writes HTML in the stored form."""

    def page_link(self, key: int) -> Mapping[str, object]:
        return {"linktype": "page", "id": key}

    def document_link(self, key: int) -> Mapping[str, object]:
        return {"linktype": "document", "id": key}

    def image(self, attributes: Mapping[str, str]) -> str:
        kept = {name: value for name, value in attributes.items() if name in ("alt", "embedtype", "format", "id")}
        return _tag("embed", kept, "/>")

    def media(self, address: str, position: int) -> str:
        return _tag("embed", {"embedtype": "media", "url": address}, "/>")


def _tag(name: str, attributes: Mapping[str, object], end: str = ">") -> str:
    return f"<{name}" + "".join(f' {key}="{html.escape(str(value))}"' for key, value in attributes.items()) + end
