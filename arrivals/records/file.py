"""A picture or another file that arrives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingFile(ArrivingRecord):
    """A file for the library of images or documents: its content decides for which.

    ``address`` is what texts use to refer to it: its URL or, for a file inside the source, any other name. ``open``
    returns the content of the latter; other files are downloaded. ``old_addresses`` are addresses of pages about the
    file, which are to lead to it. ``alternative_text`` is ``None`` where the source knows of none.
    """

    address: str
    open: Callable[[], BinaryIO] | None = None
    name: str = ""
    title: str = ""
    alternative_text: str | None = None
    caption: str = ""
    credit: str = ""
    old_addresses: tuple[str, ...] = ()
