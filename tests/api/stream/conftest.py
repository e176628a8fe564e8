"""What the tests of the stream share."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from api.models import ChangeCounter
from tests.streams import running_stream

#: Where the log of each test begins: behind all that those before it can have written.
_BEGINNINGS = itertools.count(1000, 1000)


@pytest.fixture(scope="module")
def port(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Where the stream of this module listens."""
    with django_db_blocker.unblock():
        # The other process needs the name only, and a connection of this one would be in its way.
        connection.close()
        with running_stream() as (port, _):
            yield port


@pytest.fixture
def log_goes_on(transactional_db: None) -> None:
    """Let the log go on from where it was, as it does in one database: the stream remembers what it has told."""
    ChangeCounter.objects.update_or_create(pk=ChangeCounter.KEY, defaults={"sequence": next(_BEGINNINGS)})
