"""Declare which fields of an object contain public text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A field with public text: plain text, rich text or a body. Search covers it.

    Excerpts and word counts use ``running`` text only.
    """

    field: str
    running: bool = False
