"""Checks that tell whoever adds a page type or changes the settings what is missing."""

from collections import Counter
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections

from api.registry.page_types import page_types
from pages.database.before_commit import BeforeCommit
from pages.models.base import BasePage


@register(Tags.urls)
def check_page_types(**_: Any) -> list[CheckMessage]:
    """Report page types that editors can create and nobody can read, and addresses that two endpoints claim."""
    served = page_types()
    missing = [model for model in BasePage.__subclasses__() if model not in served and not model._meta.abstract]
    return [
        *(
            Error(
                f"{model._meta.label} is not served by the API.",
                hint="Register it with its serializer: api.registry.page_types.register.",
                obj=model,
                id="api.E001",
            )
            for model in missing
        ),
        *(
            Error(
                f"Two endpoints are named “{name}”.",
                hint="Choose another endpoint where the page type is registered.",
                id="api.E002",
            )
            for name in repeated_endpoints()
        ),
    ]


@register(Tags.models)
def check_engine(**_: Any) -> list[CheckMessage]:
    """Report a database of whose changes the log would not be written in the same transaction."""
    if isinstance(connections[DEFAULT_DB_ALIAS], BeforeCommit):
        return []
    return [
        Error(
            "The engine of the database does not keep the change log.",
            hint="Use pages.database.sqlite3 or pages.database.postgresql as its ENGINE.",
            id="api.E003",
        )
    ]


def repeated_endpoints() -> list[str]:
    """Return the names of endpoints that the API has more than once."""
    from api.views.index import ENDPOINTS

    return [name for name, times in Counter(ENDPOINTS).items() if times > 1]
