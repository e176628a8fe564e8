"""Goes through an import without writing anything, to say what it would do."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from arrivals.models import Arrival
from arrivals.records.file import ArrivingFile
from arrivals.records.page import ArrivingPage
from arrivals.records.record import ArrivingRecord
from arrivals.writing.addresses import digest_of, path_of
from arrivals.writing.ledger import Ledger
from arrivals.writing.library import Library
from arrivals.writing.options import ImportOptions
from arrivals.writing.places import path_of_page
from arrivals.writing.redirects import Redirects
from arrivals.writing.result import Outcome, Result
from arrivals.writing.writer import Writer


class DryLedger(Ledger):
    """What has arrived, and what would."""

    def __init__(self, origin: str) -> None:
        super().__init__(origin)
        self._expected: dict[str, str] = {}

    def expect(self, record: ArrivingPage) -> None:
        """Note the addresses of a page that would arrive."""
        for address in (record.address, *record.old_addresses):
            if address:
                self._expected.setdefault(digest_of(address), record.title)

    def at(self, address: str) -> Any:
        title = self._expected.get(digest_of(address))
        return super().at(address) or (Page(title=title) if title is not None else None)

    def remember(self, key: str, made: Model, **_: str) -> Arrival:
        return Arrival(origin=self.origin, key=key)

    def claim(self, arrival: Arrival, addresses: Iterable[str]) -> None:
        pass


class DryLibrary(Library):
    """The libraries, to which nothing is added: ``at`` returns an object that is not saved."""

    def bring(self, file: ArrivingFile) -> Any:
        known = self._ledger.object(file.key)
        if known is not None:
            return known
        ending = PurePosixPath(file.name or path_of(file.address).partition("?")[0]).suffix.lower().removeprefix(".")
        if ending in settings.WAGTAILDOCS_EXTENSIONS:
            return get_document_model()(title=file.title)
        return get_image_model()(title=file.title, alt=(file.alternative_text or "")[:255])


class DryWriter(Writer):
    """Says what ``Writer`` would do with each record. Whether publishing rules would stop a page is not known yet."""

    ledger: DryLedger
    makes_places = False

    def __init__(self, ledger: DryLedger, options: ImportOptions) -> None:
        super().__init__(ledger, options, DryLibrary(ledger), Redirects(options.site, dry=True))

    def place(self, record: ArrivingPage) -> None:
        self.ledger.expect(record)

    def write(self, records: Sequence[ArrivingRecord]) -> list[Result]:
        return [self._guarded(record, partial(self._foretold, record)) for record in records]

    def bring(self, file: ArrivingFile) -> Result:
        known = self.ledger.find(file.key)
        redirects = [] if known else self.redirects.to_link("", [file.address, *file.old_addresses])
        outcome = Outcome.UNCHANGED if known else Outcome.CREATED
        return Result(outcome, sentences=list(file.notes), redirects=redirects)

    def find(self, record: ArrivingRecord, known: Any, digest: str) -> Result:
        return Result(Outcome.FOUND, known, redirects=self._redirect(known, record))

    def path_of(self, page: Page, record: ArrivingRecord) -> str:
        if not isinstance(record, ArrivingPage):
            return ""
        parent = self.places.parent_of(record)
        return f"{path_of_page(parent)}{self.places.slug_of(record, page, parent)}/"

    def _foretold(self, record: ArrivingRecord) -> Result:
        prepared = self.prepare(record)
        if isinstance(prepared, Result):
            return prepared
        sentences = [*record.notes, *prepared.transfer.sentences]
        made = prepared.content if prepared.content.pk else None
        return Result(prepared.outcome, made, sentences, redirects=self._redirect(prepared.content, record))
