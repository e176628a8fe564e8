"""Which of the texts of an object readers read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A field whose text readers read: plain text, rich text or a body. Its object is found by it.

    Running text is what excerpts are cut from and what words are counted in.
    """

    field: str
    running: bool = False
