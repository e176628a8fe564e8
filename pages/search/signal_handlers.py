"""Keeps the search documents in step with what they are about, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Page

from pages.models.base import BasePage
from pages.search.documents import TEXTS, erase_documents, write_all_documents, write_documents


def write_document_of(sender: type[Model], instance: Any, raw: bool = False, **_: Any) -> None:
    """Write the search document of what was saved, unless it comes from a fixture, which brings the documents along.

    The texts come from the database and not from ``instance``, which holds the draft when an editor saves one.
    """
    if raw:
        return
    model = instance.specific_class if sender is Page else sender
    if model and (issubclass(model, BasePage) or model in TEXTS):
        write_documents(model, [instance.pk])


def erase_document_of(sender: type[Model], instance: Any, **_: Any) -> None:
    """Remove the search document of what was deleted."""
    if issubclass(sender, Page) or sender in TEXTS:
        erase_documents(sender, [instance.pk])


def write_first_documents(plan: Sequence[tuple[Migration, bool]] = (), **_: Any) -> None:
    """Write the documents of a site that had none, once its database has got everything that searching needs."""
    applied = {(migration.app_label, migration.name) for migration, backwards in plan if not backwards}
    if ("pages", "0005_search") not in applied:
        return
    migrations = MigrationExecutor(connection)
    if not migrations.migration_plan(migrations.loader.graph.leaf_nodes("pages")):
        for _progress in write_all_documents():
            pass


def register_search_handlers(application: Any) -> None:
    """Connect the handlers; ``application`` is the configuration of the application whose migrations matter."""
    post_save.connect(write_document_of, dispatch_uid="write_search_document")
    post_delete.connect(erase_document_of, dispatch_uid="erase_search_document")
    post_migrate.connect(write_first_documents, sender=application, dispatch_uid="write_first_search_documents")
