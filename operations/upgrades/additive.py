"""Finds what a migration does that programs of the release before cannot run beside.

While a release is replaced, programs of both use one database. So it may get what the other programs need not know:
tables, columns that may be empty or that the database fills in, indexes. Whatever takes something away, renames it or
makes it narrower has to wait until no running program uses it any more.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from django.contrib.postgres import operations as postgresql
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import ForeignObject, ManyToManyField
from django.db.models.fields import NOT_PROVIDED

from operations.upgrades.released import Key

#: The attribute of a migration that says in a sentence why the release before can run beside it nevertheless.
MARK = "beside_the_release_before"
TEXT_OF_A_LENGTH = "CharField"
#: Migrations of libraries, with why programs of the release before can run beside them.
REVIEWED: dict[Key, str] = {}
#: Types of columns, and those that take whatever they take.
WIDER = {
    *((f"{prefix}SmallIntegerField", f"{prefix}IntegerField") for prefix in ("", "Positive")),
    *((f"{prefix}SmallIntegerField", f"{prefix}BigIntegerField") for prefix in ("", "Positive")),
    *((f"{prefix}IntegerField", f"{prefix}BigIntegerField") for prefix in ("", "Positive")),
    *((f"{prefix}AutoField", "BigAutoField") for prefix in ("", "Small")),
    (TEXT_OF_A_LENGTH, "TextField"),
}


class Conflict(NamedTuple):
    """What stands against a migration."""

    migration: Key
    what: str

    def __str__(self) -> str:
        return f"{self.migration[0]}.{self.migration[1]}: {self.what}"


class _Change(NamedTuple):
    """One operation, with the models before and after it."""

    operation: Any
    application: str
    before: ProjectState
    after: ProjectState

    def field(self, state: ProjectState) -> Any:
        """Return the field of the operation in one of the two states."""
        return state.apps.get_model(self.application, self.operation.model_name)._meta.get_field(self.operation.name)


def conflicts(known: Collection[Key]) -> list[Conflict]:
    """Return what programs that know the migrations in ``known`` cannot run beside, in the order of the migrations.

    No database is asked. A migration with a sentence in ``beside_the_release_before`` is trusted, as are those in
    ``REVIEWED``, and whatever an application does that those programs do not have.
    """
    loader = MigrationLoader(None)
    found = [Conflict(key, "it is gone, and databases have it") for key in sorted(_gone(loader, known))]
    state, new = ProjectState(), set[Key]()
    applications = {application for application, _ in known}
    for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[key]
        is_known = key in known or any(replaced in known for replaced in migration.replaces)
        if is_known or key[0] not in applications or key in REVIEWED:
            migration.mutate_state(state, preserve=False)
        else:
            found += [Conflict(key, what) for what in judge(migration, state, new)]
    return found


def _gone(loader: MigrationLoader, known: Collection[Key]) -> Iterator[Key]:
    """Yield the migrations that are known and not there any more, of applications that are there."""
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    there = loader.disk_migrations.keys() | replaced
    yield from (key for key in known if key not in there and key[0] in loader.migrated_apps)


def judge(migration: Migration, state: ProjectState, new: set[Key]) -> Iterator[str]:
    """Yield what stands against a migration, and apply it to the models before it and to the set of new ones."""
    is_trusted = bool(getattr(migration, MARK, ""))
    for operation in migration.operations:
        is_split = isinstance(operation, operations.SeparateDatabaseAndState)
        in_database = operation.database_operations if is_split else [operation]  # type: ignore[attr-defined]
        before = state.clone()
        operation.state_forwards(migration.app_label, state)
        for each in in_database:
            after = before.clone()
            each.state_forwards(migration.app_label, after)
            if isinstance(each, operations.CreateModel):
                new.add((migration.app_label, each.name_lower))
            elif not is_trusted:
                yield from _judge_operation(each, migration.app_label, before, after, new)
            before = after


def _judge_operation(
    operation: Operation, application: str, before: ProjectState, after: ProjectState, new: Collection[Key]
) -> Iterator[str]:
    model = getattr(operation, "model_name", None) or getattr(operation, "name", None) or ""
    if (application, model.lower()) in new:
        return
    judge = next((JUDGES[each] for each in type(operation).__mro__ if each in JUDGES), _unknown)
    if what := judge(_Change(operation, application, before, after)):
        yield f"{operation.describe()}: {what}"


def _harmless(change: _Change) -> str:
    return ""


def _unknown(change: _Change) -> str:
    return f"nobody can tell from outside what it does. Say in {MARK} why programs of the release before work beside it"


def _lost(change: _Change) -> str:
    return "programs of the release before still use it"


def _narrower(change: _Change) -> str:
    return "programs of the release before may write rows that it refuses"


def _added(change: _Change) -> str:
    field = change.field(change.after)
    if isinstance(field, ManyToManyField) or field.null or field.column is None:
        return ""
    if field.db_default is not NOT_PROVIDED or getattr(field, "generated", False):
        return ""
    return "programs of the release before add rows without it. Let it be null, or give it a db_default"


def _altered(change: _Change) -> str:
    old, new = (change.field(state) for state in (change.before, change.after))
    if isinstance(old, ManyToManyField) or isinstance(new, ManyToManyField):
        return "" if type(old) is type(new) and _table(old) == _table(new) else _lost(change)
    if old.column != new.column:
        return "its column has another name"
    if old.null and not new.null:
        return "programs of the release before leave it empty"
    if new.unique and not old.unique:
        return "programs of the release before may write a value twice"
    if old.db_default is not NOT_PROVIDED and new.db_default is NOT_PROVIDED and not new.null:
        return "programs of the release before leave it to the database to fill it in"
    if isinstance(new, ForeignObject) and _target(new) != (_target(old) if isinstance(old, ForeignObject) else None):
        return "it points to another table"
    return _type_change(old, new)


def _table(field: ManyToManyField[Any, Any]) -> str:
    through: Any = field.remote_field.through
    return str(through._meta.db_table)


def _target(field: Any) -> tuple[str, bool]:
    return field.remote_field.model._meta.db_table, field.db_constraint


def _type_change(old: Any, new: Any) -> str:
    before, after = _type(old), _type(new)
    if before != after and (before, after) not in WIDER:
        return f"the type changes from {before} to {after}"
    if after == "DecimalField":
        is_narrower = new.decimal_places < old.decimal_places or _whole_digits(new) < _whole_digits(old)
        return _narrower_than(f"{new.max_digits} digits, {new.decimal_places} of them decimals") if is_narrower else ""
    limit = getattr(new, "max_length", None) if after == TEXT_OF_A_LENGTH else None
    if limit is not None and (old.max_length is None or old.max_length > limit):
        return _narrower_than(f"{limit} characters")
    return ""


def _type(field: Any) -> str:
    kind = str(field.get_internal_type())
    return TEXT_OF_A_LENGTH if kind in ("SlugField", "FileField", "FilePathField") else kind


def _whole_digits(field: Any) -> int:
    return int(field.max_digits - field.decimal_places)


def _narrower_than(size: str) -> str:
    return f"programs of the release before may write what does not fit into {size}"


def _together(change: _Change) -> str:
    operation = change.operation
    old = change.before.models[change.application, operation.name_lower].options.get(operation.option_name) or ()
    new = getattr(operation, operation.option_name) or ()
    return _narrower(change) if {tuple(each) for each in new} - {tuple(each) for each in old} else ""


JUDGES: dict[type[Operation], Callable[[_Change], str]] = {
    operations.AddField: _added,
    operations.AlterField: _altered,
    operations.RemoveField: _lost,
    operations.RenameField: _lost,
    operations.DeleteModel: _lost,
    operations.RenameModel: _lost,
    operations.AlterModelTable: _lost,
    operations.AlterOrderWithRespectTo: _narrower,
    operations.AddConstraint: _narrower,
    operations.AlterUniqueTogether: _together,
    postgresql.AddConstraintNotValid: _narrower,
    **dict.fromkeys(
        (
            *(operations.AddIndex, operations.RemoveIndex, operations.RenameIndex, operations.AlterIndexTogether),
            *(operations.RemoveConstraint, operations.AlterConstraint, operations.AlterModelTableComment),
            *(operations.AlterModelOptions, operations.AlterModelManagers),
            *(postgresql.AddIndexConcurrently, postgresql.RemoveIndexConcurrently, postgresql.ValidateConstraint),
            *(postgresql.CreateExtension, postgresql.CreateCollation),
        ),
        _harmless,
    ),
}
