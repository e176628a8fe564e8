"""New content as publishing leaves it, written at once: one save in place of three.

``tests/test_published.py`` compares every row with those that adding a draft, storing a revision and publishing it
leave. What is subject to publishing itself, such as a schedule or an error, takes that way here, too.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published, published

from pages.models.base import BasePage
from pages.records.record import Record


def add_published(parent: Page, page: BasePage, **rows: list[Any]) -> Any:
    """Publish a new page below ``parent``, with the rows of its relations, and return it as it is in the database."""
    for relation, objects in rows.items():
        getattr(page, relation).set(objects)
    if page.go_live_at or page.expire_at or page.publish_errors():
        page.live = False
        parent.add_child(instance=page)
        page.save_revision().publish()
    else:
        with transaction.atomic():
            _set_published(page)
            parent.add_child(instance=page)
            revision = _store_revision(page, latest_revision_created_at=True)
            page_published.send(sender=type(page), instance=page, revision=revision)
            published.send(sender=type(page), instance=page, revision=revision)
            log(page, "wagtail.publish", revision=revision, content_changed=True)
    return type(page).objects.get(pk=page.pk)


def save_published(record: Record) -> None:
    """Publish a new shared record."""
    with transaction.atomic():
        _set_published(record)
        record.save()
        revision = _store_revision(record)
        published.send(sender=type(record), instance=record, revision=revision)
        log(record, "wagtail.publish", revision=revision, content_changed=True)
    record.refresh_from_db()


def _set_published(thing: Any) -> None:
    thing.live, thing.has_unpublished_changes = True, False
    thing.first_published_at = thing.last_published_at = timezone.now()


def _store_revision(thing: Any, **options: Any) -> Revision:
    revision = Revision.objects.create(
        content_object=thing,
        base_content_type=thing.get_base_content_type(),
        content=thing.serializable_data(),
        object_str=str(thing),
    )
    known: dict[str, Any] = {"latest_revision": revision, "live_revision": revision}
    if options:
        known |= {"latest_revision_created_at": revision.created_at, "draft_title": thing.title}
    base: type[Model] = Page if isinstance(thing, Page) else type(thing)
    base._default_manager.filter(pk=thing.pk).update(**known)
    for name, value in known.items():
        setattr(thing, name, value)
    return revision
