"""Keeps the log of commands that write much content readable."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def warnings_only() -> Iterator[None]:
    """Suppress informative log lines in the context: each page or record would write a dozen of them."""
    before = logging.root.manager.disable
    logging.disable(max(before, logging.INFO))
    try:
        yield
    finally:
        logging.disable(before)
