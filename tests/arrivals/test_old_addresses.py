"""Nothing on the web breaks: every old address of a site leads to what was there."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from arrivals.models import RunEntry
from arrivals.records.page import Publicity
from arrivals.records.redirect import ArrivingRedirect
from arrivals.sources.registry import sources
from arrivals.sources.source import ReadOptions
from arrivals.writing.addresses import path_of
from tests.arrivals.conftest import Import
from tests.arrivals.reading import NEW_YORK
from tests.arrivals.wordpress_export import write_export

pytestmark = pytest.mark.django_db


def test_every_old_address_leads_to_what_was_there(client: Client, bring_in: Import, tmp_path: Path) -> None:
    write_export(tmp_path / "export.xml", posts=60, events=24)
    reader = sources()["wordpress"].read(tmp_path / "export.xml", ReadOptions(time_zone=NEW_YORK))
    run = bring_in(reader=reader, publish=True, undescribed_are_decorative=True)
    published = set(RunEntry.objects.filter(run=run, published=True).values_list("key", flat=True))
    asked, lost = 0, []
    for record in reader.records():
        if not _is_public(record, published):
            continue
        for address in (getattr(record, "address", ""), *getattr(record, "old_addresses", ())):
            path = path_of(address)
            if not address or path == "/":
                continue
            asked += 1
            answer = client.get("/api/v2/resolve/", {"path": path}).json()
            if answer["outcome"] not in ("page", "redirect", "person"):
                lost.append((record.key, path, answer["outcome"]))
            elif answer["outcome"] == "page" and hasattr(record, "title"):
                assert answer["page"]["title"] == record.title or "?" not in path, path
    assert asked > 300
    assert lost == []


def _is_public(record: Any, published: set[str]) -> bool:
    if isinstance(record, ArrivingRedirect):
        return not record.target or record.target in published
    publicity = getattr(record, "publicity", None)
    return publicity is Publicity.PUBLIC and record.key in published
