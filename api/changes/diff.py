"""Compares the current public state with the state that was logged last."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection as MediaCollection
from wagtail.models import Page

from api.changes.dependents import family_of, media_shown_by, referring_to
from api.changes.pending import ObjectReference, PendingChange
from api.changes.public_states import Key, PublicState, PublicStates
from api.models import Change, PublicObject
from api.registry.kinds import batches, kinds, record_kinds, selected
from pages.models import SectionPage

Action = Change.Action
#: Actions that change whether an object is public, and so what other objects show.
VISIBILITY = frozenset({Action.PUBLISHED, Action.UNPUBLISHED, Action.DELETED})


@dataclass(frozen=True)
class Difference:
    """The last logged state of an object and its current state; ``None`` if it was or is not public."""

    old: PublicObject | None
    new: PublicState | None
    action: Action
    #: Tags that are touched in addition to those of the object itself.
    touching: frozenset[str] = frozenset()

    @property
    def type(self) -> str:
        """The name of the model."""
        return next(state.type for state in (self.new, self.old) if state is not None)

    @property
    def tags(self) -> list[str]:
        """All tags that the change touches."""
        return sorted({*(self.old.tags if self.old else ()), *(self.new.tags if self.new else ()), *self.touching})


class Diff:
    """The differences between the current public state and the state that was logged last.

    It reads the database without a lock. To keep the state from changing, the caller locks the counter.
    """

    def __init__(self) -> None:
        self.differences: dict[Key, Difference] = {}
        #: The objects that refer, or referred, to those that became public or ceased to be, or whose expiry changed.
        self.referring: set[ObjectReference] = set()
        self._states = PublicStates()
        #: The tags that a change of an object touches in addition to its own.
        self._touching: dict[ObjectReference, frozenset[str]] = {}

    def compare_pending(self, pending: Collection[PendingChange], media: Iterable[ObjectReference] = ()) -> None:
        """Find the differences of the marked objects, of those that show them, and of the images and documents in
        ``media``, which the marked objects show since or no longer show."""
        touched = _touched(pending)
        content = {(change.kind, change.key) for change in pending if change.content and change.key is not None}
        self._touching = {
            (change.kind, change.key): change.touching for change in pending if change.touching and change.key
        }
        for kind in kinds():
            if kind == "redirect" and "page" in touched:
                _add(touched, "redirect", _redirects_to(touched["page"]))
            if kind in touched:
                self._compare(kind, touched[kind], content)
        if any(difference.type == SectionPage._meta.label for difference in self.differences.values()):
            # The paths of records are below the section that lists them.
            for kind, record_kind in record_kinds().items():
                if record_kind.section:
                    self._compare(kind, None, content)
        self._compare_media(media)
        self._compare_dependents(pending)
        self.referring |= referring_to(
            (change.kind, change.key) for change in pending if change.expiry and change.key is not None
        )

    def compare_everything(self) -> None:
        """Find the differences of all objects."""
        for kind in kinds():
            self._compare(kind, None, set())

    def _compare_dependents(self, pending: Iterable[PendingChange]) -> None:
        known = {(change.kind, change.key): change.dependents for change in pending if change.dependents}
        seen: set[ObjectReference] = set()
        while changed := self._changed_visibility() - seen:
            seen |= changed
            # Of what was deleted, only the pending changes know what referred to it.
            referring = referring_to(changed).union(*(known.get(key, ()) for key in changed))
            self.referring |= referring
            dependents = referring | family_of(changed)
            by_kind: dict[str, set[int]] = defaultdict(set)
            for kind, key in dependents - seen:
                by_kind[kind].add(key)
            for kind, keys in by_kind.items():
                self._compare(kind, keys, dependents)
            self._compare_media(media_shown_by(changed))

    def _compare_media(self, media: Iterable[ObjectReference]) -> None:
        """Find whether images and documents became public or ceased to be, because of what shows them."""
        by_kind: dict[str, set[int]] = defaultdict(set)
        for kind, key in media:
            by_kind[kind].add(key)
        for kind, keys in by_kind.items():
            self._compare(kind, keys, set())

    def _changed_visibility(self) -> set[ObjectReference]:
        changed = (key for key, difference in self.differences.items() if difference.action in VISIBILITY)
        return {(kind, key) for kind, key, _ in changed}

    def _compare(self, kind: str, keys: Collection[int] | None, content: set[ObjectReference]) -> None:
        known = selected(PublicObject.objects.filter(kind=kind), keys, "object_id")
        old = {(kind, row.object_id, row.site_id): row for row in known}
        new = self._states.read(kind, keys)
        existing = _existing(kind, {key for _, key, _ in old.keys() - new.keys()})
        for place in (old.keys() | new.keys()) - self.differences.keys():
            exists = place[1] in existing
            action = _action(old.get(place), new.get(place), exists=exists, content=place[:2] in content)
            if action is not None:
                touching = self._touching.get(place[:2], frozenset())
                self.differences[place] = Difference(old.get(place), new.get(place), action, touching)


def _action(old: PublicObject | None, new: PublicState | None, *, exists: bool, content: bool) -> Action | None:
    if new is None:
        return Action.UNPUBLISHED if exists else Action.DELETED
    if old is None:
        return Action.PUBLISHED
    if old.html_path != new.html_path:
        return Action.MOVED
    return Action.UPDATED if content or set(old.tags) != new.tags else None


def _touched(pending: Iterable[PendingChange]) -> dict[str, set[int] | None]:
    """Return the keys of the marked objects by kind; ``None`` for all objects of the kind."""
    touched: dict[str, set[int] | None] = {}
    trees: dict[str, set[int]] = defaultdict(set)
    for change in pending:
        if change.key is not None and change.below:
            trees[change.kind].add(change.key)
        if change.kind in kinds():
            _add(touched, change.kind, None if change.key is None else {change.key})
    for path in _tree_paths(Page, trees["page"]):
        _add(touched, "page", set(Page.objects.filter(path__startswith=path).values_list("pk", flat=True)))
    for path in _tree_paths(MediaCollection, trees["collection"]):
        for kind in ("image", "document"):
            collected = kinds()[kind].model._default_manager.filter(collection__path__startswith=path)
            _add(touched, kind, set(collected.values_list("pk", flat=True)))
    return touched


def _add(touched: dict[str, set[int] | None], kind: str, keys: set[int] | None) -> None:
    known = touched.setdefault(kind, set())
    touched[kind] = None if keys is None or known is None else known | keys


def _tree_paths(model: type[Page | MediaCollection], keys: set[int]) -> list[str]:
    """Return the tree paths of some nodes, without those that are below another of them."""
    paths: list[str] = []
    for path in model.objects.filter(pk__in=keys).order_by("path").values_list("path", flat=True) if keys else ():
        if not paths or not path.startswith(paths[-1]):
            paths.append(path)
    return paths


def _redirects_to(pages: set[int] | None) -> set[int] | None:
    # Wagtail creates redirects for moved pages in bulk, without signals.
    if pages is None:
        return None
    return set(selected(Redirect.objects.order_by().values_list("pk", flat=True), pages, "redirect_page"))


def _existing(kind: str, keys: set[int]) -> set[int]:
    manager = kinds()[kind].model._base_manager
    return {key for batch in batches(keys) for key in manager.filter(pk__in=batch).values_list("pk", flat=True)}
