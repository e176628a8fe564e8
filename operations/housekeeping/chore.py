"""Something that is tidied up once a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pages.registration.registry import Registry

#: What one run removes at most of what may be many: the worker has other work. What is left waits for the next run.
MOST = 20_000
#: Rows that one statement removes.
BATCH = 1000


@dataclass(frozen=True)
class Chore:
    """Something that is tidied up once a day.

    ``do`` removes what is too old and returns how much. ``kept`` says what stays for how long; the name of the setting
    is in ``setting``, if there is one.
    """

    name: str
    title: str
    do: Callable[[], int]
    kept: str
    setting: str = ""


_registry: Registry[str, Chore] = Registry("chore")


def register_chore(chore: Chore, *, own: bool = False) -> None:
    """Add a chore. Call this in ``AppConfig.ready``. Raise ``ValueError`` if its name is taken."""
    _registry.register(chore.name, chore, own=own)


def chores() -> Mapping[str, Chore]:
    """Return all chores by their names."""
    return _registry.all()
