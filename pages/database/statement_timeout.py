"""Limit how long a statement may run."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def statement_timeout(seconds: float) -> Iterator[None]:
    """Have PostgreSQL cancel every statement of this thread that runs longer than ``seconds`` inside the block.

    A canceled statement raises ``OperationalError``. 0 stands for no limit of ours. A transaction that began before
    the block is not limited, and SQLite limits nothing.
    """
    # Typed as Any because only our engines have `statement_timeout`.
    wrapper: Any = connection
    before = wrapper.statement_timeout
    wrapper.statement_timeout = seconds
    try:
        yield
    finally:
        wrapper.statement_timeout = before
