"""The menus of themes that consist of blocks, which WordPress keeps as posts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.wordpress.menus import place_of
from arrivals.wordpress.page_fields import page_key
from arrivals.wordpress.plain_names import plain_name
from arrivals.wordpress.stored_text.block_marks import block_marks
from arrivals.wordpress.survey import NAVIGATION, Survey

_ENTRIES = frozenset({"core/navigation-link", "core/navigation-submenu", "core/home-link"})
_TAXONOMIES = {"tag": "post_tag"}
#: Menus are nested less deep than this.
_DEEPEST = 10


@dataclass
class _Open:
    attributes: dict[str, Any]
    entries: list[ArrivingMenuEntry] = field(default_factory=list)


def navigation_menus(survey: Survey) -> Iterator[ArrivingMenu]:
    """Yield the menus of block themes."""
    for item in survey.helpers(NAVIGATION):
        if item.status != "publish":
            continue
        name = plain_name(item.title) or item.slug
        notes = ("A list of all pages in it is left out.",) if "<!-- wp:page-list" in item.content else ()
        entries = tuple(_entries(item.content, survey))
        yield ArrivingMenu(
            key=f"{NAVIGATION}:{item.id}",
            name=name,
            place=place_of(f"{item.slug} {name}"),
            entries=entries,
            notes=notes,
        )


def _entries(text: str, survey: Survey) -> list[ArrivingMenuEntry]:
    open_entries = [_Open({})]
    for mark in block_marks(text):
        if mark.name not in _ENTRIES:
            continue
        if mark.is_empty:
            open_entries[-1].entries += _entry(_Open(mark.attributes), survey)
        elif not mark.ends and len(open_entries) < _DEEPEST:
            open_entries.append(_Open(mark.attributes))
        elif mark.ends and len(open_entries) > 1:
            done = open_entries.pop()
            open_entries[-1].entries += _entry(done, survey)
    while len(open_entries) > 1:
        done = open_entries.pop()
        open_entries[-1].entries += _entry(done, survey)
    return open_entries[0].entries


def _entry(known: _Open, survey: Survey) -> list[ArrivingMenuEntry]:
    """Return an entry, or what is below it, if it leads nowhere."""
    attributes, children = known.attributes, tuple(known.entries)
    number, kind = attributes.get("id"), attributes.get("kind")
    label, url = plain_name(str(attributes.get("label", ""))), str(attributes.get("url", ""))
    if isinstance(number, int) and kind == "taxonomy":
        taxonomy = str(attributes.get("type", ""))
        url = survey.topics.address_of(_TAXONOMIES.get(taxonomy, taxonomy), number) or url
    elif isinstance(number, int) and (page := survey.pages.get(number)):
        label = label or plain_name(page.title)
        return [ArrivingMenuEntry(label=label, page=page_key(page.post_type, number), children=children)]
    if not label or not (url or children):
        return list(children)
    return [ArrivingMenuEntry(label=label, url=url, children=children)]
