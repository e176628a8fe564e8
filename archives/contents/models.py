"""Which models an archive has: what makes up content is found by what it is, not by a list of names."""

import functools
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model
from modelcluster.fields import ParentalKey
from taggit.models import TagBase
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.snippets.models import get_snippet_models

from archives.contents.registry import ArchivedModel, reason_to_leave_out, registered_models
from pages.records.record import Record

#: What migrations make in every installation: never archived, and referred to by key.
REFERENCES = frozenset({"contenttypes.contenttype", "auth.permission"})


def all_models() -> Iterator[type[Model]]:
    """Yield the models with tables of their own, those of relations between many included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


@functools.cache
def archived_models() -> dict[type[Model], ArchivedModel]:
    """Return the models of an archive in the order of their labels, with how their rows are archived."""
    found = registered_models()
    models = [model for model in all_models() if model not in found and reason_to_leave_out(model) is None]
    found |= {model: ArchivedModel() for model in models if _is_content(model)}
    while more := {model: ArchivedModel() for model in models if model not in found and _belongs_to(model, found)}:
        found |= more
    return dict(sorted(found.items(), key=lambda item: item[0]._meta.label_lower))


def undecided_models() -> list[type[Model]]:
    """Return the models that are neither archived nor left out for a reason."""
    known = archived_models()
    return [model for model in all_models() if model not in known and reason_to_leave_out(model) is None]


def model_of(label: str) -> type[Model] | None:
    """Return the archived model with a label such as ``pages.eventpage``, or ``None`` if there is none."""
    return next((model for model in archived_models() if model._meta.label_lower == label), None)


def is_found_by_key(model: type[Model]) -> bool:
    """Tell whether rows of a model have other numbers in every installation: archives name their key only."""
    found = archived_models().get(model)
    return found is None or found.matched


#: Their models beside content are accounts, permissions, schedules, history and addresses.
_OWN_APPLICATIONS = frozenset(
    {"archives", "arrivals", "auth", "links", "pages", "releases", "taggit", "wagtailcore", "wagtailembeds"}
    | {"wagtailredirects"}
)


def is_mergeable(model: type[Model]) -> bool:
    """Tell whether an archive of some pages brings rows of a model: content, but no accounts, permissions or settings.

    What only an application of its own has is content if it is archived.
    """
    if issubclass(model, Page):
        return model is not Page
    if is_found_by_key(model) or any(issubclass(model, setting) for setting in settings_registry):
        return False
    return issubclass(model, Collection) or _is_content(model) or model._meta.app_label not in _OWN_APPLICATIONS


def is_unnumbered(model: type[Model]) -> bool:
    """Tell whether a model is a relation between many of users or groups, whose rows have no key at all."""
    owner = owner_of_relation(model)
    return owner is not None and is_found_by_key(owner)


def owner_of_relation(model: type[Model]) -> type[Model] | None:
    """Return the model that declares the relation between many whose rows a model has, or ``None`` for other models."""
    owner: Any = model._meta.auto_created
    return owner or None


def _is_content(model: type[Model]) -> bool:
    kinds = (Page, Record, TagBase, get_image_model(), get_document_model())
    return (
        issubclass(model, kinds)
        or model in get_snippet_models()
        or any(issubclass(setting, model) for setting in settings_registry)
    )


def _belongs_to(model: type[Model], found: dict[type[Model], ArchivedModel]) -> bool:
    """Tell whether rows of a model are part of archived objects: rows of a page, values of a relation between many."""
    options = model._meta
    if (owner := owner_of_relation(model)) is not None:
        related = {field.related_model for field in options.local_fields if field.is_relation}
        return owner in found and all(other in found or _is_reference(other) for other in related)
    return any(
        isinstance(field, ParentalKey) and field.related_model in found for field in options.local_fields
    ) or any(model in other._meta.get_parent_list() for other in found)


def _is_reference(model: Any) -> bool:
    """Tell whether a model is one of those that every installation has by itself, which archives only refer to."""
    return model._meta.label_lower in REFERENCES
