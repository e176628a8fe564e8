"""Signal handlers that apply publishing rules whichever code makes the change."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, unpublished

from pages.publishing.embeds import fetch_embeds, unfetched_urls
from pages.publishing.protection import StillUsed, users_of
from pages.publishing.publish_records import forget_scheduled
from pages.records.record import Record


def protect_used_record(sender: type[Model], instance: Model, **_: Any) -> None:
    """Raise ``StillUsed`` if the record to delete is still used in a field, a row, a text or a block."""
    users = users_of(instance)
    if users:
        raise StillUsed(instance, users)


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
    """Connect the handlers. Objects of the ``protected`` models cannot be deleted while they are used."""
    page_published.connect(fetch_embeds_of_published_page, dispatch_uid="fetch_embeds_of_published_page")
    unpublished.connect(forget_scheduled_of_unpublished, dispatch_uid="forget_scheduled_of_unpublished")

    for model in protected:
        pre_delete.connect(protect_used_record, sender=model, dispatch_uid=f"protect_used_{model.__name__}")
