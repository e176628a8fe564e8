"""The rows of pages (authors, speakers, topics, tags), loaded for a whole answer at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import ManyToManyField, Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from api.dependencies import depend_on_objects


class Rows:
    """The rows of the pages of one answer: one query a relation, however many pages there are.

    A draft has rows that are in no table; for one, ``draft=True`` reads them from the page itself.
    """

    def __init__(self, draft: bool = False) -> None:
        self.draft = draft
        self._loaded: dict[tuple[type[Model], str], dict[int, list[Any]]] = {}

    def load(self, model: type[Model], relations: Iterable[str], pages: Sequence[Model]) -> None:
        """Fetch the rows of some relations of pages of one type."""
        if self.draft:
            return
        keys = [page.pk for page in pages]
        for relation in relations:
            self._loaded[model, relation] = self._fetch(model, relation, keys)

    def of(self, page: Model, relation: str) -> list[Any]:
        """Return the rows of a page, in the order in which an editor put them."""
        if self.draft:
            rows = list(getattr(page, relation).all())
            return sorted(rows, key=lambda row: getattr(row, "sort_order", None) or 0)
        return self._loaded[type(page), relation].get(page.pk, [])

    @staticmethod
    def _fetch(model: type[Model], relation: str, keys: list[int]) -> dict[int, list[Any]]:
        if not keys:
            return {}
        field = model._meta.get_field(relation)
        grouped: dict[int, list[Any]] = defaultdict(list)
        if isinstance(field, ForeignObjectRel):
            parent: Any = field.field
            rows = field.related_model._default_manager.filter(**{f"{parent.name}__in": keys})
            for row in rows.order_by("sort_order", "pk"):
                grouped[getattr(row, parent.attname)].append(row)
            return grouped
        for key, row in _through_rows(model, field, keys):
            grouped[key].append(row)
            depend_on_objects([row])
        return grouped


def _through_rows(model: type[Model], field: Any, keys: list[int]) -> Iterable[tuple[int, Any]]:
    """Yield the page's key and the object for each entry of a many-to-many field or a tag manager."""
    through = field.remote_field.through
    if isinstance(field, ManyToManyField):
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        order = f"{target}__name"
    else:
        source, target, order = "content_object", "tag", "tag__name"
    entries = through._default_manager.filter(**{f"{source}__in": keys}).select_related(target).order_by(order, "pk")
    for entry in entries:
        yield getattr(entry, f"{source}_id"), getattr(entry, target)
