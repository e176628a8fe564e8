"""Marks the objects whose public state a save, a deletion or a move may change.

A signal is only a hint: ``log`` decides what has changed.
"""

import datetime
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.migrations import Migration
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Locale,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Site,
)
from wagtail.signals import pre_page_move

from api.changes.dependents import dependents_of
from api.changes.log import append_missing, begin
from api.changes.owners import ROWS, owners_of, owning_kind
from api.changes.recording import add_pending_change
from api.changes.reference_index import is_switched_on, left_to_commit
from api.changes.scheduled import record_schedule
from api.models import PublicObject
from api.registry.kinds import kind_of, kinds, record_kinds
from api.registry.page_types import page_types
from api.tags.names import ALL_PAGES, list_tag
from pages.database.draft_saves import NOTES
from pages.models import PublicLibrary

#: Columns that no response shows. Saving a draft, a lock or a new child writes only these.
UNSEEN = NOTES | {"locked", "locked_at", "locked_by", "numchild", "owner", "expired"}
#: Models that are not served themselves but decide whether other objects are public, or what they show.
DECIDING = (
    *(Collection, CollectionViewRestriction, PublicLibrary, PageViewRestriction, Locale, BaseSiteSetting),
    *ROWS,
)
#: The migration that creates the log.
FIRST = ("api", "0001_change_log")
#: The migration since which images and documents are public only where something shows them.
USES = ("pages", "0006_media_uses")
#: Touched by a change of a site record or a language, but not of the settings that editors keep for a site.
ALL_SITES = frozenset({list_tag(Site)})
#: Models that decide which objects of a tree are public, with the kind of the tree and the column of its top.
RESTRICTIONS: dict[type[Model], tuple[str, str]] = {
    PageViewRestriction: ("page", "page_id"),
    CollectionViewRestriction: ("collection", "collection_id"),
    PublicLibrary: ("collection", "collection_id"),
}


def is_watched(model: type[Model]) -> bool:
    """Return whether saving an object of a model can change what is public."""
    return kind_of(model) is not None or issubclass(model, DECIDING) or owning_kind(model) is not None


