"""Requests that go on while something happens."""

import threading
from collections import Counter
from collections.abc import Sequence

from .browser import Browser


class Load:
    """Sends requests without a pause from several threads until the end of the block, each on a new connection."""

    def __init__(self, browsers: Sequence[Browser], paths: Sequence[str]) -> None:
        self._browsers, self._paths = browsers, paths
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._send, args=[browser]) for browser in browsers]
        self._lock = threading.Lock()
        #: How often each status, or error of a connection, was the result.
        self.results: Counter[str] = Counter()

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

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
