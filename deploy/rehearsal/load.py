"""Requests that go on while something happens."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Self

from .browser import Browser


class Requests:
    """Threads that send requests until the end of the block, each by one of ``sends``, which ends with ``_end``."""

    def __init__(self, sends: Sequence[Callable[[], None]]) -> None:
        self._end = threading.Event()
        self._threads = [threading.Thread(target=send) for send in sends]
        self._lock = threading.Lock()
        #: How often each status, or error of a connection, was the result.
        self.results: Counter[str] = Counter()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()


class Load(Requests):
    """Sends requests without a pause from several threads until the end of the block, each on a new connection."""

    def __init__(self, browsers: Sequence[Browser], paths: Sequence[str]) -> None:
        super().__init__([partial(self._send, browser) for browser in browsers])
        self._paths = paths

    @property
    def lost(self) -> int:
        """The number of requests without a right response."""
        return sum(number for result, number in self.results.items() if result != "200")

    def _send(self, browser: Browser) -> None:
        number = 0
        while not self._end.is_set():
            path = self._paths[number % len(self._paths)]
            number += 1
            try:
                result = str(browser.ask("GET", path).status)
            except Exception as error:
                # Whatever it was, a visitor would have had no response.
                result = type(error).__name__
            with self._lock:
                self.results[result] += 1
