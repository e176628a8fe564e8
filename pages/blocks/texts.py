"""Read the public texts of an object."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import RichTextField

from pages.blocks.body import body_searched_texts, body_texts
from pages.blocks.typed_texts import IsPublic
from pages.fields.plain_text import one_line, plain_text
from pages.fields.texts import Text


def read_texts(instance: Any, texts: Iterable[Text], *, headings: bool = True) -> Iterator[str]:
    """Yield the declared texts of an object, in order, as plain text on one line.

    A body yields the running text of its blocks, without headings if ``headings`` is false.
    """
    return _read(instance, texts, lambda body: body_texts(body, headings=headings))


def read_searched_texts(instance: Any, is_public: IsPublic) -> Iterator[str]:
    """Yield every text of an object by which it is found, such as captions and the cells of tables, as plain text.

    ``is_public`` tells whether an object that an editor chose in a block is public.
    """
    # Documents use Wagtail's model, which declares no texts.
    texts = getattr(instance, "texts", ())
    return _read(instance, texts, lambda body: body_searched_texts(body, is_public))


def _read(instance: Any, texts: Iterable[Text], of_body: Callable[[Any], Iterator[str]]) -> Iterator[str]:
    for text in texts:
        value = getattr(instance, text.field)
        if isinstance(value, StreamValue):
            yield from of_body(value)
        else:
            # Only a rich text is markup: what an editor typed into another field is what it says.
            rich = isinstance(instance._meta.get_field(text.field), RichTextField)
            yield plain_text(value) if rich else one_line(value)
