"""The parts of a rehearsal, each of which is one row of its table: one definition each, registered once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .site import StepFailed


class Skipped(Exception):
    """A part cannot be rehearsed on this machine, or not as it was called. The message is the reason."""


@dataclass(frozen=True)
class Options:
    """How a rehearsal was called."""

    #: A folder of the whole rehearsal, in which parts keep what others need, too. It is removed in the end.
    scratch: Path
    #: Whether it is the short form: this virtual environment, static files that are not compressed, fewer repetitions.
    short: bool = False
    #: A folder that ``collectstatic`` has filled, instead of filling one.
    static: Path | None = None
    #: A migrated SQLite file, instead of an empty one.
    database: Path | None = None
    #: The URL of a database of PostgreSQL, after which new ones on its server are named; ``""`` for SQLite.
    postgres: str = ""
    #: The URL of a cache; ``""`` for the memory of each process.
    redis: str = ""
    #: The commit of the release before; ``""`` for the last tag, or else the last commit of the version before.
    previous: str = ""


@dataclass(frozen=True)
class Part:
    """One part: what it is called on the command line and in the table, and what rehearses it.

    ``run`` takes how the rehearsal was called and a place for progress, and returns a note for the table. It raises
    ``StepFailed`` if something did not do what it promises, and ``Skipped`` with a reason.
    """

    name: str
    title: str
    run: Callable[[Options, Callable[[str], None]], str]


@dataclass
class Row:
    """What came of a part."""

    part: Part
    result: str
    seconds: float
    note: str = ""
    #: What went wrong, for below the table.
    error: str = field(default="", repr=False)


_parts: dict[str, Part] = {}


def register_part(part: Part) -> None:
    """Have every rehearsal do a part after those that were registered before. Raise ``ValueError`` for a name twice."""
    if part.name in _parts:
        raise ValueError(f"There are two parts named {part.name}.")
    _parts[part.name] = part


def parts() -> dict[str, Part]:
    """Return all parts by name, in their order."""
    return dict(_parts)


def table(rows: list[Row]) -> str:
    """Return the table of a rehearsal."""
    lines = [f"{'part':<52} {'seconds':>7}  result"]
    lines += [f"{row.part.title:<52} {row.seconds:>7.1f}  {row.result}  {row.note}".rstrip() for row in rows]
    return "\n".join(lines)


__all__ = ["Options", "Part", "Row", "Skipped", "StepFailed", "parts", "register_part", "table"]
