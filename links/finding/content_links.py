"""Finds the links in the fields, bodies and rows of an object."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db.models import Model, URLField
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField

from links.finding.found_link import FoundLink

_ANCHOR = re.compile(r"<a\s([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w-]+)\s*=\s*"([^"]*)"')
_ADDRESS = re.compile(r"https?://\S+\Z", re.IGNORECASE)


def content_links(content: Model) -> Iterator[FoundLink]:
    """Yield the links of an object and of its rows, in the order of its fields. One query for each kind of rows."""
    yield from _of_fields(content, "")
    for relation in content._meta.related_objects:
        name = relation.get_accessor_name()
        if name and isinstance(relation.field, ParentalKey):
            for row in getattr(content, name).all():
                yield from _of_fields(row, name)


def _of_fields(content: Model, relation: str) -> Iterator[FoundLink]:
    for field in content._meta.get_fields():
        name = relation or field.name
        if isinstance(field, URLField):
            if url := str(getattr(content, field.name) or ""):
                yield FoundLink(name, url=url)
        elif isinstance(field, RichTextField):
            yield from _of_rich_text(name, "", str(getattr(content, field.name) or ""))
        elif isinstance(field, StreamField):
            for block in getattr(content, field.name).raw_data:
                yield from _of_value(name, str(block.get("id") or ""), block.get("value"))


def _of_value(field: str, block_id: str, value: Any) -> Iterator[FoundLink]:
    """Yield the links in the stored value of a block, whatever its form."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("page", "document") and isinstance(inner, int):
                target: dict[str, Any] = {name: inner}
                yield FoundLink(field, block_id, **target)
            else:
                yield from _of_value(field, block_id, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_value(field, block_id, inner)
    elif isinstance(value, str):
        if _ADDRESS.match(value):
            yield FoundLink(field, block_id, url=value)
        else:
            yield from _of_rich_text(field, block_id, value)


def _of_rich_text(field: str, block_id: str, html: str) -> Iterator[FoundLink]:
    for attributes in _ANCHOR.findall(html):
        named = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        kind, key, href = named.get("linktype"), named.get("id", ""), named.get("href", "")
        if kind in ("page", "document") and key.isdecimal():
            target: dict[str, Any] = {kind: int(key)}
            yield FoundLink(field, block_id, **target)
        elif _ADDRESS.match(href):
            yield FoundLink(field, block_id, url=href)
