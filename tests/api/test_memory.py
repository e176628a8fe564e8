"""Nothing of a request stays in memory after it but what is stored on purpose."""

import gc

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.views import View

from tests.content import make_event, make_post

pytestmark = pytest.mark.django_db

#: Addresses that have not been asked for before, since each number makes another query.
PATHS = [
    *("posts/?limit={}", "events/?limit={}", "pages/?limit={}&fields=*", "people/?limit={}", "organizations/?limit={}"),
    *("images/?limit={}", "documents/?limit={}", "urls/?limit={}", "redirects/?limit={}", "tags/?limit={}"),
    *(
        "posts/?limit={}&search=word",
        "posts/?limit={}&order=title",
        "events/?limit={}&phase=upcoming",
        "changes/?limit={}",
    ),
]


def alive() -> int:
    """Return how many views and responses there are."""
    gc.collect()
    return sum(issubclass(type(found), View | HttpResponseBase) for found in gc.get_objects())


def test_no_view_and_no_response_outlives_its_request() -> None:
    make_post(title="One")
    make_event(title="Two")
    client = Client()
    for path in PATHS:
        client.get(f"/api/v2/{path.format(3)}")
    before = alive()
    for path in PATHS:
        for limit in (41, 42, 43):
            assert client.get(f"/api/v2/{path.format(limit)}").status_code == 200, path
    assert alive() <= before
