"""What is searchable of pages, records, images and documents, and how it gets into the search documents."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.models import Page

from pages.fields.plain_text import plain_text
from pages.models import Image, Organization, Person, SearchDocument
from pages.models.base import BasePage
from pages.search.engines import engine_of

#: The beginning of a text that is searched, in characters: about 16,000 words, which is what PostgreSQL ranks.
LONGEST_TEXT = 100_000
DOCUMENTS_PER_BATCH = 200
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ".”", '."', "!”", "?”")

#: The plain or rich texts by which things other than pages are found, beside their title or name.
TEXTS: dict[type[Model], Callable[[Any], Iterable[str]]] = {
    Person: lambda person: (person.job_title, person.bio),
    Organization: lambda organization: (organization.short_name, organization.description),
    Image: lambda image: (image.alt, image.caption),
    Document: lambda document: (),
}


def searched_models() -> list[type[Model]]:
    """Return the models whose things can be found: every page type, and what has ``TEXTS``."""
    return [*(model for model in apps.get_models() if issubclass(model, BasePage)), *TEXTS]


def search_kind(model: type[Model]) -> str:
    """Return the kind of search document that things of a model have: one for pages of all types."""
    return "page" if issubclass(model, Page) else str(model._meta.model_name)


def write_documents(model: type[Model], keys: Iterable[int]) -> None:
    """Write the search documents of the things with these keys, from what the database holds of them."""
    with transaction.atomic():
        found = {thing.pk: _text_of(thing) for thing in model._base_manager.filter(pk__in=list(keys))}
        kind = search_kind(model)
        SearchDocument.objects.bulk_create(
            [SearchDocument(kind=kind, object_id=key, title=title, text=text) for key, (title, text) in found.items()],
            update_conflicts=True,
            unique_fields=["object_id", "kind"],
            update_fields=["title", "text"],
        )
        engine_of().write(kind, found)


def erase_documents(model: type[Model], keys: Collection[int]) -> None:
    """Remove the search documents of things that are gone."""
    with transaction.atomic():
        kind = search_kind(model)
        engine_of().erase(kind, keys)
        SearchDocument.objects.filter(kind=kind, object_id__in=keys).delete()


def write_all_documents() -> Iterator[tuple[str, int, int]]:
    """Write every search document anew, and remove those of things that are gone.

    Yields, after each batch, what is being written, how many of them are done, and how many there are.
    """
    for model in searched_models():
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), DOCUMENTS_PER_BATCH):
            write_documents(model, keys[start : start + DOCUMENTS_PER_BATCH])
            yield str(model._meta.verbose_name_plural), min(start + DOCUMENTS_PER_BATCH, len(keys)), len(keys)
    for model in (Page, *TEXTS):
        gone = SearchDocument.objects.filter(kind=search_kind(model)).exclude(
            object_id__in=model._base_manager.values("pk")
        )
        erase_documents(model, list(gone.values_list("object_id", flat=True)))


def _text_of(thing: Any) -> tuple[str, str]:
    if isinstance(thing, Page):
        title, texts = thing.title, thing.search_texts()
    else:
        title, texts = str(thing), TEXTS[type(thing)](thing)
    parts = filter(None, map(plain_text, texts))
    # What is not a sentence, such as a subtitle, would run into the next text in a snippet.
    text = " ".join(part if part.endswith(_SENTENCE_ENDS) else f"{part} ·" for part in parts)
    return title, text.removesuffix(" ·")[:LONGEST_TEXT]
