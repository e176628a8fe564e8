"""Compares paths without regard to capitals and to how accents are composed, the same on every database."""

import unicodedata
from typing import Any

from django.db.models import CharField, TextField
from django.db.models.lookups import IExact


def folded_path(path: str) -> str:
    """Return the form that all paths share that differ only in capitals, or in how letters and accents are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def composed_forms(path: str) -> list[str]:
    """Return a decoded path with composed letters (NFC) and with decomposed ones (NFD), each once."""
    return list(dict.fromkeys(unicodedata.normalize(form, path) for form in ("NFC", "NFD")))


@CharField.register_lookup
@TextField.register_lookup
class SamePath(IExact):
    """Like ``iexact``, for letters of every script. It uses the same indexes.

    SQLite ignores capitals of ASCII only, so there the rows may be of other paths, too: compare their
    ``folded_path`` with that of the path.
    """

    lookup_name = "same_path"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition of ``iexact``."""
        return IExact(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return a pattern in which any character stands for a letter beyond ASCII."""
        column, parameters = self.process_lhs(compiler, connection)
        escaped = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in str(self.rhs))
        pattern = "".join(letter if letter.isascii() else "_" for letter in escaped)
        return f"{column} LIKE %s ESCAPE '\\'", [*parameters, pattern]
