"""Which objects that editors chose in blocks are public, when the texts beside them are written for search."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, Page

from pages.blocks.typed_texts import IsPublic
from pages.visibility.site_context import all_sites
from pages.visibility.visibility import Visibility


def read_with_targets(read: Callable[[IsPublic], Mapping[int, list[str]]]) -> Mapping[int, list[str]]:
    """Return what ``read`` returns when it is told which objects are public. One query for each model that it asks for.

    ``read`` is called twice if it asks for any.
    """
    asked: dict[type[Model], set[Any]] = defaultdict(set)

    def note(model: type[Model], key: Any) -> bool:
        asked[model].add(key)
        return True

    found = read(note)
    if not asked:
        return found
    public = set(_public(asked))
    return read(lambda model, key: (model, str(key)) in public)


def _public(asked: Mapping[type[Model], set[Any]]) -> Iterator[tuple[type[Model], str]]:
    visibility = Visibility(timezone.now(), everywhere=True)
    for model, keys in asked.items():
        objects = model._default_manager.filter(pk__in=[key for key in keys if str(key).isdecimal()])
        for key in _visible(visibility, objects).values_list("pk", flat=True):
            yield model, str(key)


def _visible(visibility: Visibility, objects: Any) -> Any:
    """Filter to what is public, and stays so until somebody changes it: nothing writes texts anew when time passes."""
    if issubclass(objects.model, AbstractImage | AbstractDocument):
        # What shows them, if nothing else does, is the page in whose text they are.
        return visibility.in_public_collections(objects)
    if issubclass(objects.model, Page):
        # On a site that does not have the page, a link to it is not shown, and any site may show the text.
        for site in all_sites():
            objects = Visibility(visibility.at, site).pages(objects)
        return objects.filter(expire_at=None)
    if issubclass(objects.model, DraftStateMixin):
        return visibility.records(objects).filter(expire_at=None)
    return objects
