"""Writes a page as a Markdown document, from what its type declares for feeds and what its model declares."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Field
from wagtail.fields import RichTextField

from api.blocks.figure import figure
from api.entries.entry import Entry, entry_type
from api.entries.printable import printable
from api.registry.page_types import serializer_for
from api.rich_text.markdown import markdown
from api.rich_text.simple_html import absolute_rich_text, element, html_text, link
from pages.models.base import BasePage
from pages.models.relations import participant_relations

#: What an entry has already, whether or not its type names it.
IN_ENTRIES = frozenset({"kicker_text", "subtitle", "summary", "intro", "body"})
#: The plain texts of a row of participants that stand after the name, in this order, where it has them.
LINES = ("role", "talk_title", "affiliation", "byline")


def document_fields(model: type[BasePage]) -> Sequence[str]:
    """Return the API fields from which the document of a page of a registered type is written."""
    named = [
        *entry_type(model).fields,
        "subtitle",
        *_own_texts(model),
        *_own_texts(model, rich=True),
        *_participants(model),
    ]
    return list(dict.fromkeys(named))


def page_document(page: BasePage, model: type[BasePage], value: dict[str, Any]) -> str:
    """Return a page of a registered type as Markdown, from its ``document_fields`` as the API serves them.

    It has the title, facts such as who wrote it and when, all texts, and who takes part. All links are absolute.
    """
    value = printable(value)
    entry: Entry = entry_type(model).make(page, value)
    html = [
        element("h1", html_text(entry.title)),
        *(element("p", html_text(text)) for text in (value["subtitle"],) if text),
        *(element("blockquote", element("p", html_text(text))) for text in (entry.summary,) if text),
        element("ul", "".join(element("li", fact) for fact in (*_facts(entry), *_named_texts(model, value)))),
        figure(entry.image, "") if entry.image else "",
        *(absolute_rich_text(value[name], entry.url) for name in _own_texts(model, rich=True)),
        entry.html,
        *_people(model, value, entry.url),
    ]
    return markdown("".join(html)).rstrip("\n") + "\n"


def _facts(entry: Entry) -> Iterator[str]:
    yield f"Page: {link(entry.url, entry.url, entry.url)}"
    if entry.authors:
        yield "By: " + "; ".join(_name(author, entry.url) + _lines(author) for author in entry.authors)
    yield f"Published: {entry.published.date().isoformat()}"
    if entry.updated.date() > entry.published.date():
        yield f"Updated: {entry.updated.date().isoformat()}"
    if entry.original_url:
        yield f"First published: {link(entry.original_url, entry.original_url, entry.url)}"
    if entry.categories:
        yield f"Topics: {html_text(', '.join(entry.categories))}"
    yield f"Language: {html_text(entry.language)}"


def _named_texts(model: type[BasePage], value: dict[str, Any]) -> Iterator[str]:
    for name in _own_texts(model):
        if isinstance(value[name], str) and value[name]:
            label = str(model._meta.get_field(name).verbose_name)
            yield html_text(f"{label[:1].upper()}{label[1:]}: {value[name]}")


def _people(model: type[BasePage], value: dict[str, Any], url: str) -> Iterator[str]:
    for name in _participants(model):
        rows = value[name]
        # Whoever wrote a page stands at its top.
        if rows and name != "authors":
            items = "".join(element("li", _name(row, url) + _lines(row)) for row in rows)
            yield element("h2", html_text(name.replace("_", " ").capitalize())) + element("ul", items)


def _name(row: dict[str, Any], url: str) -> str:
    """Return a name as HTML, with a link to the person's page, or to the site of the organization."""
    person, organization = row.get("person") or {}, row.get("organization") or {}
    address = person.get("html_path") or organization.get("url")
    return link(address, row["name"], url)


def _lines(row: dict[str, Any]) -> str:
    lines = [str(row.get(name) or "").replace("_", " ") for name in LINES]
    return "".join(f", {html_text(line)}" for line in lines if line)


def _own_texts(model: type[BasePage], *, rich: bool = False) -> list[str]:
    """Return the plain or rich texts of a model that no entry has, in the order in which it declares them."""
    served, fields = serializer_for(model).shape(), entry_type(model).fields
    names = [text.field for text in model.texts if text.field in served and text.field not in IN_ENTRIES]
    columns = {field.name: field for field in model._meta.get_fields()}
    return [
        name
        for name in names
        if name not in fields
        and isinstance(columns.get(name), RichTextField if rich else Field)
        and (rich or not isinstance(columns[name], RichTextField))
    ]


def _participants(model: type[BasePage]) -> list[str]:
    served = serializer_for(model).shape()
    names = [str(relation.get_accessor_name()) for relation in participant_relations(model)]
    return [name for name in names if name in served]
