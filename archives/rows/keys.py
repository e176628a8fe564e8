"""Keys by which a row is recognized in any installation, where its model has such columns."""

import functools
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import CharField, FileField, Model, QuerySet, SlugField, UniqueConstraint, UUIDField

from api.registry.kinds import batches
from archives.contents.models import owner_of_relation

#: The columns of a key that are values, not references.
VALUES = (CharField, SlugField, UUIDField)
#: Where a page is in the tree says nothing about which page it is.
OF_THE_TREE = "path"


@functools.cache
def key_columns(model: type[Model]) -> tuple[str, ...]:
    """Return the lookups that together name a row of a model, or ``()`` if only its primary key does.

    Found by what is unique: the slug of a record, the e-mail address of a user, the translation key and the language
    of a page, the file of an image.
    """
    model = (model._meta.get_parent_list() or [model])[-1]
    options = model._meta
    if owner_of_relation(model) is not None:
        return ()
    single = [[f.name] for f in options.local_concrete_fields if f.unique and not f.primary_key]
    together = [list(names) for names in options.unique_together]
    constrained = [list(c.fields) for c in options.constraints if isinstance(c, UniqueConstraint) and not c.condition]
    files = [[f.name] for f in options.local_concrete_fields if isinstance(f, FileField)]
    for names in (*single, *together, *constrained, *files):
        columns = [columns for name in names if name != OF_THE_TREE for columns in [_columns(model, name)]]
        if columns and all(columns) and len(columns) == len(names):
            return tuple(column for several in columns for column in several)
    return ()


def _columns(model: type[Model], name: str) -> tuple[str, ...]:
    field = model._meta.get_field(name)
    if field.is_relation:
        related: Any = field.related_model
        return tuple(f"{name}__{column}" for column in key_columns(related)) if related is not model else ()
    return (name,) if isinstance(field, (*VALUES, FileField)) or name == "port" else ()


def keys_of(rows: QuerySet[Any], wanted: Collection[Any]) -> dict[Any, str | None]:
    """Return the keys of those of the rows that have one of the wanted primary keys, by primary key."""
    model: Any = rows.model
    columns = key_columns(model)
    found: dict[Any, str | None] = {}
    for batch in batches(wanted):
        for primary_key, *values in rows.filter(pk__in=batch).values_list("pk", *columns):
            found[primary_key] = joined(values) if columns else None
    return found


def joined(values: Iterable[Any]) -> str:
    """Return the columns of a key as one text."""
    return "/".join(str(value) for value in values)
