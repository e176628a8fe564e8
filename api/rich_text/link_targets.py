"""The interface of the objects that rich text may link to and show."""

from collections.abc import Mapping
from typing import Any, Protocol


class LinkTargets(Protocol):
    """The public objects that a text may name, by key, and the format in which to write the text.

    A page has ``html_path``, a document ``url``. An object that is missing is not public or does not exist.
    """

    #: One of ``api.rich_text.cleaning.RICH_TEXT_FORMATS``.
    rich_text_format: str

    @property
    def pages(self) -> Mapping[int, Any]: ...

    @property
    def documents(self) -> Mapping[int, Any]: ...

    @property
    def images(self) -> Mapping[int, Any]: ...
