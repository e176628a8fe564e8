"""How far an export or import is."""

from collections.abc import Callable

from pages.management.progress_line import ProgressLine

#: Takes what is done, how much of it, and how much there is in all.
Show = Callable[[str, int, int], None]


def shown_on(line: ProgressLine) -> Show:
    """Return what shows it on a line."""

    def show(what: str, done: int, total: int) -> None:
        line.show(f"{done:,} of {total:,}: {what}")

    return show
