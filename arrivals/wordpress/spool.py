"""A place on disk for posts that are needed again, or in another order than that of the file."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from arrivals.wordpress.export import ExportedItem


class Spool:
    """Keeps posts in a file, so that memory holds only where each begins."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[int, int] = {}

    def add(self, item: ExportedItem) -> None:
        """Keep a post."""
        self._file.seek(0, 2)
        self._places[item.id] = self._file.tell()
        self._file.write(json.dumps(item.as_json()).encode() + b"\n")

    def get(self, number: int) -> ExportedItem | None:
        """Return the post with an ID, or ``None`` if it is not kept."""
        place = self._places.get(number)
        if place is None:
            return None
        self._file.seek(place)
        return ExportedItem.from_json(json.loads(self._file.readline()))


@contextmanager
def open_spool() -> Iterator[Spool]:
    """Give a spool, whose file is gone afterwards."""
    with tempfile.TemporaryFile() as file:
        yield Spool(file)
