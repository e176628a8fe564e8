"""Erase a person."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.management.progress_line import ProgressLine
from pages.models import Person
from privacy.erasing.database_file import StillInFile
from privacy.erasing.erasing import CannotErase, Erased, erase
from privacy.erasing.proof import Proof, prove, sorted_out
from privacy.matching.spellings import TooShort
from privacy.rewriting.choice import Choice
from privacy.tracing.subject import NoSubject, Subject, find_subject
from privacy.tracing.trace import Trace
from privacy.tracing.tracing import NOT_SEARCHED

_MOST_SHOWN = 40


class Command(BaseCommand):
    """``manage.py erase_person``: replaces bylines, deletes the record and every copy of the name, and proves it."""

    help = "Erase a person: their record, their bylines, and every copy of their name in the database and the uploads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="Number, slug or name.")
        instead = parser.add_mutually_exclusive_group(required=True)
        instead.add_argument("--replace-with", metavar="TEXT", default="", help="A text for bylines and quotations.")
        instead.add_argument("--replace-with-person", metavar="PERSON", help="Number, slug or name of another person.")
        instead.add_argument("--remove-bylines", action="store_true", help="Nothing stands for them.")
        parser.add_argument("--replace-in-text", action="store_true", help="Also in running texts of pages.")
        parser.add_argument("--replace-in-corrections", action="store_true", help="Also in public corrections.")
        parser.add_argument(
            "--also", action="append", default=[], metavar="SPELLING", help="Another spelling, e-mail address or URL."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and change nothing.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        try:
            subject = find_subject(options["person"], options["also"])
            choice = self._choice(options)
            if not options["dry_run"] and not options["yes"]:
                self._ask(subject)
            with ProgressLine(self.stderr) as line:
                erased = erase(subject, choice, show=line.show, dry_run=options["dry_run"])
                proof = None if options["dry_run"] else prove(subject, erased, line.show)
        except (NoSubject, TooShort, CannotErase, StillInFile) as error:
            raise CommandError(str(error)) from error
        self._say(subject, erased, proof, options["dry_run"])

    def _choice(self, options: dict[str, Any]) -> Choice:
        successor = None
        if options["replace_with_person"]:
            found = find_subject(options["replace_with_person"])
            successor = Person.objects.filter(pk=found.key).first() if found.key is not None else None
            if successor is None:
                raise CommandError(f"There is no person “{options['replace_with_person']}” to stand in.")
        return Choice(
            options["replace_with"].strip(), successor, options["replace_in_text"], options["replace_in_corrections"]
        )

    def _ask(self, subject: Subject) -> None:
        what = "the record and all copies of the name" if subject.key is not None else "all copies of the name"
        typed = input(f"This erases {what} of “{subject.name}” and cannot be undone. Type the name to go on: ")
        if typed.strip() != subject.name:
            raise CommandError("That is not the name. Nothing was changed.")

    def _say(self, subject: Subject, erased: Erased, proof: Proof | None, is_dry: bool) -> None:
        if is_dry and erased.left is not None:
            proof = sorted_out(erased.left)
        self.stdout.write("Would be changed or deleted:" if is_dry else "Changed or deleted:")
        for label, number in sorted(erased.done.items()):
            self.stdout.write(f"  {label}: {number}")
        if not erased.done:
            self.stdout.write("  nothing")
        if erased.used_portraits:
            keys = ", ".join(map(str, erased.used_portraits))
            self.stdout.write(f"Pictures that something else shows too, and that stay: {keys}")
        for user in subject.accounts():
            self.stdout.write(f"The account {user.email} has this name. Off-board it in the list of users.")
        if proof is None:
            return
        counts = proof.report.searched
        self.stdout.write(
            f"Searched again: {counts.rows:,} rows of {counts.tables} tables and {counts.files:,} uploads."
        )
        if counts.unread:
            self.stdout.write(f"Uploads that could not be read: {', '.join(counts.names_unread[:_MOST_SHOWN])}")
        self._list("Left for an editor to decide on", proof.left)
        self._list("Still there, though it should not be", proof.unexpected)
        self.stdout.write(f"Not searched: {'; '.join(NOT_SEARCHED)}.")
        if proof.unexpected and not is_dry:
            raise CommandError("Copies were found that should be gone. Run this again.")
        if not proof.left and not is_dry:
            self.stdout.write("No copy of the name is left.")

    def _list(self, heading: str, traces: list[Trace]) -> None:
        if traces:
            self.stdout.write(f"{heading}: {len(traces)}")
        for trace in traces[:_MOST_SHOWN]:
            reason = f" – {trace.holder.reason}" if trace.holder.reason else ""
            self.stdout.write(f"  {trace.label} {trace.key}, {trace.column}: {trace.excerpt}{reason}")
        if len(traces) > _MOST_SHOWN:
            self.stdout.write(f"  … and {len(traces) - _MOST_SHOWN:,} more")
