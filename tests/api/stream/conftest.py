"""What the tests of the stream share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.streams import running_stream


@pytest.fixture(scope="module")
def port(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Where the stream of this module listens."""
    with django_db_blocker.unblock():
        # The other process needs the name only, and a connection of this one would be in its way.
        connection.close()
        with running_stream() as (port, _):
            yield port
