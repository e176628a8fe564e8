"""Signal handlers that update the search documents in the transaction that changes their objects."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler
from wagtail.models import Page

from pages.database.draft_saves import only_notes_a_draft
from pages.models.base import BasePage
from pages.models.search_document import SearchDocument
from pages.records.record import Record
from pages.search.documents import (
    erase_documents,
    search_kind,
    searched_model_of,
    searched_models,
    write_all_documents,
    write_documents,
)
from pages.search.engines import engine_of

#: The migrations after which all search documents are written.
_REWRITE_AFTER = ("0005_search", "0017_words_of_every_script")


def write_document_of(
    sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """Write the search document of a saved object, unless it comes from a fixture, which contains the documents too.

    The texts are read from the database and not from ``instance``, which contains the draft if an editor saves one.
    """
    if raw or only_notes_a_draft(update_fields):
        return
    model = instance.specific_class if sender is Page else sender
    if model and searched_model_of(model) is not None:
        write_documents(model, [instance.pk])


def erase_document_of(sender: type[Model], instance: Any, **_: Any) -> None:
    """Delete the search document of a deleted object."""
    if issubclass(sender, Page) or searched_model_of(sender) is not None:
        erase_documents(sender, [instance.pk])


def write_to_index_of_wagtail(sender: type[Model], instance: Any, update_fields: Any = None, **options: Any) -> None:
    """Update what Wagtail's choosers and lists search, as Wagtail does, unless only a draft is noted."""
    if issubclass(sender, BasePage | Record) and not only_notes_a_draft(update_fields):
        post_save_signal_handler(instance, **options)


def erase_from_index_of_wagtail(sender: type[Model], instance: Any, **options: Any) -> None:
    """Delete from Wagtail's index, as Wagtail does."""
    if issubclass(sender, BasePage | Record):
        post_delete_signal_handler(instance, **options)


def prepare_engine(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Prepare the engine for every kind of object after each ``migrate``, because applications can add kinds."""
    connection = connections[using]
    if SearchDocument._meta.db_table in connection.introspection.table_names():
        engine_of(connection).prepare([search_kind(model) for model in searched_models()])


def write_first_documents(plan: Sequence[tuple[Migration, bool]] = (), **_: Any) -> None:
    """Write all search documents after a ``migrate`` that changed how, once all migrations are applied."""
    applied = {migration.name for migration, backwards in plan if not backwards and migration.app_label == "pages"}
    if applied.isdisjoint(_REWRITE_AFTER):
        return
    migrations = MigrationExecutor(connection)
    if not migrations.migration_plan(migrations.loader.graph.leaf_nodes("pages")):
        for _progress in write_all_documents():
            pass


def register_search_handlers(application: Any) -> None:
    """Connect the handlers. ``application`` is the ``AppConfig`` that sends ``post_migrate``."""
    post_save.connect(write_document_of, dispatch_uid="write_search_document")
    post_delete.connect(erase_document_of, dispatch_uid="erase_search_document")
    post_save.connect(write_to_index_of_wagtail, dispatch_uid="write_to_index_of_wagtail")
    post_delete.connect(erase_from_index_of_wagtail, dispatch_uid="erase_from_index_of_wagtail")
    # This handler must run before documents are written.
    post_migrate.connect(prepare_engine, sender=application, dispatch_uid="prepare_search_engine")
    post_migrate.connect(write_first_documents, sender=application, dispatch_uid="write_first_search_documents")
