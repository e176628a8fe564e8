"""Asks the change log which tags it has touched."""

from collections.abc import Iterable

from api.models import TagSequence
from pages.database.prepared import Argument, PreparedQuery

_QUERY = PreparedQuery(
    lambda: TagSequence.objects.filter(tag__any_of=Argument("tags"), sequence__gt=Argument("sequence")).values_list(
        "tag", "sequence"
    )
)


def touched_after(sequence: int, tags: Iterable[str]) -> dict[str, int]:
    """Return the tags that the log has touched after a sequence, each with the sequence of its last change.

    One query, whatever the number of tags.
    """
    return dict(_QUERY.rows(tags=list(tags), sequence=sequence))  # type: ignore[arg-type]
