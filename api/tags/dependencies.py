"""What an answer is made from, recorded while it is made: tags of the change log, and instants of the clock.

Whoever reads something for an answer says so here, whether it is shown or not. A stored answer is right as long as the
log has touched none of its tags and none of its instants has come.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Model
from wagtail.models import Site

from api.registry.kinds import kind_of
from api.tags.names import list_tag, object_tag, path_tag


class Dependencies:
    """What one answer depends on."""

    def __init__(self) -> None:
        #: Tags that anybody may read.
        self.public: set[str] = set()
        #: Tags of what was looked for and is not public, or does not exist.
        self.hidden: set[str] = set()
        #: The first instant, later than that of the answer, at which the clock changes it.
        self.until: datetime.datetime | None = None
        #: Whether the answer may be stored: the view says so, and what it reads may object.
        self.may_be_stored = False

    @property
    def tags(self) -> set[str]:
        """Everything that the answer depends on."""
        return self.public | self.hidden


_current: ContextVar[Dependencies | None] = ContextVar("dependencies", default=None)


def current_dependencies() -> Dependencies | None:
    """Return what has been recorded so far, if anything is."""
    return _current.get()


@contextmanager
def recording() -> Iterator[Dependencies]:
    """Record what is read inside the block, in this thread."""
    dependencies = Dependencies()
    token = _current.set(dependencies)
    try:
        yield dependencies
    finally:
        _current.reset(token)


def depend_on(*tags: str) -> None:
    """Say that the answer is made from these. Without a recording, nothing happens."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.public.update(tags)


def depend_on_hidden(*tags: str) -> None:
    """Say that the answer would show these if they were public."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.hidden.update(tags)


def depend_on_objects(objects: Iterable[Model]) -> None:
    """Say that the answer shows these; those of a kind that the log does not know are part of others."""
    kinds = ((kind_of(type(found)), found) for found in objects)
    depend_on(*(object_tag(kind, found.pk) for kind, found in kinds if kind is not None))


def depend_on_lists(*models: type[Model]) -> None:
    """Say that the answer is made from all public things of these models, or from the first or the number of them."""
    depend_on(*map(list_tag, models))


def depend_on_path(site: Site | None, path: str) -> None:
    """Say that the answer is made from what is, or is not, at a path of a site, with or without a query string."""
    if site is not None:
        # A redirect from a path also answers for the path with parameters of its own: `/page;session=1`.
        located = path.partition("?")[0]
        depend_on(*{path_tag(site.pk, located), path_tag(site.pk, located.partition(";")[0])})


def depend_on_clock(at: datetime.datetime, *instants: datetime.datetime | None) -> None:
    """Say that the answer, which is that of the instant ``at``, is another from any of ``instants`` on."""
    dependencies = _current.get()
    if dependencies is None:
        return
    later = [instant for instant in (*instants, dependencies.until) if instant is not None and instant > at]
    dependencies.until = min(later, default=None)


def allow_storing() -> None:
    """Say that the answer may be stored."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.may_be_stored = True


def forbid_storing() -> None:
    """Say that the answer must be made anew each time."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.may_be_stored = False
