"""Finds the objects that a row belongs to: a change of the row is a change of these."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItem
from wagtail.embeds.models import Embed

from api.changes.pending import ObjectReference
from api.registry.kinds import kind_of
from api.registry.page_types import page_types
from pages.publishing.embeds import embedded_addresses, embedding_block_types

#: Models whose rows belong to objects of any kind, in addition to those with a ``ParentalKey``.
ROWS = (Tag, TaggedItem, Embed)


def owning_kind(model: type[Model]) -> str | None:
    """Return the kind of the objects to which the rows of a model belong, or ``None`` if there is none."""
    field = _parental_key(model)
    return kind_of(field.related_model) if field else None


def _parental_key(model: type[Model]) -> Any:
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)


def owners_of(sender: type[Model], instance: Any) -> Iterator[ObjectReference]:
    """Yield the objects that a row belongs to, or that have a tag or an embed."""
    if kind := owning_kind(sender):
        yield kind, getattr(instance, _parental_key(sender).attname)
    elif issubclass(sender, TaggedItem):
        model = instance.content_type.model_class()
        if model and (kind := kind_of(model)):
            yield kind, instance.object_id
    elif issubclass(sender, Tag):
        for relation in Tag._meta.related_objects:
            rows: Any = relation.related_model
            if relation.one_to_many and (owning_kind(rows) or issubclass(rows, TaggedItem)):
                for row in rows._default_manager.filter(tag=instance.pk):
                    yield from owners_of(rows, row)
    elif issubclass(sender, Embed):
        yield from (("page", key) for key in _pages_with(instance.url))


def _pages_with(url: str) -> Iterator[int]:
    """Yield the keys of the live pages that embed a URL."""
    embedding = Q(pk__in=[])
    for name in embedding_block_types():
        embedding |= Q(text__contains=f'"{name}"')
    found: set[int] = set()
    for model in page_types():
        live = model._default_manager.filter(live=True).annotate(text=Cast("body", TextField()))
        found |= {page.pk for page in live.filter(embedding).only("body") if url in embedded_addresses(page.body)}
    yield from found
