"""What the tests of the API share."""

import itertools
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client, override_settings
from wagtail.models import Collection, Page

from api.models import ChangeCounter
from pages.models import PublicLibrary
from tests.api.canaries import Menagerie, restore_keys
from tests.api.changes.world import World
from tests.api.everything import Everything
from tests.shared import SharedContent, again, undone

Get = Callable[..., Any]
#: Where the log of each test begins: behind all that those before it can have written.
_BEGINNINGS = itertools.count(1000, 1000)


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """Every test of the API reads the database. Content types are looked up once a process, not once a request.

    Uploads are public at once, as in stock Wagtail, where no test or content decides which collections are libraries.
    """
    ContentType.objects.get_for_models(*Page.__subclasses__(), Page)
    if not PublicLibrary.objects.exists():
        PublicLibrary.objects.bulk_create([PublicLibrary(collection=Collection.get_first_root_node())])


@pytest.fixture
def log_goes_on(transactional_db: None) -> None:
    """Let the log go on from where it was, as it does in one database: other processes remember what they have read."""
    ChangeCounter.objects.update_or_create(pk=ChangeCounter.KEY, defaults={"sequence": next(_BEGINNINGS)})


@pytest.fixture
def get(client: Client) -> Get:
    """Return the JSON of ``GET /api/v2/<path>``, after checking the status."""

    def fetch(path: str, /, expected: int = 200, **query: Any) -> Any:
        response = client.get(f"/api/v2/{path}", query)
        assert response.status_code == expected, response.content
        return json.loads(response.content)

    return fetch


@pytest.fixture(scope="module")
def shared_everything(sharing: SharedContent) -> Everything:
    return sharing.get("shared_everything", lambda: undone(Everything))


@pytest.fixture(scope="module")
def everything(shared_everything: Everything, django_db_blocker: Any) -> Everything:
    """A page of each type with every field filled in: made once for all modules, since publishing is slow."""
    with django_db_blocker.unblock():
        return again(shared_everything)


@pytest.fixture(scope="module")
def shared_menagerie(sharing: SharedContent) -> Menagerie:
    return sharing.get("shared_menagerie", _menagerie)


@contextmanager
def _menagerie() -> Iterator[Menagerie]:
    languages = [("en", "English"), ("de", "German")]
    with override_settings(LANGUAGES=languages, WAGTAIL_CONTENT_LANGUAGES=languages, WAGTAIL_I18N_ENABLED=True):
        # Every refusal is a line in the log, and here are thousands.
        logging.disable(logging.ERROR)
        with undone(Menagerie) as menagerie:
            yield menagerie
        logging.disable(logging.NOTSET)
        restore_keys()


@pytest.fixture(scope="module")
def menagerie(shared_menagerie: Menagerie) -> Menagerie:
    """Two languages, three sites, and canaries in everything that is not public: made once for all modules."""
    return shared_menagerie


@pytest.fixture(scope="module")
def shared_world(sharing: SharedContent) -> World:
    return sharing.get("shared_world", lambda: undone(World))


@pytest.fixture
def world(shared_world: World, db: None) -> World:
    """A small site in which things refer to each other, to be changed by one test."""
    return again(shared_world)
