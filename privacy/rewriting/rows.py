"""Rewrites or deletes rows of the history and of passing notes."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import FileField, Model
from wagtail.models import Revision

from api.models import Change, PublicObject
from privacy.holders import Treatment, holder_of, models_with_tables
from privacy.rewriting.choice import Rewriting
from privacy.rewriting.content import generic_rows_of
from privacy.rewriting.plain import rewritten_json
from privacy.rewriting.versions import current_versions
from privacy.tracing.trace import Trace


class Followers:
    """Rows of the history that say what content says now, and stay as long as it does."""

    def __init__(self) -> None:
        self._versions = current_versions()
        self._paths: set[str] | None = None

    def has(self, trace: Trace) -> bool:
        """Return whether a trace is a current version of content, or a change at a path that content still has."""
        if trace.model is Revision:
            return trace.key in self._versions
        if trace.model is Change:
            if self._paths is None:
                self._paths = set(PublicObject.objects.values_list("html_path", flat=True))
            return trace.text in self._paths
        return False


def sweep(traces: Iterable[Trace], how: Rewriting, followers: Followers) -> Counter[str]:
    """Rewrite and delete the rows that name the person, by what becomes of their models; return how many of each."""
    done: Counter[str] = Counter()
    for trace in traces:
        if trace.model is None or followers.has(trace):
            continue
        if trace.holder.treatment is Treatment.REMOVED:
            if trace.model._base_manager.filter(pk=trace.key).delete()[0]:
                done[trace.label] += 1
        elif trace.holder.treatment is Treatment.HISTORY and _rewrite(trace.model, trace.key, trace.column, how):
            done[trace.label] += 1
    return done


def remove_rows_of_record(key: int) -> Counter[str]:
    """Delete the passing notes that belong to the record of a person, whether or not they name them."""
    done: Counter[str] = Counter()
    for model in models_with_tables():
        if holder_of(model).treatment is Treatment.REMOVED and (rows := generic_rows_of(model, key)) is not None:
            done[model._meta.label] += rows.delete()[0]
    return +done


def remove_copies() -> Counter[str]:
    """Delete all copies of the whole site. Their files are deleted once the transaction commits."""
    done: Counter[str] = Counter()
    for model in models_with_tables():
        if holder_of(model).treatment is not Treatment.COPY:
            continue
        files = [field.name for field in model._meta.local_fields if isinstance(field, FileField)]
        for row in model._base_manager.all():
            for file in filter(None, (getattr(row, name) for name in files)):
                transaction.on_commit(partial(file.storage.delete, file.name))
            row.delete()
            done[model._meta.label] += 1
    return done


def _rewrite(model: type[Model], key: Any, column: str, how: Rewriting) -> bool:
    field: Any = next((field for field in model._meta.local_fields if field.column == column), None)
    if field is None or isinstance(field, FileField):
        return False
    row = model._base_manager.filter(pk=key)
    value = row.values_list(field.attname, flat=True).first()
    new = rewritten_json(value, how)
    if new == value:
        return False
    if isinstance(new, str) and field.max_length:
        new = new[: field.max_length]
    try:
        with transaction.atomic():
            row.update(**{field.attname: new})
    except IntegrityError:
        # The text that stands in for the name is there already, in a column where each must be another.
        row.delete()
    return True
