"""What is inside a revision: the content of an object as its model had it, with its rows."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from modelcluster.models import get_all_child_relations

from archives.contents.fields import is_secret
from pages.accounts.user import User

Row = dict[str, Any]


def without_secrets(fields: Row, content: Any) -> Any:
    """Return the content of a revision without the values of fields that archives leave out.

    ``fields`` are those of the revision in the archive, which name the type of its object.
    """
    return _walked(_model_of(fields), content, lambda model, name, value: ... if is_secret(name) else value)


def with_users(fields: Row, content: Any, users: dict[Any, Any]) -> Any:
    """Return the content of a revision with the users of this installation: their keys by those of the archive."""

    def replaced(model: type[Model], name: str, value: Any) -> Any:
        field = {field.name: field for field in model._meta.concrete_fields}.get(name)
        return users.get(value) if field is not None and field.related_model is User else value

    return _walked(_model_of(fields), content, replaced)


def _model_of(fields: Row) -> type[Model] | None:
    """Return the model of the object of a revision, or ``None`` if it is not installed."""
    label = str((fields.get("content_type") or {}).get("key")).replace("/", ".")
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _walked(model: type[Model] | None, content: Any, change: Callable[[type[Model], str, Any], Any]) -> Any:
    """Return content whose values are those that ``change`` returns for them; it leaves out ``...``."""
    if model is None or not isinstance(content, dict):
        return content
    rows = {str(relation.get_accessor_name()): relation.related_model for relation in get_all_child_relations(model)}
    changed = {}
    for name, value in content.items():
        if name in rows and isinstance(value, list):
            changed[name] = [_walked(rows[name], row, change) for row in value]
        elif (new := change(model, name, value)) is not ...:
            changed[name] = new
    return changed
