"""Erases a person in one transaction."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Revision

from api.changes.recording import append_pending
from pages.models import Person
from pages.publishing.protection import explain
from privacy.erasing.database_file import merge_full_text_tables
from privacy.erasing.portraits import delete_portraits, portraits_of
from privacy.holders import Treatment
from privacy.models import Erasure
from privacy.rewriting.choice import Choice, Rewriting
from privacy.rewriting.content import content_of, rewrite_content
from privacy.rewriting.rows import Followers, remove_copies, remove_rows_of_record, sweep
from privacy.rewriting.versions import rewrite_versions
from privacy.tracing.database import Searched, Show, traces_in_database
from privacy.tracing.subject import Subject, namesakes
from privacy.tracing.tracing import Report, search

#: How often the history is swept: what was changed leaves notes of its own.
_SWEEPS = 4


class CannotErase(Exception):
    """Raised if nothing was erased; its text is a sentence."""


@dataclass
class Erased:
    """What an erasure did: rows by the labels of their models. ``used_portraits`` are pictures used elsewhere."""

    done: Counter[str] = field(default_factory=Counter)
    used_portraits: list[int] = field(default_factory=list)
    erasure: Erasure | None = None
    left: Report | None = None


def erase(
    subject: Subject,
    choice: Choice,
    user: Any = None,
    show: Show = lambda line: None,
    *,
    dry_run: bool = False,
) -> Erased:
    """Erase a person from the database, all of it or nothing. ``prove`` says afterwards what is left.

    A dry run does the same and undoes it. Raise ``CannotErase`` if somebody else has the name, or if something of
    another application refers to the record and must not be without it.
    """
    refuse(subject, choice)
    with transaction.atomic():
        erased = _erase(subject, choice, user, show)
        if dry_run:
            erased.left = search(subject, show)
            transaction.set_rollback(True)
        else:
            erased.erasure = Erasure.objects.create(digest=subject.digest, user=user, done=dict(erased.done))
    return erased


def refuse(subject: Subject, choice: Choice) -> None:
    """Raise ``CannotErase`` if an erasure would also take away somebody else, or puts the person in their own place."""
    if others := namesakes(subject):
        listed = ", ".join(f"“{person}” (number {person.pk})" for person in others[:3])
        raise CannotErase(
            f"Another record has this name: {listed}. Their copies cannot be told apart: give that record another name "
            "for the time being."
        )
    if choice.successor is not None and choice.successor.pk == subject.key:
        raise CannotErase("A person cannot stand in for themselves: choose somebody else.")
    if choice.text and subject.spellings.find(choice.text):
        raise CannotErase("The text that is to stand in names the person.")


def _erase(subject: Subject, choice: Choice, user: Any, show: Show) -> Erased:
    erased = Erased()
    how, everything = Rewriting(subject, choice), Rewriting(subject, choice, everything=True)
    report = search(subject, show, files=False)
    person = subject.person
    portraits = portraits_of(subject, report.traces)
    for content in content_of(report.traces):
        show(f"Rewriting {content._meta.verbose_name} {content.pk}")
        if rewrite_content(content, how, user):
            erased.done[content._meta.label] += 1
    number = rewrite_versions(how, everything, lambda: show("Rewriting versions"))
    erased.done[Revision._meta.label] += number
    if person is not None:
        erased.done += _delete(person)
    deleted, erased.used_portraits = delete_portraits(portraits)
    erased.done[get_image_model()._meta.label] += deleted
    for _ in range(_SWEEPS):
        # What a commit would write only now: it is swept, too.
        append_pending(connection)
        found = list(traces_in_database(subject.spellings, Searched(), show))
        swept = sweep(found, everything, Followers())
        erased.done += swept
        if not swept:
            break
    erased.done += remove_copies()
    merge_full_text_tables()
    erased.done = +erased.done
    return erased


def _delete(person: Person) -> Counter[str]:
    key = person.pk
    done = remove_rows_of_record(key)
    try:
        _, by_label = person.delete()
    except ProtectedError as error:
        raise CannotErase(explain(error)) from error
    return done + Counter(by_label)


def touched_models(erased: Erased) -> list[Any]:
    """Return the models of which an erasure changed rows."""
    return [apps.get_model(label) for label in erased.done if "." in label]


def is_left_by_intent(treatment: Treatment) -> bool:
    """Return whether rows of a treatment stay unless an editor asks for more."""
    return treatment in (Treatment.CONTENT, Treatment.KEPT, Treatment.ACCOUNT, Treatment.UNDECIDED)


def mark(erasure: Erasure, state: str, report: Report, unexpected: int) -> None:
    """Store the proof of an erasure: numbers, and nothing that names the person."""
    left: Counter[str] = Counter(f"{trace.label} ({trace.holder.treatment.value})" for trace in report.traces)
    erasure.state, erasure.proved_at = state, timezone.now()
    erasure.left = dict(sorted(left.items()))
    erasure.searched = {**report.searched.counts(), "unexpected": unexpected}
    erasure.save(update_fields=["state", "proved_at", "left", "searched"])
