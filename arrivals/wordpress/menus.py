"""The menus of an export."""

import re
from collections.abc import Iterator

from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.page_fields import page_key
from arrivals.wordpress.plain_names import plain_name
from arrivals.wordpress.survey import Survey

#: Menus are nested less deep than this.
_DEEPEST = 10
_PLACES = (("footer", re.compile(r"foot|bottom|legal", re.I)), ("header", re.compile(r"head|main|primary|top", re.I)))


def menus(survey: Survey) -> Iterator[ArrivingMenu]:
    """Yield the menus. Where a theme shows one is not in the file: its name may say it."""
    items: dict[str, list[ExportedItem]] = {}
    names: dict[str, str] = {}
    for item in survey.menu_items:
        if item.status != "publish":
            continue
        for taxonomy, slug, name in item.terms:
            if taxonomy == "nav_menu":
                items.setdefault(slug, []).append(item)
                names.setdefault(slug, plain_name(name) or slug)
    for slug, found in items.items():
        notes: list[str] = []
        yield ArrivingMenu(
            key=f"menu:{slug}"[:255],
            name=names[slug],
            place=place_of(f"{slug} {names[slug]}"),
            entries=tuple(_entries(found, survey, notes)),
            notes=tuple(notes),
        )


def place_of(name: str) -> str:
    """Return where a menu is shown by its name: ``header``, ``footer`` or ``""``."""
    return next((place for place, words in _PLACES if words.search(name)), "")


def _entries(items: list[ExportedItem], survey: Survey, notes: list[str]) -> list[ArrivingMenuEntry]:
    known = {item.id for item in items}
    below: dict[int, list[ExportedItem]] = {}
    for item in sorted(items, key=lambda item: (item.order, item.id)):
        parent = item.number("_menu_item_menu_item_parent")
        below.setdefault(parent if parent in known and parent != item.id else 0, []).append(item)

    def made(parent: int, depth: int) -> Iterator[ArrivingMenuEntry]:
        for item in below.get(parent, ()):
            children = tuple(made(item.id, depth + 1)) if depth < _DEEPEST else ()
            entry = _entry(item, survey, children)
            if entry is None:
                notes.append(f"An entry leads to something that is not in the file: {_label(item, survey)}.")
                yield from children
            else:
                yield entry

    return list(made(0, 0))


def _entry(item: ExportedItem, survey: Survey, children: tuple[ArrivingMenuEntry, ...]) -> ArrivingMenuEntry | None:
    number = item.number("_menu_item_object_id")
    kind, label = item.meta("_menu_item_type"), _label(item, survey)
    if kind == "post_type":
        page = survey.pages.get(number)
        return (
            ArrivingMenuEntry(label=label, page=page_key(page.post_type, number), children=children) if page else None
        )
    if kind == "taxonomy":
        taxonomy = item.meta("_menu_item_object")
        url = survey.topics.address_of(taxonomy, number)
    elif kind == "post_type_archive":
        is_events = item.meta("_menu_item_object") == "tribe_events"
        url = survey.site.url("events/") if is_events else item.meta("_menu_item_url")
    else:
        url = item.meta("_menu_item_url")
    if not url and not children:
        return None
    return ArrivingMenuEntry(label=label, url=url, children=children)


def _label(item: ExportedItem, survey: Survey) -> str:
    """Return the label of an entry: its own, or else the title of the page that it leads to."""
    page = (
        survey.pages.get(item.number("_menu_item_object_id")) if item.meta("_menu_item_type") == "post_type" else None
    )
    return plain_name(item.title) or (plain_name(page.title) if page else "") or item.meta("_menu_item_url")
