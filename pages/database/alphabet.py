"""The alphabetical order of texts: the root collation of Unicode, alike on all databases and in Python.

It is the order of the Common Locale Data Repository for texts in any language (UTS #35, part 5, “Root Collation”):
case and accents count only between words that are otherwise equal, so “Álvaro” comes before “Bob” and “de Vries” before
“Zeno”. PostgreSQL has it as a collation; the SQLite backend registers it under the same name.
"""

import icu
from django.db.models import CharField, TextField, Transform

COLLATION = "und-x-icu"

_collator = icu.Collator.createInstance(icu.Locale.getRoot())


@CharField.register_lookup
@TextField.register_lookup
class Alphabetical(Transform):
    """A text column for alphabetical comparisons and orders: ``name__alphabetical__gt``."""

    lookup_name = "alphabetical"
    template = f'%(expressions)s COLLATE "{COLLATION}"'


def alphabetical(path: str) -> str:
    """Return the path in Django's lookups by which rows are alphabetically compared and ordered."""
    return f"{path}__{Alphabetical.lookup_name}"


def alphabetical_key(text: str) -> tuple[bytes, str]:
    """Return the key of a text for ``sorted``."""
    return _collator.getSortKey(text), text


def compare(one: str, other: str) -> int:
    """Return a negative number, 0 or a positive number if the first text comes before, is, or comes after the second.

    Texts that the collation does not distinguish are in the order of their code points, as on PostgreSQL.
    """
    order: int = _collator.compare(one, other)
    return order or (one > other) - (one < other)
