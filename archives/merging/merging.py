"""Goes through the objects of an archive: creates what is missing, and updates what nobody has changed here."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.models import Collection, DraftStateMixin, Page

from archives.contents.models import is_mergeable
from archives.format.manifest import ArchiveError
from archives.merging.files import ArrivingFiles
from archives.merging.ledger import MergeLedger
from archives.merging.matching import Matching
from archives.merging.options import MergeOptions
from archives.merging.privacy import is_hidden
from archives.merging.report import MergedLine, MergeReport, Outcome
from archives.merging.resolving import Resolver
from archives.merging.writing import NotPlaced, ObjectWriter
from archives.portable.contents import content_of, digest, latest_content, portable, tags_of
from archives.portable.identities import Identities, model_of_key
from archives.portable.portable_object import NamedPage, PortableObject
from archives.portable.references import RequiredReferenceLost, root_of
from archives.progress import Show

CHANGED_HERE = "It was changed here and there. It stays as it is here; add --overwrite to take the other version."
OVERWRITTEN = "It was changed here and there. The other version was taken; the one from here is in its history."
ONLY_HERE = "It was changed here only, and stays as it is."
DELETED = "It was deleted here, and is not brought again; add --overwrite to bring it."
UNPUBLISHED = "Not published: it was unpublished here."
PUBLIC_HERE = "Not published: there only some may see it, and here everybody. Restrict it here first."


class Merging:
    """One merge. ``run`` does it inside a transaction."""

    def __init__(
        self,
        objects: list[PortableObject],
        named: dict[str, NamedPage],
        files: ArrivingFiles,
        options: MergeOptions,
        report: MergeReport,
        progress: Show,
    ) -> None:
        self._models = {one.key: _model(one) for one in objects}
        self._objects = sorted(objects, key=lambda one: _order(one, self._models[one.key]))
        self._named = named
        self._options = options
        self._report = report
        self._progress = progress
        self._identities = Identities()
        self._ledger = MergeLedger()
        self._matching = Matching(self._identities)
        self._resolver = Resolver(self._identities, named | {one.key: _named(one) for one in objects if one.language})
        self._writer = ObjectWriter(self._identities, self._resolver, self._matching, files)
        self._problems: list[str] = []
        self._created: set[str] = set()

    def run(self) -> None:
        """Merge everything. Raise ``ArchiveError``, with all reasons, if something cannot be placed here."""
        self._ledger.teach(self._identities)
        self._matching.recognize([*self._named.values(), *(one for one in self._objects if one.language)])
        self._matching.recognize_files(self._objects)
        left = {one.key for one in self._objects if self._is_left_deleted(one)}
        content = [one for one in self._objects if not one.alias_of and one.key not in left]
        self._create_missing(content)
        self._refuse_if_problems()
        aliases = [one for one in self._objects if one.alias_of and one.key not in left]
        everything = [*content, *aliases]
        for number, one in enumerate(everything, 1):
            try:
                self._merge_alias(one) if one.alias_of else self._merge(one)
            except (NotPlaced, RequiredReferenceLost) as error:
                self._problems.append(f"{self._kind(one)} “{one.title}”: {_said(error)}")
            self._progress("objects", number, len(everything))
        self._refuse_if_problems()

    def _refuse_if_problems(self) -> None:
        if self._problems:
            raise ArchiveError("Nothing was changed. " + "\n".join(self._problems))

    def _is_left_deleted(self, one: PortableObject) -> bool:
        """Tell whether a page was deleted here, and stays so; the report says it."""
        if not one.language or self._options.overwrite or not self._ledger.was_deleted(one.key):
            return False
        if self._identities.here(one.key) is not None:
            return False
        self._line(one, Outcome.CONFLICT).sentences.append(DELETED)
        return True

    def _create_missing(self, objects: list[PortableObject]) -> None:
        """Make what is not here, each after what it cannot be without."""
        missing = [one for one in objects if self._identities.here(one.key) is None]
        while missing:
            later = []
            for one in missing:
                try:
                    row = self._writer.create(self._models[one.key], one)
                except RequiredReferenceLost as error:
                    later.append((one, error))
                except NotPlaced as error:
                    self._problems.append(f"{self._kind(one)} “{one.title}”: {error}")
                else:
                    self._identities.set(one.key, row.pk)
                    self._created.add(one.key)
            if len(later) == len(missing):
                self._problems += [f"{self._kind(one)} “{one.title}”: {_said(error)}" for one, error in later]
                return
            missing = [one for one, _ in later]

    def _merge(self, one: PortableObject) -> None:
        row = self._row(one)
        entry, theirs, here = self._ledger.entry(one.key), one.digest, self._digest_here(row)
        sentences: list[str] = []
        if one.key in self._created:
            outcome = Outcome.CREATED
        elif theirs == here or (entry is not None and entry.theirs == theirs):
            outcome = Outcome.UNCHANGED
            if entry is not None and entry.here == here and self._resolver.are_here(entry.lost):
                outcome = Outcome.UPDATED
            elif theirs != here and entry is not None and entry.here != here:
                sentences.append(ONLY_HERE)
        elif (entry is not None and entry.here == here) or here in one.before or _is_untouched(row):
            outcome = Outcome.UPDATED
        elif self._options.overwrite:
            outcome = Outcome.UPDATED
            sentences.append(OVERWRITTEN)
        else:
            line = self._line(one, Outcome.CONFLICT)
            line.sentences.append(CHANGED_HERE)
            return
        line = self._line(one, outcome)
        line.sentences += sentences
        lost = list(entry.lost) if entry is not None else []
        published = entry.published if entry is not None else ""
        if isinstance(row, DraftStateMixin):
            is_ours = ONLY_HERE not in sentences
            published, lost = self._write_versions(one, row, line, published, lost, is_ours=is_ours)
        elif outcome in (Outcome.CREATED, Outcome.UPDATED):
            lost = self._writer.fill(row, one)
        for key in lost:
            self._report.lose(self._resolver.name(key), one.title)
        now = self._digest_here(self._row(one)) if outcome is not Outcome.UNCHANGED or line.published else here
        if ONLY_HERE in sentences and entry is not None:
            now = entry.here
        self._ledger.write(one.key, row, theirs=theirs, here=now, published=published, lost=lost)

    def _write_versions(
        self, one: PortableObject, row: Any, line: MergedLine, published: str, lost: list[str], *, is_ours: bool
    ) -> tuple[str, list[str]]:
        """Write the versions of an object. Return the hash of the one that is public, and what is not here."""
        is_new = line.outcome is not Outcome.UNCHANGED
        public = one.public_version
        if public is not None and is_ours and self._is_to_be_published(one, row, line, published):
            is_latest = public is one.versions[-1]
            revision = row.latest_revision
            if is_new or not is_latest or revision is None:
                revision, lost = self._writer.save_version(row, public)
                is_new = not is_latest
            refused = self._writer.publish(row, revision, one.first_published_at)
            line.sentences += refused
            line.published = not refused
            published = published if refused else digest(public.content, one.tags)
            if not is_latest:
                is_new = True
        if is_new:
            _, lost = self._writer.save_version(row, one.versions[-1])
        return published, lost

    def _is_to_be_published(self, one: PortableObject, row: Any, line: MergedLine, published: str) -> bool:
        if not self._options.publish or one.public_version is None:
            return False
        theirs = digest(one.public_version.content, one.tags)
        if row.live and (published == theirs or self._digest(row, content_of(row)) == theirs):
            return False
        if one.restriction and isinstance(row, Page) and not is_hidden(row):
            line.sentences.append(PUBLIC_HERE)
            return False
        if not row.live and row.first_published_at is not None:
            line.sentences.append(UNPUBLISHED)
            return False
        return True

    def _merge_alias(self, one: PortableObject) -> None:
        if self._identities.here(one.key) is not None:
            self._line(one, Outcome.UNCHANGED)
            return
        row = self._writer.create_alias(one)
        self._identities.set(one.key, row.pk)
        self._line(one, Outcome.CREATED).published = row.live
        self._ledger.write(one.key, row, theirs="", here="", published="", lost=[])

    def _row(self, one: PortableObject) -> Any:
        row: Any = self._models[one.key]._base_manager.get(pk=self._identities.here(one.key))
        return row

    def _digest_here(self, row: Any) -> str:
        return self._digest(row, latest_content(row))

    def _digest(self, row: Any, content: dict[str, Any]) -> str:
        return digest(portable(self._identities, type(row), content), tags_of(row))

    def _kind(self, one: PortableObject) -> str:
        name = str(self._models[one.key]._meta.verbose_name)
        return name[:1].upper() + name[1:]

    def _line(self, one: PortableObject, outcome: Outcome) -> MergedLine:
        line = MergedLine(self._kind(one), one.title, outcome)
        self._report.lines.append(line)
        return line


def _is_untouched(row: Any) -> bool:
    """Tell whether nobody has ever saved a page, as the home page that migrations make."""
    return isinstance(row, Page) and row.latest_revision_id is None and row.alias_of_id is None


def _model(one: PortableObject) -> type[Model]:
    try:
        model = apps.get_model(one.model)
    except (LookupError, ValueError) as error:
        raise ArchiveError(
            f"The archive has content of a kind that is not installed here: {one.model}. "
            "Add its application to EXTRA_APPS."
        ) from error
    if not is_mergeable(model):
        # Whatever it says, nobody gets an account or a permission by a merge.
        raise ArchiveError(f"The archive has what is never merged: {one.model}. Nothing was changed.")
    if model_of_key(one.key) is not root_of(model):
        raise ArchiveError(f"The archive is damaged: {one.key} is no key of {one.model}. Nothing was changed.")
    return model


def _order(one: PortableObject, model: type[Model]) -> tuple[int, int, str]:
    """Return the place of an object among others: first what needs nothing, and pages after those above them."""
    if issubclass(model, Page):
        return 3, one.path.count("/") if one.parent else 0, one.path
    if issubclass(model, Collection):
        return 0, one.key.count("/"), one.key
    return (2 if issubclass(model, DraftStateMixin) else 1), 0, one.key


def _named(one: PortableObject) -> NamedPage:
    return NamedPage(key=one.key, title=one.title, path=one.path, language=one.language)


def _said(error: Exception) -> str:
    if isinstance(error, RequiredReferenceLost):
        return f"what it names as {error.args[0]} is not here."
    return str(error)
