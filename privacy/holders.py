"""The registry of models that hold texts: what becomes of a name in them."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from pages.records.record import Record
from pages.registration.registry import Registry


class Treatment(Enum):
    """What an erasure does with a row that names the person."""

    #: What editors write. Bylines are replaced; other texts only if an editor asked for it, since they may be public.
    CONTENT = "content"
    #: What happened, in copies that nobody reads as a page. The name in it is replaced, the row stays.
    HISTORY = "history"
    #: Passing notes, and ways to what is no more. The row is deleted.
    REMOVED = "removed"
    #: Whole copies of the site, packed so that no search looks into them. Every row is deleted, with its file.
    COPY = "copy"
    #: Made anew from content whenever that changes, and gone with it.
    DERIVED = "derived"
    #: Accounts of users, whom off-boarding is for. It stays, and is named.
    ACCOUNT = "account"
    #: What the public was told and must be able to look up, such as corrections. It stays unless an editor asked.
    KEPT = "kept"
    #: Nobody said what becomes of it. It stays, and is named.
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Holder:
    """What becomes of a name in a model, and why, in a short phrase for an editor."""

    treatment: Treatment
    reason: str = ""


_registry: Registry[str, Holder] = Registry("holder of personal data")
#: Fields in which nobody can write a name.
_CODES = (models.UUIDField, models.GenericIPAddressField)
_TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)


def register_holder(label: str, holder: Holder, *, own: bool = False) -> None:
    """Say what becomes of a name in a model (``shop.Order``), or in all models of an application (``shop``).

    Call this in ``AppConfig.ready``. Page types, records, snippets, settings, images, documents, and rows and tags of
    any of these are content without being registered.
    """
    _registry.register(label.lower(), holder, own=own)


def registered_holders() -> dict[str, Holder]:
    """Return the registered holders by the labels of models and applications in lower case."""
    return dict(_registry.all())


@functools.cache
def holder_of(model: type[Model]) -> Holder:
    """Return what becomes of a name in a model."""
    known = _registry.all()
    for label in (model._meta.label_lower, model._meta.app_label):
        if label in known:
            return known[label]
    return Holder(Treatment.CONTENT if _is_content(model) else Treatment.UNDECIDED)


def undecided_models() -> list[type[Model]]:
    """Return the models with texts of which nobody said what becomes of a name in them."""
    return [
        model
        for model in models_with_tables()
        if holder_of(model).treatment is Treatment.UNDECIDED and any(map(may_hold_text, model._meta.local_fields))
    ]


def models_with_tables() -> Iterator[type[Model]]:
    """Yield the models that have a table of their own, those of relations between many included."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            yield model


def may_hold_text(field: Any) -> bool:
    """Return whether a name can be written into a field."""
    return isinstance(field, _TEXTS) and not isinstance(field, _CODES) and not field.choices


def owner_field(model: type[Model]) -> Any:
    """Return the field by which rows of a model belong to a page or record, or ``None``."""
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)


def _is_content(model: type[Model]) -> bool:
    kinds = (Page, Record, TagBase, ItemBase, get_image_model(), get_document_model())
    return (
        issubclass(model, kinds)
        or model in get_snippet_models()
        or any(issubclass(setting, model) for setting in settings_registry)
        or (model._meta.auto_created is not False and model._meta.auto_created is not None)
        or owner_field(model) is not None
    )
