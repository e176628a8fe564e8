"""Looking up a path, and reading the first pages of a list, use an index, however many pages there are."""

import pytest
from django.db import connection
from django.db.models import F, Model
from wagtail.models import Page

from api.views.page_lists import TREE_ORDER
from pages.models import EventPage, GuestBlogPost
from pages.models.indexes import make_indexes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planner() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # With only a few pages, PostgreSQL would rather read and sort all of them.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")


@pytest.mark.parametrize(
    ("lookup", "index"), [("url_path", "pages_url_path"), ("url_path__iexact", "pages_url_path_nocase")]
)
def test_a_path_is_looked_up_in_an_index(lookup: str, index: str) -> None:
    plan = Page.objects.filter(**{lookup: "/home/"}).order_by().values("pk").explain()
    assert index in plan.split()


@pytest.mark.parametrize(
    ("model", "column", "index"),
    [(GuestBlogPost, "published_on", "pages_newest_posts"), (EventPage, "starts_at", "pages_latest_events")],
)
@pytest.mark.parametrize("backward", [False, True])
def test_the_newest_are_read_in_the_order_of_an_index(
    model: type[Model], column: str, index: str, backward: bool
) -> None:
    forward_order = (F(column).desc(nulls_last=True), F("pk").asc(nulls_last=True))
    backward_order = (F(column).asc(nulls_first=True), F("pk").desc(nulls_first=True))
    pages = model._default_manager.order_by(*(backward_order if backward else forward_order))
    plan = pages.values("title")[:20].explain()
    if connection.vendor == "postgresql":
        assert index in plan.split()
        assert "Sort" not in plan
    else:
        assert f"pages_{model._meta.model_name}_{column}" in plan


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL decides by how many pages of which types there are"
)
@pytest.mark.parametrize("backward", [False, True])
def test_pages_of_a_type_are_read_in_the_order_of_the_tree(backward: bool) -> None:
    plan = TREE_ORDER.apply(EventPage.objects.filter(live=True), backward).values("title")[:20].explain()
    assert "pages_type_path" in plan.split()
    assert "TEMP B-TREE" not in plan


def test_indexes_that_are_gone_are_made_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX pages_url_path")
        cursor.execute("DROP INDEX pages_type_path")
        make_indexes()
        names = connection.introspection.get_constraints(cursor, Page._meta.db_table)
    assert {"pages_url_path", "pages_url_path_nocase", "pages_type_path"} <= names.keys()
