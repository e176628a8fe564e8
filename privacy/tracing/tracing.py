"""All that names a person, and a summary of it."""

from collections import Counter
from dataclasses import dataclass, field

from privacy.holders import Treatment
from privacy.tracing.database import Searched, Show, traces_in_database
from privacy.tracing.files import traces_in_files
from privacy.tracing.relations import traces_of_relations
from privacy.tracing.subject import Subject
from privacy.tracing.trace import Trace


@dataclass
class Report:
    """What a search found, and how much it looked at."""

    subject: Subject
    traces: list[Trace] = field(default_factory=list)
    searched: Searched = field(default_factory=Searched)

    def of(self, *treatments: Treatment) -> list[Trace]:
        """Return the traces of which an erasure does one of these."""
        return [trace for trace in self.traces if trace.holder.treatment in treatments]

    def counts(self) -> dict[str, int]:
        """Return the number of traces of each model, by its label."""
        return dict(sorted(Counter(trace.label for trace in self.traces).items()))


def search(subject: Subject, show: Show = lambda line: None, *, files: bool = True) -> Report:
    """Return everything that names a person. It reads the whole database and, with ``files``, all uploads."""
    report = Report(subject)
    if (person := subject.person) is not None:
        show("Looking for what refers to the record")
        report.traces += traces_of_relations(person)
    report.traces += traces_in_database(subject.spellings, report.searched, show)
    if files:
        report.traces += traces_in_files(subject.spellings, report.searched, show)
    return report


#: What no search of this program reaches; the documentation says what to do about each.
NOT_SEARCHED = (
    "backups",
    "what receivers, frontends and other caches were told or have stored",
    "logs of the servers, and the log of changes of PostgreSQL (WAL)",
    "sessions of signed-in users, which are stored encoded",
    "text in pictures and in scanned documents",
    "the name in other spellings than those given, such as the surname alone",
)
