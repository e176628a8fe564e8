"""What the filling of one object from a record needs: texts, files, links, and a place for sentences."""

from typing import Any

from wagtail.images import get_image_model

from arrivals.records.participant import ArrivingParticipant
from arrivals.writing.fitting import set_fields
from arrivals.writing.ledger import Ledger
from arrivals.writing.library import FileRefused, Library
from arrivals.writing.texts import Texts


class Transfer:
    """Takes one record over. ``sentences`` say what of it did not fit.

    ``key`` is that of the record, ``base`` its address in the source. ``is_incomplete`` is whether a later import could
    do better.
    """

    def __init__(self, ledger: Ledger, library: Library, texts: Texts, key: str, base: str = "") -> None:
        self.ledger = ledger
        self.key = key
        self.base = base
        self.sentences: list[str] = []
        self.is_incomplete = False
        self._library = library
        self._texts = texts

    def set_fields(self, content: Any, **values: Any) -> None:
        """Set plain fields of an object as far as they take the values."""
        self.sentences += set_fields(content, values)

    def body(self, html: str) -> list[dict[str, Any]]:
        """Return HTML as the stored blocks of a body."""
        text = self._texts.body(html, self.base, self.key)
        self.sentences += text.sentences
        self.is_incomplete = self.is_incomplete or text.is_incomplete
        return text.blocks

    def rich_text(self, html: str) -> str:
        """Return HTML as the content of a rich text field for short texts."""
        content, sentences = self._texts.rich_text(html, self.base)
        self.sentences += sentences
        return content

    def image(self, address: str, what: str) -> Any:
        """Return the image at an address, or ``None``; ``what`` names it in a sentence if it cannot be brought in."""
        if not address:
            return None
        try:
            found = self._library.at(address)
        except FileRefused as refused:
            self.sentences.append(f"The {what} {address} was not brought in. {refused}")
            self.is_incomplete = True
            return None
        if isinstance(found, get_image_model()):
            return found
        self.sentences.append(f"The {what} {address} is no picture.")
        return None

    def participant(self, row: Any, given: ArrivingParticipant) -> Any:
        """Return a row that names a participant, with the record of a key or else with the name."""
        row.person = self.ledger.object(given.person)
        row.organization = None if row.person else self.ledger.object(given.organization)
        self.set_fields(row, name="" if row.person or row.organization else given.name, role=given.role or row.role)
        return row
