"""Makes and updates objects from records, through the publishing path of their models."""

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError, transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import DraftStateMixin, LockableMixin, Page

from arrivals.models import Arrival
from arrivals.records.file import ArrivingFile
from arrivals.records.page import ArrivingPage
from arrivals.records.record import ArrivingRecord
from arrivals.records.redirect import ArrivingRedirect
from arrivals.writing.digests import content_digest, filled_digest, record_digest
from arrivals.writing.fitting import set_fields
from arrivals.writing.kinds import ArrivalKind, arrival_kinds
from arrivals.writing.ledger import Ledger
from arrivals.writing.library import FileRefused, Library
from arrivals.writing.options import ImportOptions
from arrivals.writing.permissions import Permissions
from arrivals.writing.places import Places, path_of_page
from arrivals.writing.prepared import Prepared
from arrivals.writing.redirects import Redirects
from arrivals.writing.result import Outcome, Result
from arrivals.writing.saving import Saving
from arrivals.writing.texts import Texts
from arrivals.writing.transfer import Transfer
from pages.foreign_html.cleaning import TooLong

logger = logging.getLogger(__name__)

DELETED = "It was deleted here, so it is not made again."
CHANGED = "It has changed in the source too. Compare the two, and change it here if you like."
NO_PLACE = "No page could be made for it; the log says why."
TOO_LONG = "Its text is too long to be read."
MEANWHILE = "Somebody, or another import, changed it at the same time. Import it again."
MAY_NOT_ADD = "You may not add pages where it would go."
MAY_NOT_CHANGE = "It is here already, and you may not change it."
LOCKED = "It was left alone, since it is locked here or in a workflow."

#: What one record may raise, and an object that somebody deletes in the meantime.
FAULTS = (ValidationError, DatabaseError, ObjectDoesNotExist, ValueError)


