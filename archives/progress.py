"""Shows how far a command is, on a terminal only."""

from typing import Any


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
