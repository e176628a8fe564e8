"""Writes the rows of an archive into the tables of a fresh installation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection
from django.db.models import Field, FileField, Model
from wagtail.models import Revision

from archives.contents.fields import archived_fields
from archives.contents.models import archived_models, is_unnumbered, owner_of_relation
from archives.format.manifest import ArchiveError, is_inside
from archives.rows.columns import default_of, to_column
from archives.rows.keys import joined, key_columns
from archives.rows.reading import BATCH
from archives.rows.revision_content import with_users
from pages.accounts.user import User

Row = dict[str, Any]


class RowWriter:
    """Writes rows by SQL, so that nothing fills in or changes them. ``remarks`` counts what was left out, in sentences.

    ``renamed`` has the paths of uploads that the storage keeps at another path, by those of the archive.
    """

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed
        self.remarks: Counter[str] = Counter()
        #: Of matched models: the primary keys of the archive's rows by key, and those that were here before.
        self._matched: dict[type[Model], dict[str, Any]] = {}
        self._before: dict[type[Model], set[Any]] = {}
        #: The primary keys of users by those of the archive, which revisions name.
        self._users: dict[Any, Any] = {}
        self._by_key: dict[type[Model], dict[str, Any]] = {}

    def clear(self) -> None:
        """Delete the rows that migrations made, except those that the archive's are matched with."""
        with connection.cursor() as cursor:
            for model, archived in archived_models().items():
                if not (archived.matched or archived.added or is_unnumbered(model)):
                    cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608

    def match(self, model: type[Model], rows: Iterable[Row]) -> None:
        """Write the rows of a matched model that are not here yet."""
        here = {_folded(model, key): primary_key for key, primary_key in self._keys_here(model).items()}
        self._before[model] = set(here.values())
        found = self._matched.setdefault(model, {})
        for row in rows:
            key = _folded(model, str(row.get("key")))
            if key not in here:
                here[key] = self._insert_one(model, row)
            found[key] = here[key]
            if model is User:
                self._users[row.get("id")] = here[key]

    def write(self, model: type[Model], rows: Iterable[Row], done: Callable[[int], None]) -> None:
        """Write the rows of any other model. ``done`` is told how many."""
        fields, numbered = self._fields(model), not (is_unnumbered(model) or archived_models()[model].added)
        if is_unnumbered(model):
            self._delete_of_matched(model)
        iterator = iter(rows)
        while batch := list(islice(iterator, BATCH)):
            values = [found for row in batch if (found := self._values(model, fields, row, numbered)) is not None]
            self._insert(model, fields, values, numbered)
            done(len(batch))

    def check_references(self) -> None:
        """Raise ``ArchiveError`` if a row refers to one that is not there."""
        try:
            connection.check_constraints()
        except IntegrityError as error:
            raise ArchiveError(f"A row of the archive refers to one that is not in it: {error}") from error

    def number_after(self) -> None:
        """Let new rows be numbered after these. No transaction takes that back on PostgreSQL: do it last."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(archived_models())):
                cursor.execute(statement)

    def _delete_of_matched(self, model: type[Model]) -> None:
        """Delete what belongs to matched groups. Users who were here keep what they had."""
        owner = owner_of_relation(model)
        if owner is None or owner is User:
            return
        keys = list(self._matched.get(owner, {}).values())
        for field in model._meta.local_concrete_fields:
            if field.related_model is owner:
                model._base_manager.filter(**{f"{field.name}__in": keys}).delete()

    def _fields(self, model: type[Model]) -> list["Field[Any, Any]"]:
        return [field for field in model._meta.local_concrete_fields if not field.primary_key]

    def _values(self, model: type[Model], fields: Sequence[Any], row: Row, numbered: bool) -> list[Any] | None:
        """Return the parameters of a row, or ``None`` if it must be left out."""
        given, label = row["fields"], model._meta.label_lower
        kept = {field.name for field in archived_fields(model)}
        for name in given.keys() - kept:
            self.remarks[f"{label} has no field {name} here: it was left out."] += 1
        values = []
        for field in fields:
            try:
                if field.name not in given or field.name not in kept:
                    values.append(self._filled(model, field))
                elif field.is_relation:
                    values.append(self._reference(field, given[field.name]))
                elif isinstance(field, FileField) and given[field.name] and not is_inside(given[field.name]):
                    raise ArchiveError(f"{label} {row.get('id', '')}: {given[field.name]} leads out of the uploads.")
                else:
                    value = given[field.name]
                    if model is Revision and field.name == "content":
                        value = with_users(given, value, self._users)
                    if isinstance(field, FileField):
                        value = self._renamed.get(value, value)
                    values.append(to_column(field, value))
            except LookupError:
                self.remarks[f"{label} names a {field.name} that is not here: the row was left out."] += 1
                return None
            except (ValidationError, ValueError, TypeError) as error:
                raise ArchiveError(f"{label} {row.get('id', '')}: {field.name} is not right: {error}") from error
        if is_unnumbered(model) and self._is_of_somebody_before(fields, values):
            return None
        if not numbered:
            return values
        if "id" not in row:
            raise ArchiveError(f"A row of {label} has no id. Nothing was imported.")
        return [model._meta.pk.to_python(row["id"]), *values]

    def _is_of_somebody_before(self, fields: Sequence[Any], values: Sequence[Any]) -> bool:
        """Tell whether a row would give something to a user who was here, who keeps what they had."""
        return any(
            field.related_model is User and value in self._before.get(User, ())
            for field, value in zip(fields, values, strict=True)
        )

    def _filled(self, model: type[Model], field: "Field[Any, Any]") -> Any:
        make = archived_models()[model].filled.get(field.name)
        return to_column(field, make()) if make else default_of(model, field)

    def _reference(self, field: Any, reference: Any) -> Any:
        """Return the key here of what a row refers to. Raise ``LookupError`` if it is not here and must be."""
        if reference is None:
            return None
        related: type[Model] = field.related_model
        archived = archived_models().get(related)
        if archived is not None and not archived.matched:
            return related._meta.pk.to_python(reference["id"])
        try:
            if archived is not None:
                return self._matched[related][_folded(related, reference["key"])]
            return self._keys_here(related)[reference["key"]]
        except LookupError:
            if field.null:
                return None
            raise

    def _keys_here(self, model: type[Model]) -> dict[str, Any]:
        """Return the primary keys of what is here by itself, such as content types and permissions, by key."""
        if model not in self._by_key:
            rows = model._base_manager.values_list("pk", *key_columns(model))
            self._by_key[model] = {joined(values): primary_key for primary_key, *values in rows}
        return self._by_key[model]

    def _insert_one(self, model: type[Model], row: Row) -> Any:
        fields = self._fields(model)
        # The number of before, if it is free here.
        numbered = not model._base_manager.filter(pk=row.get("id")).exists()
        values = self._values(model, fields, row, numbered)
        statement = f"{_statement(model, fields, numbered)} RETURNING {_quoted(str(model._meta.pk.column))}"
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchone()[0]
        except (IntegrityError, DataError) as error:
            raise ArchiveError(f"The database refuses {model._meta.label_lower} {row['id']}: {error}") from error

    def _insert(self, model: type[Model], fields: Sequence[Any], values: Sequence[Any], numbered: bool) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.executemany(_statement(model, fields, numbered), values)
        except (IntegrityError, DataError) as error:
            raise ArchiveError(f"The database refuses a row of {model._meta.label_lower}: {error}") from error


def _folded(model: type[Model], key: str) -> str:
    """Return a key as it is compared: capitals do not count in e-mail addresses."""
    return key.casefold() if model is User else key


def _statement(model: type[Model], fields: Sequence[Any], numbered: bool) -> str:
    columns = [*([str(model._meta.pk.column)] if numbered else []), *(str(field.column) for field in fields)]
    places = ", ".join(["%s"] * len(columns))
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    return f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
