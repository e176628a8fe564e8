"""The registry of models that belong to an archive, or do not, where nothing about them says so by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from pages.registration.registry import Registry


@dataclass(frozen=True)
class ArchivedModel:
    """How the rows of a model are archived.

    With ``matched``, an import finds the rows that are there already by their key, such as the e-mail address of a
    user, and leaves them as they are; the others keep their primary keys. ``seeded`` says that migrations make rows,
    whose place those of an archive take, and ``added`` that its rows come beside those that are there, under new
    numbers. ``fields`` names the fields that are archived; without it, all are but secrets. ``filled`` makes the values
    of those that are left out. ``history`` says that only an archive with the history has the rows. ``chosen`` takes
    whether the archive has it, and returns the archived rows.
    """

    matched: bool = False
    fields: Sequence[str] = ()
    seeded: bool = False
    added: bool = False
    history: bool = False
    chosen: Callable[[bool], QuerySet[Any]] | None = None
    filled: dict[str, Callable[[], Any]] = field(default_factory=dict)


_archived: Registry[type[Model], ArchivedModel] = Registry("archived model")
#: By the label of a model, or that of an application for all of its models.
_left_out: Registry[str, str] = Registry("model that is left out of archives")


def register_archived_model(model: type[Model], archived: ArchivedModel | None = None, *, own: bool = False) -> None:
    """Have the rows of a model archived. Call this in ``AppConfig.ready``.

    Page types, shared records, snippets, settings, and rows and tags of any of these need no registration.
    """
    _archived.register(model, archived or ArchivedModel(), own=own)


def register_left_out(label: str, reason: str, *, own: bool = False) -> None:
    """Leave a model (``pages.ShareLink``), or all models of an application (``sessions``), out of archives.

    ``reason`` is a short phrase for the manifest, which lists what an archive has not.
    """
    _left_out.register(label.lower(), reason, own=own)


def registered_models() -> dict[type[Model], ArchivedModel]:
    """Return the registered models. After this call, none can be registered."""
    return dict(_archived.all())


def reason_to_leave_out(model: type[Model]) -> str | None:
    """Return why a model is in no archive, or ``None`` if nobody said so."""
    reasons = _left_out.all()
    return reasons.get(model._meta.label_lower) or reasons.get(model._meta.app_label)
