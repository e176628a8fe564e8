"""A file of an archive as one that a storage takes."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

#: What is kept in memory; more goes to the disk.
IN_MEMORY = 4 << 20


@contextmanager
def spooled(chunks: Iterable[bytes]) -> Iterator[IO[bytes]]:
    """Give a file with the chunks, from its beginning, until the end of the block."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        for chunk in chunks:
            file.write(chunk)
        file.seek(0)
        yield file
