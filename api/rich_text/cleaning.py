"""Converts stored rich text to a format of the API: display HTML, Markdown, or the stored form without hidden objects.

Stored text is HTML in which ``<a linktype="page" id="5">`` and ``<embed embedtype="image" id="3"/>`` name objects of
this CMS. The editor offers only a subset of HTML, but imported text may contain anything. It is therefore cleaned
first: what ``clean`` returns is balanced, has all attributes in double quotes, and runs no script.
"""

import re
from collections.abc import Iterator, Mapping

import nh3

from api.rich_text.headings import heading_anchor, text_headings
from api.rich_text.html_tree import attributes_of
from api.rich_text.link_targets import LinkTargets
from api.rich_text.markdown import markdown
from api.rich_text.writers import SPECIAL, DisplayWriter, StoredWriter, object_key

#: ``html`` and ``markdown`` are ready for display; ``db_html`` and ``db_markdown`` keep the ids of linked objects.
RICH_TEXT_FORMATS = ("html", "markdown", "db_html", "db_markdown")

_INLINE = "a,abbr,b,cite,code,del,em,i,ins,kbd,mark,q,s,small,strike,strong,sub,sup,u"
_BLOCKS = "blockquote,br,dd,div,dl,dt,embed,figcaption,figure,h1,h2,h3,h4,h5,h6,hr,li,ol,p,pre,ul"
_TABLES = "caption,table,tbody,td,tfoot,th,thead,tr"
_TAGS = frozenset(f"{_INLINE},{_BLOCKS},{_TABLES}".split(","))
_ATTRIBUTES = {"a": {"href", "linktype", "id"}, "embed": {"embedtype", "id", "alt", "format", "url"}}


def _cleaner(attributes: Mapping[str, set[str]]) -> nh3.Cleaner:
    schemes = {"http", "https", "mailto", "tel"}
    return nh3.Cleaner(tags=_TAGS, attributes=attributes, url_schemes=schemes, link_rel=None)


_DISPLAY = _cleaner(_ATTRIBUTES)
#: The stored form also keeps the keys that attach editors' comments to their paragraphs.
_STORED = _cleaner({**_ATTRIBUTES, "*": {"data-block-key"}})
_EMPTY = re.compile(r"<(br|hr)>")


def clean(text: str, rich_text_format: str) -> str:
    """Return stored text without scripts, unknown tags and attributes, and unsafe URLs."""
    return (_STORED if rich_text_format == "db_html" else _DISPLAY).clean(text)


def may_name_objects(text: str) -> bool:
    """Return whether a text may name objects, so that it has to be cleaned to find them."""
    lowered = text.lower()
    return "linktype" in lowered or "embedtype" in lowered


def named_objects(cleaned: str) -> Iterator[tuple[str, int]]:
    """Yield ``("page" | "document" | "image", id)`` for every object that a cleaned text links to or shows."""
    for match in SPECIAL.finditer(cleaned):
        if match[1] in ("a", "embed") and (key := object_key(attributes := attributes_of(match[2]))):
            yield attributes.get("linktype") or attributes["embedtype"], key


def write(cleaned: str, related: LinkTargets, anchors: set[str] | None = None) -> str:
    """Return a cleaned text in the format of ``related``, which must have loaded the objects that the text names.

    Links to objects that are not public lose their target and keep their text; images that are not public are omitted.
    Headings get anchors that are not in ``anchors`` and are added to it; without it, they get none.
    """
    ids: dict[int, str] = {}
    if anchors is not None:
        ids = {found.position: heading_anchor(found.text, anchors) for found in text_headings(cleaned)}
    if related.rich_text_format == "html":
        return DisplayWriter(cleaned, related, ids).write()
    if related.rich_text_format == "markdown":
        return markdown(DisplayWriter(cleaned, related, {}).write())
    stored = StoredWriter(cleaned, related, {}).write()
    return markdown(stored) if related.rich_text_format == "db_markdown" else _EMPTY.sub(r"<\1/>", stored)