def record_save(sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    """Mark a saved object."""
    if not raw and not (update_fields is not None and UNSEEN.issuperset(update_fields)):
        _record(sender, instance)


def record_deletion(sender: type[Model], instance: Any, **_: Any) -> None:
    """Mark a deleted object, with the objects that referred to it."""
    if not _is_subtype(sender):
        _record(sender, instance, getattr(instance, "_dependents", frozenset()))


def remember_dependents(sender: type[Model], instance: Any, **_: Any) -> None:
    """Remember what refers to an object before it is deleted, because its index entries are deleted with it."""
    kind = kind_of(sender)
    # Redirects are deleted in bulk, and nothing refers to them.
    if kind not in (None, "redirect") and not _is_subtype(sender):
        instance._dependents = frozenset(dependents_of([(kind, instance.pk)]))


def _is_subtype(model: type[Model]) -> bool:
    """Return whether a model is a page type: its pages are also deleted as ``Page``, which sends a second signal."""
    return issubclass(model, Page) and model is not Page


def record_before_save(
    sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """Mark a page whose path is about to change, with all pages below it, what is to get or lose an expiry, and the old
    target of a restriction."""
    if raw or not instance.pk:
        return
    if issubclass(sender, Page):
        for url_path, expire_at in Page.objects.filter(pk=instance.pk).values_list("url_path", "expire_at"):
            if url_path != instance.url_path:
                add_pending_change("page", instance.pk, below=True)
            _record_expiry("page", instance, expire_at, update_fields)
    elif issubclass(sender, DraftStateMixin) and (kind := kind_of(sender)):
        for expire_at in sender._base_manager.filter(pk=instance.pk).values_list("expire_at", flat=True):
            _record_expiry(kind, instance, expire_at, update_fields)
    elif sender in RESTRICTIONS:
        kind, column = RESTRICTIONS[sender]
        for key in sender._default_manager.filter(pk=instance.pk).values_list(column, flat=True):
            add_pending_change(kind, key, below=True)


def _record_expiry(kind: str, instance: Any, stored: datetime.datetime | None, update_fields: Any) -> None:
    is_saved = update_fields is None or "expire_at" in update_fields
    if is_saved and bool(stored) != bool(instance.expire_at):
        add_pending_change(kind, instance.pk, expiry=True)


def record_move(
    sender: type[Model], instance: Any, parent_page_before: Page, parent_page_after: Page, **_: Any
) -> None:
    """Mark a page that is about to move, even among its siblings, with all pages below it."""
    if parent_page_before != parent_page_after:
        add_pending_change("page", instance.pk, content=True, below=True)
        return
    # The tree paths of the siblings after it change as well, and cursors of lists of any type contain tree paths.
    lists = frozenset({ALL_PAGES, *map(list_tag, page_types())})
    add_pending_change("page", instance.pk, content=True, below=True, touching=lists)
    if not PublicObject.objects.filter(kind="page", object_id=instance.pk).exists():
        for site in Site.objects.values_list("pk", flat=True):
            add_pending_change("site", site, content=True, touching=lists)


def record_changed_relation(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any = None, **_: Any
) -> None:
    """Mark the objects whose many-to-many relation, such as topics, changed from either side."""
    if action not in ("post_add", "post_remove", "pre_clear") or not isinstance(instance, Model):
        return
    owner = model if reverse else type(instance)
    kind = kind_of(owner)
    if kind is None:
        return
    keys = {instance.pk}
    if reverse:
        keys = _all_related(sender, instance, owner) if pk_set is None else pk_set
    for key in keys:
        add_pending_change(kind, key, content=True)


def _all_related(through: Any, instance: Any, owner: type[Model]) -> set[int]:
    """Return the keys of all owners that are related to ``instance``."""
    columns = {field.related_model: field.attname for field in through._meta.fields if field.related_model}
    rows = through._default_manager.filter(**{columns[type(instance)]: instance.pk})
    return set(rows.values_list(columns[owner], flat=True))


def _record(sender: type[Model], instance: Any, dependents: frozenset[tuple[str, int]] = frozenset()) -> None:
    kind = kind_of(sender)
    if kind is not None:
        indexed = is_switched_on() and ReferenceIndex.model_is_indexable(sender)
        referring = (kinds()[kind].model, instance.pk) if indexed else None
        touching = ALL_SITES if issubclass(sender, Site) else frozenset()
        add_pending_change(
            kind, instance.pk, content=True, touching=touching, referring=referring, dependents=dependents
        )
    if issubclass(sender, Site | Locale):
        _record_all_paths()
    if issubclass(sender, Locale):
        for site in Site.objects.values_list("pk", flat=True):
            add_pending_change("site", site, content=True, touching=ALL_SITES)
    elif sender in RESTRICTIONS:
        kind, column = RESTRICTIONS[sender]
        add_pending_change(kind, getattr(instance, column), below=True)
    elif issubclass(sender, Collection):
        add_pending_change("collection", instance.pk, below=True)
    elif issubclass(sender, BaseSiteSetting):
        add_pending_change("site", instance.site_id, content=True, referring=(sender, instance.pk))
    elif kind is None:
        is_row = owning_kind(sender) is not None and is_switched_on()
        for kind, key in owners_of(sender, instance):
            row_of = (kinds()[kind].model, key) if is_row else None
            add_pending_change(kind, key, content=True, referring=row_of)


def _record_all_paths() -> None:
    with_paths = (kind for kind, record_kind in record_kinds().items() if record_kind.section)
    for kind in ("page", *with_paths, "redirect", "site"):
        add_pending_change(kind, None)


def write_first_states(plan: Sequence[tuple[Migration, bool]] = (), **_: Any) -> None:
    """Start the log from the current public state after the migration that creates it.

    After the migration that changes what is public, append what has changed.
    """
    applied = {(migration.app_label, migration.name) for migration, backwards in plan if not backwards}
    with transaction.atomic():
        if FIRST in applied:
            begin()
        elif USES in applied:
            append_missing()


def register_change_log_handlers(application: Any) -> None:
    """Connect the handlers. ``application`` is the configuration of the application with the log's migrations."""
    handlers = ((pre_save, record_before_save), (post_save, record_save), (pre_delete, remember_dependents))
    for model in filter(is_watched, apps.get_models()):
        for signal, handler in (*handlers, (post_delete, record_deletion)):
            signal.connect(handler, sender=model, dispatch_uid=f"{handler.__name__}_of_{model._meta.label}")
        # Every save becomes a transaction, as Wagtail already does for pages.
        if not issubclass(model, Page):
            model.save_base = transaction.atomic(savepoint=False)(model.save_base)  # type: ignore[method-assign]
        model.save_base = left_to_commit(model.save_base)  # type: ignore[method-assign]
    for model in apps.get_models():
        if issubclass(model, Revision | DraftStateMixin):
            post_save.connect(record_schedule, sender=model, dispatch_uid=f"record_schedule_{model._meta.label}")
    Collection.move = _recorded_move(Collection.move)
    m2m_changed.connect(record_changed_relation, dispatch_uid="record_changed_relation")
    pre_page_move.connect(record_move, dispatch_uid="record_move_change")
    post_migrate.connect(write_first_states, sender=application, dispatch_uid="write_first_public_states")


def _recorded_move(move: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``move`` so that it marks the collection, because treebeard sends no signal."""

    @wraps(move)
    def moving(collection: Collection, *arguments: Any, **options: Any) -> Any:
        with transaction.atomic():
            add_pending_change("collection", collection.pk, below=True)
            return move(collection, *arguments, **options)

    return moving
