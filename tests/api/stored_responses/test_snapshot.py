"""A response shows one state of the database, even if an edit is committed while it is built."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import override_settings

from api.loading.child_relations import ChildRelations
from api.loading.related_objects import RelatedObjects
from pages.database.snapshot import snapshot
from pages.models import SectionPage
from tests.content import add, home, make_section

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def elsewhere(work: Callable[[], object]) -> None:
    """Do something on another connection."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def titles(answer: Any) -> list[str]:
    return [crumb["title"] for crumb in answer.json()["meta"]["breadcrumbs"]]


@pytest.mark.slow
def test_pages_that_move_while_a_response_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing public changes for those behind a draft that is moved, so what is stored of them must be right."""
    first = make_section(title="First")
    page = make_section(first, "Page")
    second = make_section(title="Second")
    make_section(second, "Other")
    draft = add(home(), SectionPage(title="Draft"))
    load = RelatedObjects.load

    def move_before(related: RelatedObjects, rows: ChildRelations) -> None:
        monkeypatch.setattr(RelatedObjects, "load", load)
        elsewhere(lambda: SectionPage.objects.get(pk=draft.pk).move(SectionPage.objects.get(pk=first.pk), "left"))
        load(related, rows)

    with override_settings(STORED_RESPONSES=True):
        client = Client()
        monkeypatch.setattr(RelatedObjects, "load", move_before)
        for _ in range(2):
            assert titles(client.get(f"/api/v2/pages/{page.pk}/")) == ["Home", "First", "Page"]
    assert SectionPage.objects.get(pk=page.pk).path != page.path


def test_a_snapshot_waits_for_no_writer_and_keeps_what_it_saw() -> None:
    section = make_section(title="Before")
    found = SectionPage.objects.filter(pk=section.pk).values_list("title", flat=True)
    with snapshot():
        assert found.get() == "Before"
        elsewhere(lambda: SectionPage.objects.filter(pk=section.pk).update(title="After"))
        assert found.get() == "Before"
    assert found.get() == "After"
    assert not connection.in_atomic_block
    SectionPage.objects.filter(pk=section.pk).update(title="Later")
    assert found.get() == "Later"
