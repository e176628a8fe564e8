"""Fills the menus of a site, where they are empty."""

import uuid
from typing import Any

from wagtail.models import Page, Site

from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.writing.ledger import Ledger
from arrivals.writing.result import Outcome, Result
from pages.blocks.navigation import MAXIMUM_ENTRIES
from pages.sites.navigation import Navigation

FULL = "The menu of this site has entries already, so these were left out: {}."
NOWHERE = "This site has a main menu and a footer menu; it is neither. Its entries: {}."
FORBIDDEN = "You may not change the menus of this site. Its entries: {}."
EMPTY = "It has no entries."


class Menus:
    """The menus of a site, as one import fills them. With ``dry`` or without ``may_fill``, they stay as they are."""

    def __init__(self, site: Site, ledger: Ledger, *, dry: bool = False, may_fill: bool = True) -> None:
        self._site = site
        self._ledger = ledger
        self._dry = dry
        self._may_fill = may_fill

    def fill(self, menu: ArrivingMenu) -> Result:
        """Fill the menu that a record names, and return what became of it."""
        labels = ", ".join(entry.label for entry in menu.entries)
        if not menu.entries:
            return Result(Outcome.REMARK, sentences=[EMPTY])
        if menu.place not in ("header", "footer"):
            return Result(Outcome.FAILED, sentences=[NOWHERE.format(labels)])
        if not self._may_fill:
            return Result(Outcome.FAILED, sentences=[FORBIDDEN.format(labels)])
        navigation: Any = Navigation.for_site(self._site)
        if len(getattr(navigation, menu.place)):
            return Result(Outcome.KEPT, sentences=[FULL.format(labels)])
        sentences = list(menu.notes)
        entries = [entry for given in menu.entries for entry in self._entry(given, sentences, with_children=True)]
        if left_out := entries[MAXIMUM_ENTRIES:]:
            sentences.append(f"A menu has at most {MAXIMUM_ENTRIES} entries; the last {len(left_out)} were left out.")
        setattr(navigation, menu.place, entries[:MAXIMUM_ENTRIES])
        if not self._dry:
            navigation.save()
        return Result(Outcome.CREATED, navigation, sentences)

    def _entry(self, entry: ArrivingMenuEntry, sentences: list[str], *, with_children: bool) -> list[dict[str, Any]]:
        children = [child for below in entry.children for child in self._entry(below, sentences, with_children=False)]
        page = self._ledger.object(entry.page)
        value: dict[str, Any] = {"label": entry.label}
        if isinstance(page, Page):
            kind, value["page"] = "page", page.pk
            value["label"] = "" if entry.label == page.title else entry.label
        elif entry.url.startswith(("http://", "https://")):
            kind, value["url"] = "url", entry.url
        elif with_children and children:
            kind = "group"
        else:
            sentences.append(f"The entry “{entry.label}” leads to nothing that is here, so it was left out.")
            return children if not with_children else []
        made = [{"type": kind, "value": value, "id": str(uuid.uuid4())}]
        if with_children:
            value["children"] = children
            return made
        if children:
            sentences.append(f"A menu has two levels here, so what was below “{entry.label}” stands beside it.")
        return made + children
