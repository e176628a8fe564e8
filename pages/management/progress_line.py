"""One line that says how far something is."""

import time
from typing import Any

from django.core.management.base import OutputWrapper

_WIDTH = 110


class ProgressLine:
    """Shows how far something is: on a terminal in one line, elsewhere in a line every ten seconds.

    With ``only_on_terminals``, it shows nothing elsewhere.
    """

    def __init__(self, output: OutputWrapper, *, only_on_terminals: bool = False) -> None:
        self._output = output
        self._said = time.monotonic()
        self._is_terminal = output.isatty()
        self._is_silent = only_on_terminals and not self._is_terminal
        self._is_dirty = False

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._is_dirty:
            self._output.write("\r" + " " * _WIDTH, ending="\r")

    def show(self, text: str) -> None:
        """Show ``text``, unless the line changed only a moment ago."""
        now = time.monotonic()
        if self._is_silent or now - self._said < (0.1 if self._is_terminal else 10):
            return
        self._said = now
        if self._is_terminal:
            self._output.write("\r" + text[:_WIDTH].ljust(_WIDTH), ending="")
            self._is_dirty = True
        else:
            self._output.write(text)
        self._output.flush()
