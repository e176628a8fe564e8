"""Which drafts a preview of the whole site shows, where other applications choose among them."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pages.previews.sessions import Preview
from pages.registration.registry import Registry

#: A page or a record: the keys of its content type, which is that of ``Page`` for all pages, and of itself.
ObjectKey = tuple[int, int]


@dataclass(frozen=True)
class Selection:
    """The drafts that a preview of the whole site shows, besides the previewed page.

    With ``only``, no others are shown. Drafts in ``left_out`` are not shown, what is in ``withdrawn`` is not public,
    and ``versions`` names the revisions that are shown in place of the latest ones.
    """

    only: frozenset[ObjectKey] | None = None
    left_out: frozenset[ObjectKey] = frozenset()
    withdrawn: frozenset[ObjectKey] = frozenset()
    versions: Mapping[ObjectKey, int] = field(default_factory=dict)


#: Takes a preview and the instant to show the site at, if one was asked for.
SelectionSource = Callable[[Preview, datetime.datetime | None], Selection | None]
_SOURCES: Registry[str, SelectionSource] = Registry("source of selections")


def register_selections(name: str, source: SelectionSource, *, own: bool = False) -> None:
    """Add a function that chooses among the drafts, or returns ``None``. Call this in ``AppConfig.ready``.

    It names only what the user of the preview may edit.
    """
    _SOURCES.register(name, source, own=own)


def selection_for(preview: Preview, at: datetime.datetime | None) -> Selection:
    """Return the first selection that a source makes for a preview, or one of all drafts."""
    found = (source(preview, at) for source in _SOURCES.all().values())
    return next((selection for selection in found if selection is not None), Selection())
