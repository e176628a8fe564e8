"""Write and delete the search documents of pages, records, images and documents."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.documents.models import Document
from wagtail.models import Page

from pages.blocks.texts import read_searched_texts
from pages.blocks.typed_texts import IsPublic
from pages.fields.plain_text import SENTENCE_ENDS
from pages.images.image import Image
from pages.models.base import BasePage
from pages.models.search_document import SearchDocument
from pages.records.record import record_model_of, record_models
from pages.search.engines import engine_of
from pages.search.public_targets import read_with_targets

#: The number of characters of a text that are searched: about 16,000 words, as many as PostgreSQL ranks.
LONGEST_TEXT = 100_000
DOCUMENTS_PER_BATCH = 200
#: What needs no separator from the next text in a snippet.
_ENDS = (*SENTENCE_ENDS, ":", ".”", '."', "!”", "?”")


def searched_model_of(model: type[Model]) -> type[Model] | None:
    """Return the model under which objects of ``model`` are searched, or ``None`` if they are not searchable.

    That is ``Page`` for page types, and the base model for proxies and models that inherit from it.
    """
    if issubclass(model, BasePage):
        return Page
    return record_model_of(model) or next((found for found in (Image, Document) if issubclass(model, found)), None)


def search_kind(model: type[Model]) -> str:
    """Return the kind of search document for objects of a model. Pages of all types share one kind."""
    return "page" if issubclass(model, Page) else str((searched_model_of(model) or model)._meta.model_name)


def searched_models() -> list[type[Model]]:
    """Return the searchable models, with ``Page`` for all page types."""
    return [Page, *record_models(), Image, Document]


def write_documents(model: type[Model], keys: Iterable[int]) -> None:
    """Write the search documents of the objects with these keys from their rows in the database."""
    with transaction.atomic():
        objects = list(model._base_manager.filter(pk__in=list(keys)))
        texts = read_with_targets(lambda is_public: _texts_of(objects, is_public))
        found = {instance.pk: (_title_of(instance), _joined(texts[instance.pk])) for instance in objects}
        kind = search_kind(model)
        SearchDocument.objects.bulk_create(
            [SearchDocument(kind=kind, object_id=key, title=title, text=text) for key, (title, text) in found.items()],
            update_conflicts=True,
            unique_fields=["object_id", "kind"],
            update_fields=["title", "text"],
        )
        engine_of().write(kind, found)


def erase_documents(model: type[Model], keys: Collection[int]) -> None:
    """Delete the search documents of objects that were deleted."""
    with transaction.atomic():
        kind = search_kind(model)
        engine_of().erase(kind, keys)
        SearchDocument.objects.filter(kind=kind, object_id__in=keys).delete()


def write_all_documents() -> Iterator[tuple[str, int, int]]:
    """Rewrite all search documents, and delete those whose objects no longer exist.

    After each batch, yield the plural name of the model, the number of objects done and the total number.
    """
    for queryset in _everything():
        model = queryset.model
        keys = list(queryset.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), DOCUMENTS_PER_BATCH):
            write_documents(model, keys[start : start + DOCUMENTS_PER_BATCH])
            yield str(model._meta.verbose_name_plural), min(start + DOCUMENTS_PER_BATCH, len(keys)), len(keys)
    erase_left_documents()


def erase_left_documents() -> int:
    """Delete the search documents whose objects no longer exist, and return their number."""
    erased = 0
    for model in searched_models():
        gone = SearchDocument.objects.filter(kind=search_kind(model)).exclude(
            object_id__in=model._base_manager.values("pk")
        )
        keys = list(gone.values_list("object_id", flat=True))
        if keys:
            erase_documents(model, keys)
        erased += len(keys)
    return erased


def _everything() -> Iterator[QuerySet[Any]]:
    for model in apps.get_models():
        if issubclass(model, BasePage) and not model._meta.proxy:
            # Each page once, under its own type and not under the types from which that type inherits.
            yield model._base_manager.filter(content_type__app_label=model._meta.app_label).filter(
                content_type__model=model._meta.model_name
            )
    for model in searched_models():
        if model is not Page:
            yield model._base_manager.all()


def _title_of(instance: Any) -> str:
    return instance.title if isinstance(instance, Page) else str(instance)


def _texts_of(objects: Iterable[Any], is_public: IsPublic) -> dict[int, list[str]]:
    return {instance.pk: list(filter(None, read_searched_texts(instance, is_public))) for instance in objects}


def _joined(texts: Iterable[str]) -> str:
    # Without a separator, text that is not a sentence, such as a subtitle, would run into the next in a snippet.
    text = " ".join(part if part.endswith(_ENDS) else f"{part} ·" for part in texts)
    return text.removesuffix(" ·")[:LONGEST_TEXT]
