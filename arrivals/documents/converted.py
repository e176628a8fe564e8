"""A document after its format has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from arrivals.records.file import ArrivingFile


@dataclass(kw_only=True)
class Converted:
    """The text of a document as HTML, and what else it says.

    In ``html``, elements with the classes ``title``, ``subtitle`` and ``byline`` are what these words say. ``metadata``
    is its front matter, ``fallback`` what the program that made it wrote into it of itself: keys in lower case.
    """

    html: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    fallback: Mapping[str, str] = field(default_factory=dict)
    files: list[ArrivingFile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
