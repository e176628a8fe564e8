"""Records what a response depends on while it is built: tags of the change log, and instants of the clock.

Code that reads something for a response must record it here, whether it is shown or not. A stored response is fresh
as long as the log has touched none of its tags and none of its instants has been reached.
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
    """The dependencies of one response."""

    def __init__(self) -> None:
        #: Tags that may be public.
        self.public: set[str] = set()
        #: Tags of objects that were needed but are not public or do not exist.
        self.hidden: set[str] = set()
        #: The first instant, after that of the response, at which time changes it.
        self.until: datetime.datetime | None = None
        #: Whether the response may be stored: the view allows it, and code that reads for it may forbid it.
        self.may_be_stored = False

    def end_at(self, instant: datetime.datetime | None) -> None:
        """Record that time changes the response at an instant, if there is one."""
        if instant is not None:
            self.until = min(instant, self.until or instant)

    def include(self, others: "Dependencies") -> None:
        """Record what a part of the response depends on."""
        self.public |= others.public
        self.hidden |= others.hidden
        self.end_at(others.until)
        self.may_be_stored &= others.may_be_stored

    @property
    def tags(self) -> set[str]:
        """All tags that the response depends on."""
        return self.public | self.hidden


_current: ContextVar[Dependencies | None] = ContextVar("dependencies", default=None)


def current_dependencies() -> Dependencies | None:
    """Return what has been recorded so far, or ``None`` outside ``recording``."""
    return _current.get()


@contextmanager
def recording() -> Iterator[Dependencies]:
    """Record the dependencies inside the block, in this thread."""
    dependencies = Dependencies()
    token = _current.set(dependencies)
    try:
        yield dependencies
    finally:
        _current.reset(token)


def depend_on(*tags: str) -> None:
    """Record tags that the response is built from. Without a recording, this does nothing."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.public.update(tags)


def depend_on_hidden(*tags: str) -> None:
    """Record the tags of objects that the response would show if they were public."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.hidden.update(tags)


def depend_on_objects(objects: Iterable[Model]) -> None:
    """Record objects that the response shows. Those without a kind are ignored, since they are part of others."""
    kinds = ((kind_of(type(found)), found) for found in objects)
    depend_on(*(object_tag(kind, found.pk) for kind, found in kinds if kind is not None))


def depend_on_lists(*models: type[Model]) -> None:
    """Record that the response is built from the public objects of these models, or from their order or number."""
    depend_on(*map(list_tag, models))


def depend_on_path(site: Site | None, path: str) -> None:
    """Record that the response depends on what is, or is not, at a path of a site, without its query string."""
    if site is not None:
        # A redirect from a path also applies to the path with parameters: `/page;session=1`.
        located = path.partition("?")[0]
        depend_on(*{path_tag(site.pk, located), path_tag(site.pk, located.partition(";")[0])})


def depend_on_clock(at: datetime.datetime, *instants: datetime.datetime | None) -> None:
    """Record that the response, built for the instant ``at``, changes at each of ``instants``."""
    dependencies = _current.get()
    if dependencies is None:
        return
    later = [instant for instant in (*instants, dependencies.until) if instant is not None and instant > at]
    dependencies.until = min(later, default=None)


def allow_storing() -> None:
    """Record that the response may be stored."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.may_be_stored = True


def forbid_storing() -> None:
    """Record that the response must be built again for each request."""
    dependencies = _current.get()
    if dependencies is not None:
        dependencies.may_be_stored = False
