"""Cursors into the change log, as ``/api/v2/changes/`` and all that tell of changes issue and take them."""

from wagtail.models import Site

from api.models import ChangeCounter
from api.requests.cursors import CHANGES, read_cursor, write_cursor
from api.requests.problems import Gone, InvalidParameters, ParameterError


def changes_cursor(site: Site | None, sequence: int) -> str:
    """Return the cursor from which ``changes/?since=`` continues with what came after a sequence on a site."""
    return write_cursor(changes_fingerprint(site), [sequence])


def changes_fingerprint(site: Site | None) -> str:
    """Return what all cursors of a site share."""
    # Sequences are common to all sites, but a cursor stands for the changes that its site has shown.
    return f"{CHANGES}{site.pk if site else None}"


def is_cursor_of(site: Site | None, cursor: str) -> bool:
    """Tell whether a text is a cursor that was issued for a site."""
    try:
        read_cursor(cursor, changes_fingerprint(site))
    except InvalidParameters:
        return False
    return True


def changes_sequence(cursor: str, site: Site | None, parameter: str) -> int:
    """Return the sequence for which a cursor stands, which is the value of ``parameter``.

    Raises ``InvalidParameters`` if the cursor was altered or belongs to another site.
    """
    (sequence,) = read_cursor(cursor, changes_fingerprint(site), parameter).values
    return int(sequence)


def require_changes_after(sequence: int, counter: ChangeCounter, parameter: str) -> None:
    """Raise ``Gone`` if the log does not hold all that came after a sequence, which ``parameter`` stands for."""
    if not counter.holds_after(sequence):
        detail = "The log of changes does not hold what came after this cursor. Read everything once more."
        raise Gone(detail, [ParameterError(parameter, "too_old", detail)])
