"""Several queries that see the same."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection


def snapshot() -> AbstractContextManager[None]:
    """Let all queries of a block see the database as it is at the first of them. They must not write.

    An answer takes several queries. Were one of them to see the tree of pages as it was before an editor moved
    something, and the next what came after, the answer would be one that never was right. Inside a transaction, the
    block is a part of that.
    """
    # Our engines have what Django's do not.
    wrapper: Any = connection
    if wrapper.in_atomic_block:
        return nullcontext()
    block: AbstractContextManager[None] = wrapper.snapshot()
    return block
