"""Run several queries on the same state of the database."""

from contextlib import AbstractContextManager, nullcontext

from pages.database.reading import reading_connection


def snapshot() -> AbstractContextManager[None]:
    """Return a context in which all queries see the database as of the first query. They must not write.

    Building a response takes several queries. If one of them saw the page tree before an editor moved a page, and the
    next saw it afterwards, the response would show a state that never existed. Inside a transaction, the block joins
    that transaction.
    """
    wrapper = reading_connection()
    if wrapper.in_atomic_block:
        return nullcontext()
    block: AbstractContextManager[None] = wrapper.snapshot()
    return block
