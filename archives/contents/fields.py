"""Which fields of a model are archived."""

import re
from typing import Any

from django.db.models import Field, Model

from archives.contents.models import archived_models

#: What the name of a field says if its value lets somebody in.
SECRET = re.compile(r"(^|_)(password|passphrase|secret|token|credentials?|(api|private|signing)_key)(_|$)")


def is_secret(name: str) -> bool:
    """Tell whether the name of a field says that its value is a secret."""
    return SECRET.search(name) is not None


def archived_fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """Return the fields of a model's own table that are archived, in its order, without the primary key."""
    named = archived_models()[model].fields
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.primary_key and (field.name in named if named else not is_secret(field.name))
    ]


def left_out_fields(model: type[Model]) -> list[str]:
    """Return the names of the fields of a model's own table that are not archived."""
    kept = {field.name for field in archived_fields(model)}
    return [f.name for f in model._meta.local_concrete_fields if not f.primary_key and f.name not in kept]
