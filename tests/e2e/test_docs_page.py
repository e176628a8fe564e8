"""The page that documents the API: what a reader finds without scrolling through a hundred parameters."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Servers

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_parameters_are_grouped_and_folded(page: Page, servers: Servers) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{servers.cms}/api/v2/docs/")
    tags = page.locator(".opblock-tag")
    expect(tags.first).to_contain_text("resolve")
    assert [tag.get_attribute("data-tag") for tag in tags.all()][:5] == ["resolve", "site", "pages", "posts", "events"]
    events = page.locator("#operations-events-list_events")
    events.locator(".opblock-summary-control").click()
    groups = events.locator(".parameter-group-name")
    expect(groups.first).to_have_text("Content")
    assert groups.all_inner_texts()[1:4] == ["Order and pagination", "Search", "Filters"]
    rows = events.locator("tr[data-param-name]")
    shown = rows.count()
    assert 20 < shown < 35
    expect(events.locator("[data-param-name=phase]")).to_be_visible()
    expect(events.locator("[data-param-name=starts_at__gte]")).to_have_count(0)
    box = events.bounding_box()
    assert box is not None and box["height"] < 4500
    events.get_by_role("button", name=re.compile("^Show 6. parameters$")).click()
    expect(events.locator("[data-param-name=starts_at__gte]")).to_be_visible()
    assert rows.count() > shown + 50
    # Nothing is filled in that the API would refuse.
    events.get_by_role("button", name="Try it out").click()
    filled = events.locator("table.parameters input[type=text]")
    assert filled.count() > 20
    assert [field.input_value() for field in filled.all() if field.input_value()] == []
    events.get_by_role("button", name="Execute").click()
    expect(events.locator(".live-responses-table td.response-col_status").last).to_have_text("200")
    assert errors == []
