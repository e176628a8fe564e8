"""Scheduled publishing and expiry. Each transition happens exactly once, however many schedulers run."""

import datetime
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from pages.publishing.draftable import draftable_records, stored_instant
from pages.registration.registry import Registry

logger = logging.getLogger(__name__)


@dataclass
class Transitions:
    """The numbers of objects that were published, were unpublished, or could not be published."""

    published: int = 0
    expired: int = 0
    refused: int = 0

    def __bool__(self) -> bool:
        return bool(self.published or self.expired or self.refused)

    def add(self, other: "Transitions") -> None:
        """Add the numbers of others."""
        self.published += other.published
        self.expired += other.expired
        self.refused += other.refused


#: What other applications do that is due at an instant: each function does it and returns the counts.
_FURTHER: Registry[str, Callable[[datetime.datetime], Transitions]] = Registry("source of transitions")


def register_transitions(
    name: str, apply_due: Callable[[datetime.datetime], Transitions], *, own: bool = False
) -> None:
    """Add a function that does what is due until an instant, each exactly once however many schedulers call it.

    It is called after pages and records with an hour of their own. Call this in ``AppConfig.ready``.
    """
    _FURTHER.register(name, apply_due, own=own)


def _locked(queryset: QuerySet) -> QuerySet:
    # A second scheduler waits here and then finds that the row no longer matches. SQLite has no row locks, but there
    # the transaction holds the database's write lock from its first statement on.
    return queryset.select_for_update(of=("self",))


def _expire(model: type[Model], primary_key: int, at: datetime.datetime) -> bool:
    with transaction.atomic():
        due = _locked(model._default_manager.filter(pk=primary_key, live=True, expire_at__lte=at)).first()
        if due is None:
            return False
        target = due.specific if isinstance(due, Page) else due
        target.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return True


def _cancel(revision: Revision, action: str, reason: str) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(instance=revision.content_object, action=action, revision=revision, data={"reason": reason})
    logger.warning("Scheduled publication of %s was not carried out: %s", revision.object_str, reason)


def _go_live(primary_key: int, at: datetime.datetime, result: Transitions) -> None:
    try:
        with transaction.atomic():
            revision = _locked(Revision.objects.filter(pk=primary_key, approved_go_live_at__lte=at)).first()
            if revision is None:
                return
            expiry = stored_instant(revision, "expire_at")
            if expiry is not None and expiry <= at:
                _cancel(revision, "pages.publish.expired", "It had expired before it could be published.")
                result.refused += 1
                return
            revision.publish(log_action="wagtail.publish.scheduled")
            result.published += 1
    except (ValidationError, IntegrityError) as error:
        # A publishing rule is broken, or another page has taken the slug: a retry would fail too.
        sentences = error.messages if isinstance(error, ValidationError) else ["Its address is already taken."]
        with transaction.atomic():
            _cancel(Revision.objects.get(pk=primary_key), "pages.publish.refused", " ".join(sentences))
        result.refused += 1


def apply_due_transitions() -> Transitions:
    """Unpublish expired objects, then publish revisions that are due, and return the counts.

    Each object is locked and changed in a separate transaction, so that of two callers only one does the work, and a
    failure with one object does not affect the others. A revision that has itself expired, or that breaks a publishing
    rule, is not published; the reason is logged and stored in the object's history. Raise ``DatabaseError`` if the
    database fails; any other failure is logged, and the transition stays due.
    """
    at = timezone.now()
    result = Transitions()
    for model in (Page, *draftable_records()):
        expired = model._default_manager.filter(live=True, expire_at__lte=at).order_by("expire_at")
        for primary_key in list(expired.values_list("pk", flat=True)):
            with _failures_logged(f"{model._meta.label} {primary_key} could not be unpublished."):
                result.expired += _expire(model, primary_key, at)
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    # Pages come last: what they show may be due too.
    pages = ContentType.objects.get_for_model(Page)
    due_keys = due.values_list("pk", flat=True)
    for primary_key in [*due_keys.exclude(base_content_type=pages), *due_keys.filter(base_content_type=pages)]:
        with _failures_logged(f"Revision {primary_key} could not be published."):
            _go_live(primary_key, at, result)
    for name, apply_due in _FURTHER.all().items():
        with _failures_logged(f"What is due of {name} could not be done."):
            result.add(apply_due(at))
    return result


@contextmanager
def _failures_logged(sentence: str) -> Iterator[None]:
    try:
        yield
    except DatabaseError:
        raise
    except Exception:
        logger.exception(sentence)
