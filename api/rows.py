"""The rows of pages (authors, speakers, topics, tags), loaded for a whole answer at once."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, IntegerField, ManyToManyField, Model, TextField, Value
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Cast, JSONObject

from api.dependencies import depend_on_objects
from pages.prepared import Argument, PreparedQuery, json_columns, object_from_json

#: The columns of the one query for rows of all relations. Of each row: the relation it is of, the page it belongs to,
#: what sorts it, and the columns of the object as JSON.
COLUMNS = ("row_relation", "row_page", "row_position", "row_label", "row_key", "row_columns")


class Rows:
    """The rows of the pages of one answer: one query, however many pages and relations there are.

    A draft has rows that are in no table; for one, ``draft=True`` reads them from the page itself.
    """

    def __init__(self, draft: bool = False) -> None:
        self.draft = draft
        self._loaded: dict[tuple[type[Model], str], dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))

    def load(self, model: type[Model], relations: Iterable[str], pages: Sequence[Model]) -> None:
        """Fetch the rows of some relations of pages of one type."""
        names = tuple(relations)
        if self.draft or not names or not pages:
            return
        related = {name: _related(model, name) for name in names}
        for name, page, _, _, _, columns in _query(model, names).rows(pages=[page.pk for page in pages]):
            row = object_from_json(related[name], columns)
            depend_on_objects([row])
            self._loaded[model, name][page].append(row)

    def of(self, page: Model, relation: str) -> list[Any]:
        """Return the rows of a page, in the order in which an editor put them."""
        if self.draft:
            rows = list(getattr(page, relation).all())
            return sorted(rows, key=lambda row: getattr(row, "sort_order", None) or 0)
        return self._loaded[type(page), relation].get(page.pk, [])


@functools.cache
def _query(model: type[Model], relations: tuple[str, ...]) -> PreparedQuery:
    def build() -> Any:
        first, *others = (_rows_of(model, relation) for relation in relations)
        return first.union(*others, all=True).order_by(*COLUMNS[:-1]) if others else first.order_by(*COLUMNS[:-1])

    return PreparedQuery(build)


def _rows_of(model: type[Model], relation: str) -> Any:
    """Return the rows of one relation of the pages that the argument ``pages`` names."""
    field = model._meta.get_field(relation)
    position: Any
    label: Any
    if isinstance(field, ForeignObjectRel):
        parent: Any = field.field
        rows: Any = field.related_model._default_manager.filter(**{f"{parent.name}__any_of": Argument("pages")})
        page, target, position, label = parent.attname, "", F("sort_order"), Value("", TextField())
    else:
        through, page, target = _through(field)
        rows = through._default_manager.filter(**{f"{page}__any_of": Argument("pages")})
        page, position, label = f"{page}_id", Value(0), Cast(f"{target}__name", TextField())
        target = f"{target}__"
    rows = rows.annotate(
        row_relation=Value(relation, TextField()),
        row_page=F(page),
        row_position=Cast(position, IntegerField()),
        row_label=label,
        row_key=F("pk"),
        row_columns=JSONObject(**json_columns(_related(model, relation), target)),
    )
    return rows.order_by().values_list(*COLUMNS)


def _through(field: Any) -> tuple[Any, str, str]:
    """Return the model behind a many-to-many field or a tag manager, and its fields for the page and the object."""
    through = field.remote_field.through
    if isinstance(field, ManyToManyField):
        return through, field.m2m_field_name(), field.m2m_reverse_field_name()
    return through, "content_object", "tag"


def _related(model: type[Model], relation: str) -> type[Model]:
    """Return the model of the objects that a relation leads to."""
    field: Any = model._meta.get_field(relation)
    related: type[Model] = field.related_model
    return related
