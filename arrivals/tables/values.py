"""The values of a row, read as what their fields are. What cannot be read is said, with its row and column."""

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from arrivals.tables.columns import Mapped
from arrivals.tables.table_file import Row
from pages.fields.typed_date import read_date
from pages.fields.typed_time import read_time

_YES, _NO = frozenset({"yes", "y", "true", "1", "x", "ja", "on"}), frozenset({"no", "n", "false", "0", "nein", "off"})
#: A date with a time after it, whose parts are read alone.
_DATE_AND_TIME = re.compile(
    r"^(?P<date>.{6,40}?)(?:,?\s+(?:at\s+)?|T)"
    r"(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?|noon|midnight)$",
    re.I,
)


class Values:
    """The values of one row by their fields. ``notes`` collects what was not understood."""

    def __init__(self, row: Row, mapped: Mapped, columns: Sequence[str]) -> None:
        self.line = row.line
        self.notes: list[str] = []
        self._row = row
        self._mapped = mapped
        self._columns = columns
        extra = [value for value in row.values[len(columns) :] if value]
        if extra:
            self.notes.append(f"Row {row.line} has more values than there are columns: {', '.join(extra)[:200]}.")

    def text(self, field: str, longest: int = 0) -> str:
        """Return a value on one line, or ``""``. What is longer than ``longest`` is cut and said, if that is given."""
        value = " ".join(self.lines(field).split())
        if longest and len(value) > longest:
            self.refuse(field, f"has more than {longest} characters. It is cut.")
            return value[:longest]
        return value

    def lines(self, field: str) -> str:
        """Return a value with its line breaks, or ``""``."""
        place = self._mapped.places.get(field)
        return self._row.values[place] if place is not None and place < len(self._row.values) else ""

    def words(self, field: str) -> Iterator[str]:
        """Yield the values that semicolons or, if there are none, commas separate."""
        text = self.text(field)
        yield from dict.fromkeys(word.strip() for word in re.split(";" if ";" in text else ",", text) if word.strip())

    def url(self, field: str) -> str:
        """Return a web address. One without ``https://`` gets it."""
        text = self.text(field)
        if not text:
            return ""
        address = text if "://" in text else f"https://{text}"
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "") and " " not in text:
            return address
        self.refuse(field, "is no web address")
        return ""

    def date(self, field: str) -> datetime.date | None:
        """Return a date as people write it, or as programs do (ISO 8601)."""
        return self._date(field, self.text(field))

    def time(self, field: str) -> datetime.time | None:
        """Return a time of day as people write it."""
        return self._time(field, self.text(field))

    def date_and_time(self, field: str) -> tuple[datetime.date | None, datetime.time | None]:
        """Return a date, and the time after it if there is one. An offset from UTC is refused: the zone is a column."""
        text = self.text(field)
        found = _DATE_AND_TIME.match(text)
        if found is None:
            return self._date(field, text), None
        return self._date(field, found["date"]), self._time(field, found["time"])

    def decimal(self, field: str) -> Decimal | None:
        """Return a number, which may have a sign of a currency before it or after it, or be called free."""
        text = self.text(field)
        if not text:
            return None
        if text.casefold() in ("free", "none", "kostenlos", "gratis"):
            return Decimal(0)
        digits = re.sub(r"^[^\d.-]{1,4}|[^\d]{1,4}$", "", text.replace("\u00a0", " ").strip())
        if re.fullmatch(r"-?\d+,\d{1,2}", digits):
            digits = digits.replace(",", ".")
        try:
            number = Decimal(re.sub(r",(?=\d{3}\b)", "", digits))
        except InvalidOperation:
            self.refuse(field, "is no number")
            return None
        return number if number.is_finite() else None

    def flag(self, field: str) -> bool:
        """Return whether a value says yes."""
        text = self.text(field).casefold()
        if text and text not in _YES | _NO:
            self.refuse(field, "says neither yes nor no")
        return text in _YES

    def refuse(self, field: str, reason: str) -> None:
        """Note that the value of a field is left out."""
        place = self._mapped.places[field]
        value = self.text(field)[:100]
        reason = reason if reason.endswith((".", "!", "?")) else f"{reason}. It is left out."
        self.notes.append(f"Row {self.line}, column “{self._columns[place]}”: “{value}” {reason}")

    def _date(self, field: str, text: str) -> datetime.date | None:
        if not text:
            return None
        try:
            return read_date(text)
        except ValidationError as error:
            self.refuse(field, f"is not understood as a date and is left out. {error.message}")
            return None

    def _time(self, field: str, text: str) -> datetime.time | None:
        if not text:
            return None
        try:
            return read_time(text)
        except ValidationError as error:
            self.refuse(field, f"is not understood as a time and is left out. {error.message}")
            return None
