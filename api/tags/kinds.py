"""The kinds of things that can be public, each with its model. Their names are those of tags."""

import functools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from pages.models import Image, Organization, Person, Topic

KINDS: dict[str, type[Model]] = {
    "page": Page,
    "person": Person,
    "organization": Organization,
    "topic": Topic,
    "image": Image,
    "document": Document,
    "redirect": Redirect,
    "site": Site,
}
#: How many keys one statement names.
KEYS_PER_STATEMENT = 500


@functools.cache
def kind_of(model: type[Model]) -> str | None:
    """Return the kind that things of a model are of, or ``None`` where nothing of them is public by itself."""
    return next((kind for kind, base in KINDS.items() if issubclass(model, base)), None)


def batches(keys: Collection[int]) -> Iterator[Sequence[int]]:
    """Yield keys in parts that one statement can name."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), KEYS_PER_STATEMENT):
        yield ordered[start : start + KEYS_PER_STATEMENT]


def selected(queryset: Any, keys: Collection[int] | None, column: str = "pk") -> Iterator[Any]:
    """Yield what a queryset has at some keys, or with ``None`` all of it."""
    if keys is None:
        yield from queryset.iterator()
        return
    for batch in batches(keys):
        yield from queryset.filter(**{f"{column}__in": batch})