class Writer:
    """Writes the records of one origin. One that fails stops no other."""

    #: Whether a page has a place before it is written.
    makes_places = True

    def __init__(
        self,
        ledger: Ledger,
        options: ImportOptions,
        library: Library | None = None,
        redirects: Redirects | None = None,
    ) -> None:
        self.ledger = ledger
        self.options = options
        self.library = library or Library(
            ledger,
            undescribed_are_decorative=options.undescribed_are_decorative,
            may_download=options.may_download,
        )
        self.places = Places(options, ledger)
        self.permissions = Permissions(options)
        self._saving = Saving(options)
        self.redirects = redirects or Redirects(options.site, may_add=self.permissions.may("add", Redirect))
        self.texts = Texts(
            ledger,
            self.library,
            undescribed_are_decorative=options.undescribed_are_decorative,
            publishable=options.publish,
        )

    def place(self, record: ArrivingPage) -> None:
        """Make an empty draft for a page that has not arrived yet, so that links of other pages can lead to it.

        One that cannot have a place is reported when it is written.
        """
        try:
            self._place(record)
        except FAULTS:
            logger.warning("There is no place for %s.", record.key, exc_info=True)

    def _place(self, record: ArrivingPage) -> None:
        kind = arrival_kinds()[type(record)]
        arrival = self.ledger.find(record.key)
        with transaction.atomic():
            if arrival is None:
                page: Any = kind.model(live=False, owner=self.options.user)
                set_fields(page, {"title": record.title or record.slug or "Untitled"})
                page.draft_title = page.title
                parent = self.places.parent_of(record)
                if not self.permissions.may_add_below(parent):
                    return
                # Two imports that make pages at one place would give them the same position in the tree.
                Page.objects.select_for_update(of=("self",)).get(pk=parent.pk)
                if not self.ledger.reserve(record.key, kind.model):
                    return
                parent.refresh_from_db()
                page.slug = self.places.slug_of(record, page, parent)
                parent.add_child(instance=page)
                arrival = self.ledger.remember(record.key, page)
            self.ledger.claim(arrival, [record.address, *record.old_addresses])

    def write(self, records: Sequence[ArrivingRecord]) -> list[Result]:
        """Make or update the objects of records, which do not refer to each other, and return what became of each.

        Files are downloaded before the transaction begins in which all else is written, so that nobody waits for them.
        """
        prepared = [self._guarded(record, partial(self.prepare, record)) for record in records]
        with transaction.atomic():
            return [
                each if isinstance(each, Result) else self._guarded(each.record, partial(self._store, each))
                for each in prepared
            ]

    def _guarded(self, record: ArrivingRecord, work: Callable[[], Any]) -> Any:
        """Return what ``work`` returns, or the result of a record that failed; what it wrote is then undone."""
        try:
            with transaction.atomic() if transaction.get_connection().in_atomic_block else nullcontext():
                return work()
        except TooLong:
            return Result(Outcome.FAILED, sentences=[TOO_LONG])
        except FAULTS as error:
            logger.warning("The record %s was not taken over.", record.key, exc_info=True)
            return Result(Outcome.FAILED, sentences=_reasons(error))

    def redirect(self, record: ArrivingRedirect) -> Result:
        """Let an old address lead where a record says, and return what became of it."""
        if not self.permissions.may("add", Redirect):
            return Result(Outcome.FAILED, sentences=["You may not add redirects."])
        target = self.ledger.object(record.target)
        with transaction.atomic():
            if isinstance(target, Page):
                made = self.redirects.to_page(target, path_of_page(target), [record.address])
            elif link := record.url or (self.places.link_to(target) if target is not None else ""):
                made = self.redirects.to_link(link, [record.address])
            else:
                return Result(Outcome.FAILED, sentences=["It leads to nothing that is here."])
        return Result(Outcome.CREATED if made else Outcome.UNCHANGED, target, list(record.notes), redirects=made)

    def prepare(self, record: ArrivingRecord) -> Prepared | Result:
        """Return the filled object of a record, which is to be stored, or the result if nothing is."""
        if isinstance(record, ArrivingFile):
            return self.bring(record)
        kind = arrival_kinds()[type(record)]
        digest = record_digest(record)
        arrival = self.ledger.find(record.key)
        if arrival is None:
            known = kind.known(record)
            if known is not None:
                return self.find(record, known, digest)
            if isinstance(record, ArrivingPage) and self.makes_places:
                may_add = self.permissions.may_add_below(self.places.parent_of(record))
                return Result(Outcome.FAILED, sentences=[NO_PLACE if may_add else MAY_NOT_ADD])
            if not self.permissions.may_save(kind.model()):
                return Result(Outcome.FAILED, sentences=[f"You may not add a {kind.model._meta.verbose_name}."])
            return self._filled(kind, kind.model(), record, digest, Outcome.CREATED)
        content: Any = arrival.object
        if content is None:
            return Result(Outcome.KEPT, sentences=[DELETED])
        if not arrival.content_digest:
            if arrival.record_digest:
                return Result(Outcome.FOUND, content)
            return self._filled(kind, content, record, digest, Outcome.CREATED, arrival)
        is_changed = arrival.record_digest != digest
        if not is_changed and not self._saving.is_to_be_published(content, record):
            return Result(Outcome.UNCHANGED, content)
        if not self.permissions.may_save(content):
            return Result(Outcome.FAILED, sentences=[MAY_NOT_CHANGE])
        if isinstance(content, LockableMixin) and content.get_lock():
            return Result(Outcome.KEPT, content, [LOCKED])
        if content_digest(content) != arrival.content_digest:
            return Result(Outcome.KEPT, content, [CHANGED] if is_changed else [])
        return self._filled(kind, _latest(content), record, digest, Outcome.UPDATED, arrival)

    def bring(self, file: ArrivingFile) -> Result:
        """Bring a file into the library, and return what became of it."""
        is_known = self.ledger.find(file.key) is not None
        try:
            made = self.library.bring(file)
        except FileRefused as refused:
            return Result(Outcome.FAILED, sentences=[str(refused)])
        redirects = self.redirects.to_link(self.places.link_to(made), [file.address, *file.old_addresses])
        return Result(Outcome.UNCHANGED if is_known else Outcome.CREATED, made, list(file.notes), redirects=redirects)

    def find(self, record: ArrivingRecord, known: Any, digest: str) -> Result:
        """Let references to a record lead to an object that is here already."""
        self.ledger.remember(record.key, known, record_digest=digest)
        return Result(Outcome.FOUND, known, redirects=self._redirect(known, record))

    def _filled(
        self,
        kind: ArrivalKind,
        content: Any,
        record: ArrivingRecord,
        digest: str,
        outcome: Outcome,
        arrival: Arrival | None = None,
    ) -> Prepared:
        transfer = Transfer(self.ledger, self.library, self.texts, record.key, getattr(record, "address", ""))
        kind.fill(content, record, transfer)
        before = (arrival.record_digest, arrival.content_digest) if arrival else ("", "")
        return Prepared(record, content, digest, outcome, transfer, before)

    def _store(self, prepared: Prepared) -> Result:
        record, content, transfer = prepared.record, prepared.content, prepared.transfer
        if not self._is_still_ours(prepared):
            return Result(Outcome.KEPT, sentences=[MEANWHILE])
        is_as_before = prepared.outcome is Outcome.UPDATED and filled_digest(content) == content_digest(content)
        published = self._saving.save(content, record, transfer, is_as_before=is_as_before)
        arrival = self.ledger.remember(
            record.key,
            content,
            # What could not be brought in is tried again.
            record_digest="" if transfer.is_incomplete else prepared.digest,
            content_digest=content_digest(content),
        )
        redirects = self._redirect(content, record)
        self.ledger.claim(arrival, getattr(record, "old_addresses", ()))
        outcome = Outcome.UNCHANGED if is_as_before and not published else prepared.outcome
        return Result(outcome, content, [*record.notes, *transfer.sentences], published, redirects)

    def _is_still_ours(self, prepared: Prepared) -> bool:
        """Return whether neither another import nor an editor has changed the object since it was prepared."""
        key, content = prepared.record.key, prepared.content
        if content.pk is None:
            return self.ledger.reserve(key, type(content))
        if isinstance(content, DraftStateMixin):
            latest = {"pk": content.pk, "latest_revision_id": content.latest_revision_id}
            if not type(content)._default_manager.filter(**latest).exists():
                return False
        now = Arrival.objects.select_for_update(of=("self",)).filter(origin=self.ledger.origin, key=key).first()
        return now is None or (now.record_digest, now.content_digest) == prepared.before

    def path_of(self, page: Page, record: ArrivingRecord) -> str:
        """Return the path of the page of a record on its site, or ``""`` if no site serves it."""
        return path_of_page(page)

    def _redirect(self, content: Any, record: ArrivingRecord) -> list[str]:
        addresses = [getattr(record, "address", ""), *getattr(record, "old_addresses", ())]
        if isinstance(content, Page):
            return self.redirects.to_page(content, self.path_of(content, record), addresses)
        link = self.places.link_to(content)
        return self.redirects.to_link(link, addresses) if link else []


def _reasons(error: Exception) -> list[str]:
    if isinstance(error, ValidationError):
        return list(error.messages)
    if isinstance(error, DatabaseError):
        return [f"The database refused it: {error}"]
    if isinstance(error, ObjectDoesNotExist):
        return ["Something that it needs was deleted in the meantime. Import it again."]
    return ["It holds something that cannot be stored; the log says what."]


def _latest(content: Any) -> Any:
    """Return the latest version of an object that has drafts, and any other as it is."""
    return content.get_latest_revision_as_object() if isinstance(content, DraftStateMixin) else content
