"""Proves an erasure: searches everything again, once the database file has forgotten what was deleted."""

from dataclasses import dataclass

from api.stored_responses.clearing import clear_cache
from privacy.erasing.database_file import rewrite_database_file
from privacy.erasing.erasing import Erased, is_left_by_intent, mark, touched_models
from privacy.holders import Treatment
from privacy.models import Erasure
from privacy.rewriting.rows import Followers
from privacy.tracing.database import Show
from privacy.tracing.subject import Subject
from privacy.tracing.trace import Trace
from privacy.tracing.tracing import Report, search


@dataclass(frozen=True)
class Proof:
    """What a search found after an erasure.

    ``left`` are the traces that stay until an editor decides on them, ``unexpected`` those that an erasure removes.
    """

    report: Report
    left: list[Trace]
    unexpected: list[Trace]


def prove(subject: Subject, erased: Erased, show: Show = lambda line: None) -> Proof:
    """Rewrite the database file, forget stored responses, search everything, and store the result in the erasure.

    Call it outside any transaction. Raise ``StillInFile`` if other programs keep the file from being rewritten; the
    search is still to come then.
    """
    clear_cache()
    show("Rewriting the file of the database")
    rewrite_database_file(touched_models(erased))
    report = search(subject, show)
    proof = sorted_out(report)
    if erased.erasure is not None:
        state = Erasure.State.INCOMPLETE if proof.unexpected else Erasure.State.PROVED
        mark(erased.erasure, state, report, len(proof.unexpected))
    return proof


def sorted_out(report: Report) -> Proof:
    """Return which traces stay by intent, and which an erasure removes."""
    followers = Followers()
    left = [trace for trace in report.traces if is_left_by_intent(trace.holder.treatment) or followers.has(trace)]
    rest = [trace for trace in report.traces if trace not in left]
    # What is made from content goes with it, and stays as long as it does.
    derived = [trace for trace in rest if trace.holder.treatment is Treatment.DERIVED]
    unexpected = [trace for trace in rest if trace not in derived or not left]
    return Proof(report, left, unexpected)
