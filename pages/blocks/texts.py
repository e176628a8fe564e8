"""Read the public texts of an object."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks.stream_block import StreamValue

from pages.blocks.body import body_texts
from pages.fields.texts import Text


def read_texts(instance: Any, texts: Iterable[Text], *, headings: bool = True) -> Iterator[str]:
    """Yield the declared texts of an object, in order, as plain text or rich text.

    A body yields the texts of its blocks, without headings if ``headings`` is false.
    """
    for text in texts:
        value = getattr(instance, text.field)
        if isinstance(value, StreamValue):
            yield from body_texts(value, headings=headings)
        else:
            yield value
