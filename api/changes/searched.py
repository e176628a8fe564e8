"""Keeps what search finds in step with what is public."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page

from api.changes.pending import ObjectReference
from api.registry.kinds import batches, kinds
from pages.search.documents import searched_model_of, write_documents


def write_documents_of(objects: Iterable[ObjectReference]) -> None:
    """Write the search documents of what refers, or referred, to an object of which it has changed whether it is shown.

    A label or a caption is found only while what it belongs to is shown, and not if that ends at an instant: nothing
    writes texts anew when time passes.
    """
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, key in objects:
        if kind in kinds():
            by_kind[kind].add(key)
    for kind, keys in by_kind.items():
        for batch in batches(keys):
            for model, found in _by_model(kinds()[kind].model, batch):
                if searched_model_of(model) is not None:
                    write_documents(model, found)


def _by_model(model: type[Model], keys: Iterable[int]) -> Iterator[tuple[Any, Collection[int]]]:
    """Yield the keys by the model that has the texts: the type of a page."""
    if not issubclass(model, Page):
        yield model, list(keys)
        return
    by_type: dict[int, list[int]] = defaultdict(list)
    for key, content_type in Page.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "content_type"):
        by_type[content_type].append(key)
    for content_type, found in by_type.items():
        page_type = ContentType.objects.get_for_id(content_type).model_class()
        if page_type is not None:
            yield page_type, found
