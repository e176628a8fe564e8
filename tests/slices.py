"""How much is done of what has no end: walks over a whole site, and random searches.

By default it is a slice that is always the same, and with ``THOROUGH=1``, as in `.ci/run`, a larger one.
"""

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def how_many(some: int, more: int, variable: str = "") -> int:
    """Return ``some``, or ``more`` if it shall be thorough, unless an environment variable says how many."""
    return int(os.environ.get(variable) or (more if THOROUGH else some))
