"""Signal handlers that apply publishing rules whichever code makes the change."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import Page
from wagtail.signals import page_published, pre_page_move, unpublished

from pages.publishing.embeds import fetch_embeds, unfetched_urls
from pages.publishing.path_length import refuse_long_path
from pages.publishing.protection import StillUsed, users_of
from pages.publishing.publish_records import forget_scheduled
from pages.records.record import Record


def protect_used_record(sender: type[Model], instance: Model, **_: Any) -> None:
    """Raise ``StillUsed`` if the record to delete is still used in a field, a row, a text or a block."""
    users = users_of(instance)
    if users:
        raise StillUsed(instance, users)


def refuse_long_path_of_saved(
    sender: type[Model], instance: Any, raw: bool = False, update_fields: Any = None, **_: Any
) -> None:
    """Raise ``PathTooLong`` if a page is new or has another slug than in the database, and a path would be too long."""
    if raw or not issubclass(sender, Page) or (update_fields is not None and "slug" not in update_fields):
        return
    stored = Page.objects.filter(pk=instance.pk).first() if instance.pk else None
    if stored is None or stored.slug != instance.slug:
        refuse_long_path(stored or instance, instance.get_parent(update=True), instance.slug)


def refuse_long_path_of_moved(
    sender: type[Model], instance: Any, parent_page_after: Any, url_path_before: str, url_path_after: str, **_: Any
) -> None:
    """Raise ``PathTooLong`` if a path would be too long at the place to which a page is about to move."""
    if url_path_before != url_path_after:
        # Objects in memory may be outdated by earlier moves.
        stored = Page.objects.in_bulk([instance.pk, parent_page_after.pk])
        refuse_long_path(stored[instance.pk], stored[parent_page_after.pk], instance.slug)


def fetch_embeds_of_published_page(sender: type[Model], instance: Any, **_: Any) -> None:
    """After a page is published, enqueue a task that fetches the embed data it lacks."""
    body = getattr(instance, "body", None)
    if instance.live and body and (urls := unfetched_urls(body)):
        transaction.on_commit(partial(fetch_embeds.enqueue, urls))


def forget_scheduled_of_unpublished(sender: type[Model], instance: Any, **_: Any) -> None:
    """After a record is unpublished, withdraw the consent to publish it with pages that are scheduled."""
    if isinstance(instance, Record):
        forget_scheduled(instance)


def register_publishing_handlers(protected: Iterable[type[Model]]) -> None:
    """Connect the handlers. Objects of the ``protected`` models cannot be deleted while they are used.

    Call this before other handlers are connected, which must not act on what is refused.
    """
    pre_save.connect(refuse_long_path_of_saved, dispatch_uid="refuse_long_path_of_saved")
    pre_page_move.connect(refuse_long_path_of_moved, dispatch_uid="refuse_long_path_of_moved")
    page_published.connect(fetch_embeds_of_published_page, dispatch_uid="fetch_embeds_of_published_page")
    unpublished.connect(forget_scheduled_of_unpublished, dispatch_uid="forget_scheduled_of_unpublished")

    for model in protected:
        pre_delete.connect(protect_used_record, sender=model, dispatch_uid=f"protect_used_{model.__name__}")
