"""The page at a path is found by an index, however many pages there are."""

import pytest
from django.db import connection
from wagtail.models import Page

from pages.path_indexes import make_path_indexes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lookup", "index"), [("url_path", "pages_url_path"), ("url_path__iexact", "pages_url_path_nocase")]
)
def test_a_path_is_looked_up_in_an_index(lookup: str, index: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Of a handful of pages PostgreSQL would rather read all.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Page.objects.filter(**{lookup: "/home/"}).order_by().values("pk").explain()
    assert index in plan.split()


def test_indexes_that_are_gone_are_made_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX pages_url_path")
        make_path_indexes()
        names = connection.introspection.get_constraints(cursor, Page._meta.db_table)
    assert {"pages_url_path", "pages_url_path_nocase"} <= names.keys()
