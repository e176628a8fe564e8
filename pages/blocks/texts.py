"""The texts of an object that readers read."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks.stream_block import StreamValue

from pages.blocks.body import body_texts
from pages.fields.texts import Text


def read_texts(instance: Any, texts: Iterable[Text], *, headings: bool = True) -> Iterator[str]:
    """Yield the texts of an object that are declared, in order, as plain text or rich text.

    A body gives those of its blocks, without its headings if they are not wanted.
    """
    for text in texts:
        value = getattr(instance, text.field)
        if isinstance(value, StreamValue):
            yield from body_texts(value, headings=headings)
        else:
            yield value
