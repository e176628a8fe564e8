"""A menu that arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingMenuEntry:
    """An entry of a menu: the key of a page, or a URL, and the entries below it."""

    label: str
    page: str = ""
    url: str = ""
    children: tuple["ArrivingMenuEntry", ...] = ()


@dataclass(frozen=True, kw_only=True)
class ArrivingMenu(ArrivingRecord):
    """A menu. ``place`` is ``header`` or ``footer``, or empty where the source does not say."""

    name: str
    place: str = ""
    entries: tuple[ArrivingMenuEntry, ...] = ()
