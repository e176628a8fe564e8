"""Tags in batches that caches take in one request."""

from collections.abc import Iterator, Sequence


def batches_of(tags: Sequence[str], most: int, longest: int | None = None) -> Iterator[list[str]]:
    """Yield the tags in lists of at most ``most``, and of at most ``longest`` characters with one between two tags."""
    batch: list[str] = []
    length = 0
    for tag in tags:
        is_too_long = longest is not None and length + len(tag) + 1 > longest
        if batch and (len(batch) == most or is_too_long):
            yield batch
            batch, length = [], 0
        batch.append(tag)
        length += len(tag) + 1
    if batch:
        yield batch
