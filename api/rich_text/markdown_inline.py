"""Writes inline Markdown: emphasis, links, images, and escaped text."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from api.rich_text.html_tree import EMPHASIS, Child, HtmlNode

#: Characters with a meaning anywhere in a line; an underscore has one only at the edge of a word.
_SIGNIFICANT = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(r"((?:\\\n|\s)*)(.*?)((?:\\\n|\s)*)\Z", re.DOTALL)
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f<>]")


def inline(children: Iterable[Child], styles: frozenset[str] = frozenset()) -> str:
    """Return text and inline elements as Markdown, on one line except for line breaks.

    ``styles`` are the kinds of emphasis that already surround them.
    """
    written = ""
    for child in children:
        part = markdown_text(child) if isinstance(child, str) else _element(child, styles)
        if part.startswith("[") and written.endswith("!"):
            # Together they would be an image.
            written = written[:-1] + r"\!"
        if written.endswith((" ", "\n")):
            part = part.lstrip(" ")
        written += part
    return written


def trimmed(children: Iterable[Child]) -> str:
    """Return inline content without spaces and line breaks at either end."""
    return _edges(inline(children))[1]


def markdown_text(plain: str) -> str:
    """Return plain text with all characters escaped that have a meaning in Markdown."""
    return _SIGNIFICANT.sub(lambda found: "&amp;" if found[0] == "&" else f"\\{found[0]}", _SPACE.sub(" ", plain))


def source(children: Iterable[Child]) -> str:
    """Return the text of elements without markup."""
    return "".join(child if isinstance(child, str) else source(child.children) for child in children)


def backticks(content: str, least: int) -> str:
    """Return at least ``least`` backticks, more than any run of them in ``content``."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", content)), default=0))


def _edges(written: str) -> tuple[str, str, str]:
    match = _EDGES.match(written)
    return (match[1], match[2], match[3]) if match else ("", written, "")


def _element(node: HtmlNode, styles: frozenset[str]) -> str:
    if node.tag == "br":
        return "\\\n"
    if node.tag == "code":
        return _code(source(node.children))
    if node.tag == "img":
        return _picture(node.attributes.get("alt", ""), node.attributes.get("src", ""))
    if node.tag == "embed":
        return _embed(node.attributes)
    marker = EMPHASIS.get(node.tag)
    if marker and marker not in styles:
        # Emphasis cannot begin or end with a space.
        before, inner, after = _edges(inline(node.children, styles | {marker}))
        return f"{before}{marker}{inner}{marker}{after}" if inner else before + after
    inner = inline(node.children, styles)
    if node.tag in ("sup", "sub"):
        return f"<{node.tag}>{inner}</{node.tag}>"
    address = _address(node.attributes) if node.tag == "a" else ""
    return f"[{inner}]({_destination(address)})" if address and inner.strip() else inner


def _address(attributes: Mapping[str, str]) -> str:
    if "linktype" in attributes:
        return _reference(attributes["linktype"], id=attributes.get("id", ""))
    return attributes.get("href", "")


def _reference(kind: str, **parameters: str) -> str:
    return f"wagtail://{kind}?{urlencode(parameters, quote_via=quote)}"


def _embed(attributes: Mapping[str, str]) -> str:
    if attributes.get("embedtype") == "media":
        address = attributes.get("url", "")
        return _picture(address, _reference("media", url=address))
    reference = _reference("image", id=attributes.get("id", ""), format=attributes.get("format", ""))
    return _picture(attributes.get("alt", ""), reference)


def _picture(description: str, address: str) -> str:
    return f"![{markdown_text(description)}]({_destination(address)})"


def _destination(address: str) -> str:
    encoded = _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0]), address)
    return re.sub(r"[\\()]|&(?=#?\w+;)", lambda found: "&amp;" if found[0] == "&" else f"\\{found[0]}", encoded)


def _code(content: str) -> str:
    if not content:
        return ""
    fence = backticks(content, 1)
    padding = " " if content[0] == "`" or content[-1] == "`" else ""
    return f"{fence}{padding}{_SPACE.sub(' ', content)}{padding}{fence}"
