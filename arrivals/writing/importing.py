"""Runs an import: places pages, writes every record, and keeps the report."""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from arrivals.models import ImportRun, RunEntry
from arrivals.records.menu import ArrivingMenu
from arrivals.records.page import ArrivingPage
from arrivals.records.record import ArrivingRecord
from arrivals.records.redirect import ArrivingRedirect
from arrivals.records.remark import ArrivingRemark
from arrivals.sources.source import Reader, SourceError
from arrivals.writing.dry_run import DryLedger, DryWriter
from arrivals.writing.kinds import arrival_kinds
from arrivals.writing.ledger import Ledger
from arrivals.writing.menus import Menus
from arrivals.writing.options import ImportOptions
from arrivals.writing.result import Outcome, Result
from arrivals.writing.writer import Writer
from pages.sites.navigation import Navigation

#: Records that are written in one transaction: enough to spread its cost, and short enough for others to wait.
TOGETHER = 20

REPEATED = "The file has another record with the same number, which came first and was taken."

#: Takes how many records are done, how many there are, and the title of the current one.
Progress = Callable[[int, int, str], None]


def nobody_watches(done: int, total: int, title: str) -> None:
    """Show nothing."""


class Importer:
    """Imports what a reader reads. With ``dry``, nothing is written but the report, which is not saved either."""

    def __init__(self, reader: Reader, options: ImportOptions, run: ImportRun, *, dry: bool = False) -> None:
        self._reader = reader
        self._dry = dry
        self._run = run
        run.origin, run.publishes = reader.origin, options.publish
        if dry:
            self._writer: Writer = DryWriter(DryLedger(reader.origin), options)
        else:
            self._writer = Writer(Ledger(reader.origin), options)
        may_fill = self._writer.permissions.may("change", Navigation)
        self._menus = Menus(options.site, self._writer.ledger, dry=dry, may_fill=may_fill)
        self._lines: list[RunEntry] = []
        self._keys: set[str] | None = None
        #: All lines of a dry run.
        self.entries: list[RunEntry] = []

    def run(self, progress: Progress = nobody_watches) -> ImportRun:
        """Import everything and return the run with its report. ``run.problem`` says if the source broke off.

        It can be run again at any time: what has arrived is recognized, so it goes on where it was interrupted.
        """
        self.step(math.inf, progress)
        return self._run

    def step(self, seconds: float, progress: Progress = nobody_watches) -> bool:
        """Work for about ``seconds``, from where an earlier step ended, and return whether the import is finished."""
        until = time.monotonic() + seconds
        self._save_run()
        try:
            is_finished = self._count_and_place(until, progress) and self._write(until, progress)
        except SourceError as error:
            self._run.problem, is_finished = str(error), True
        finally:
            self._flush()
        if is_finished:
            self._run.finished_at = timezone.now()
        self._save_run()
        return is_finished

    def _count_and_place(self, until: float, progress: Progress) -> bool:
        if self._run.is_counted:
            return True
        for records in _together(islice(self._reader.records(), self._run.total, None)):
            with transaction.atomic():
                for record in records:
                    if isinstance(record, ArrivingPage):
                        self._writer.place(record)
            self._run.total += len(records)
            progress(0, self._run.total, _title_of(records[-1]))
            if time.monotonic() > until:
                return False
        self._run.is_counted = True
        return True

    def _write(self, until: float, progress: Progress) -> bool:
        for records in _together(islice(self._reader.records(), self._run.written, None)):
            for file in (file for record in records for file in getattr(record, "files", ())):
                self._note(file, *self._writer.write([file]))
            repeated = self._repeated(records)
            once = [record for record in records if not any(record is one for one in repeated)]
            for record in repeated:
                self._note(record, Result(Outcome.FAILED, sentences=[REPEATED]))
            for record, result in zip(once, self._results(once) if once else (), strict=True):
                self._note(record, result)
            # Together: a record of which only the report was kept would be taken for a repetition.
            self._run.written += len(records)
            self._flush()
            progress(self._run.written, self._run.total, _title_of(records[-1]))
            if time.monotonic() > until:
                return False
        return True

    def _repeated(self, records: Sequence[ArrivingRecord]) -> list[ArrivingRecord]:
        """Return the records whose key an earlier one of this import had: they would overwrite what that became."""
        if type(records[0]) not in arrival_kinds():
            return []
        if self._keys is None:
            self._keys = set(self._run.entries.values_list("key", flat=True)) if self._run.written else set()
        repeated = []
        for record in records:
            if record.key in self._keys:
                repeated.append(record)
            self._keys.add(record.key)
        return repeated

    def _save_run(self) -> None:
        if not self._dry:
            self._run.save()

    def _results(self, records: Sequence[ArrivingRecord]) -> list[Result]:
        """Return what became of records of one class."""
        if isinstance(records[0], ArrivingRemark | ArrivingMenu | ArrivingRedirect):
            return [self._result(record) for record in records]
        return self._writer.write(records)

    def _result(self, record: Any) -> Result:
        if isinstance(record, ArrivingRemark):
            return Result(Outcome.REMARK, sentences=[record.sentence, *record.notes])
        if isinstance(record, ArrivingMenu):
            return self._menus.fill(record)
        return self._writer.redirect(record)

    def _note(self, record: ArrivingRecord, result: Result) -> None:
        sentences = list(result.sentences)
        if result.redirects:
            sentences.append(f"Old addresses that lead here: {', '.join(result.redirects)}")
        made = result.made if isinstance(result.made, Model) and result.made.pk else None
        entry = RunEntry(
            run=self._run,
            kind=_kind_of(record),
            key=record.key,
            title=_title_of(record)[:255],
            outcome=result.outcome,
            published=result.published,
            sentences=sentences,
            content_type=ContentType.objects.get_for_model(made) if made else None,
            object_id=str(made.pk) if made else "",
        )
        self._run.counts[result.outcome] = self._run.counts.get(result.outcome, 0) + 1
        self._lines.append(entry)

    def _flush(self) -> None:
        if self._dry:
            self.entries += self._lines
        else:
            with transaction.atomic():
                RunEntry.objects.bulk_create(self._lines)
                self._save_run()
        self._lines = []


def _kind_of(record: ArrivingRecord) -> str:
    kind = arrival_kinds().get(type(record))
    return kind.name if kind else type(record).__name__.removeprefix("Arriving").lower()


def _title_of(record: Any) -> str:
    for name in ("title", "name", "address", "sentence"):
        if text := getattr(record, name, ""):
            return str(text)
    return str(record.key)


def _together(records: Iterable[ArrivingRecord]) -> Iterator[list[ArrivingRecord]]:
    """Yield records in lists of one class each. Those of one class do not refer to each other, but in texts.

    If the source breaks off, what it gave before comes first.
    """
    together: list[ArrivingRecord] = []
    try:
        for record in records:
            if together and (type(record) is not type(together[0]) or len(together) == TOGETHER):
                yield together
                together = []
            together.append(record)
    except SourceError:
        if together:
            yield together
        raise
    if together:
        yield together
