"""A place that names a person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from privacy.holders import Holder, Treatment, holder_of

_NO_MODEL = Holder(Treatment.UNDECIDED, "a table of no model")
#: Tables of words that belong to no model are made from content.
_WORDS = Holder(Treatment.DERIVED, "words for searching")


@dataclass(frozen=True)
class Trace:
    """A row or a file that names the person. ``key`` is the primary key, or the path of a file.

    ``model`` is ``None`` for files and for tables that no model has. ``text`` is the whole text.
    """

    table: str
    key: Any
    column: str
    excerpt: str
    text: str = ""
    model: type[Model] | None = None
    #: Whether it is a relation to the record, and not a copy of the name.
    is_relation: bool = False

    @property
    def label(self) -> str:
        """The name of the model, or that of the table or ``file``."""
        return self.model._meta.label if self.model else self.table

    @property
    def is_file(self) -> bool:
        """Whether it is a file among the uploads."""
        return self.table == "file"

    @property
    def holder(self) -> Holder:
        """What becomes of the name here."""
        if self.model is not None:
            return holder_of(self.model)
        if self.is_file:
            return Holder(Treatment.CONTENT, "an upload")
        return _WORDS if self.table.endswith(("_words", "_fts")) else _NO_MODEL

    @property
    def instance(self) -> Any:
        """The row as an object, or ``None``. A query."""
        return self.model._base_manager.filter(pk=self.key).first() if self.model else None
