"""What a message tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Site


@dataclass(frozen=True)
class Telling:
    """What a message tells, as of now.

    ``changes`` are items of ``changes/``, with nothing that is not public. ``touched`` are all tags of the part of the
    log, those of what is not public included: for caches of the operator, and for nobody else. ``site`` is ``None`` in
    a message about all sites. In a gap, the log does not hold what has changed: there are no changes, and ``touched``
    are the tags that stand for everything.
    """

    identifier: str
    site: Site | None
    sequence: int
    cursor: str
    changes: Sequence[dict[str, Any]]
    touched: Sequence[str]
    is_gap: bool = False
