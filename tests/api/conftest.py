"""What the tests of the API share."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client, override_settings
from wagtail.models import Page

from tests.api.canaries import Menagerie, restore_keys
from tests.api.everything import Everything

Get = Callable[..., Any]


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """Every test of the API reads the database. Content types are looked up once a process, not once a request."""
    ContentType.objects.get_for_models(*Page.__subclasses__(), Page)


@pytest.fixture
def get(client: Client) -> Get:
    """Return the JSON of ``GET /api/v2/<path>``, after checking the status."""

    def fetch(path: str, /, expected: int = 200, **query: Any) -> Any:
        response = client.get(f"/api/v2/{path}", query)
        assert response.status_code == expected, response.content
        return json.loads(response.content)

    return fetch


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[Everything]:
    """A page of each type with every field filled in: made once a module, since publishing is slow."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Everything()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def menagerie(django_db_setup: None, django_db_blocker: Any) -> Iterator[Menagerie]:
    """Two languages, three sites, and canaries in everything that is not public: made once a module."""
    languages = [("en", "English"), ("de", "German")]
    with (
        override_settings(LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages, WAGTAIL_I18N_ENABLED=True),
        django_db_blocker.unblock(),
    ):
        # Every refusal is a line in the log, and here are thousands.
        logging.disable(logging.ERROR)
        with transaction.atomic():
            yield Menagerie()
            transaction.set_rollback(True)
        logging.disable(logging.NOTSET)
        restore_keys()
