"""Shows how far a command is, on a terminal only."""

from collections.abc import Callable
from typing import Any

#: Takes what is done, how much of it, and how much there is in all.
Show = Callable[[str, int, int], None]


class Progress:
    """One line that changes."""

    def __init__(self, output: Any) -> None:
        self._output = output
        self._shown = False

    def __call__(self, what: str, done: int, total: int) -> None:
        if self._output.isatty():
            self._output.write(f"\r{done:,} of {total:,}: {what:60}", ending="")
            self._output.flush()
            self._shown = True

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            self._output.write("")
