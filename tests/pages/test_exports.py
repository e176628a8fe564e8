"""Spreadsheets that the admin exports hold no formulas."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from pages.editor.exports import safe_cell, safe_rows
from pages.models import User
from tests.content import home, make_section

pytestmark = pytest.mark.django_db

EVIL = "=cmd|' /C calc'!A0"
STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff20", " =", "\n+")


def exports() -> Iterator[str]:
    """Yield the URL of every view that exports a spreadsheet with columns."""

    def walk(patterns: Any, prefix: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern):
                yield prefix + str(pattern.pattern), pattern.callback

    for url, view in walk(get_resolver().url_patterns, "/"):
        view_class: Any = getattr(view, "view_class", object)
        if issubclass(view_class, SpreadsheetExportMixin):
            options = getattr(view, "view_initkwargs", {})
            if options.get("list_export", view_class.list_export):
                yield url


@pytest.fixture
def evil(db: None) -> User:
    user = User.objects.create_superuser("evil@example.org", "a-password-for-tests", first_name=EVIL, last_name="x")
    page = make_section(title=EVIL, slug="evil")
    page.save_revision(user=user).publish(user=user)
    log(page, "wagtail.edit", user=user)
    Redirect.objects.create(old_path=EVIL, redirect_link=EVIL)
    workflow, task = Workflow.objects.create(name=EVIL), GroupApprovalTask.objects.create(name=EVIL)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home())
    workflow.start(Page.objects.get(pk=page.pk), user)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=timezone.now())
    return user


@pytest.mark.slow
def test_no_cell_is_a_formula(client: Client, evil: User) -> None:
    client.force_login(evil)
    urls = list(exports())
    assert len(urls) >= 12
    for url in urls:
        text = b"".join(client.get(url, {"export": "csv"})).decode()
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert EVIL in text, url
        assert [cell for cell in cells if cell.startswith(STARTS)] == [], url
        sheet = load_workbook(io.BytesIO(b"".join(client.get(url, {"export": "xlsx"})))).active
        values = [cell for row in sheet.iter_rows() for cell in row]
        assert any(EVIL in str(cell.value) for cell in values), url
        assert {cell.data_type for cell in values} <= {"s", "n", "d", "b"}, url


@pytest.mark.parametrize("start", STARTS)
def test_what_begins_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1e9", "Ada", "a=b", "", "5-3", "2026-01-01"])
def test_what_stays(text: str) -> None:
    assert safe_cell(text) == text


ROWS = st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=3), max_size=3)


@given(rows=ROWS, size=st.integers(1, 7))
def test_every_cell_arrives_however_it_is_sent(rows: list[list[str]], size: int) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    sent = written.getvalue().encode()
    received = b"".join(safe_rows(sent[at : at + size] for at in range(0, len(sent), size))).decode()
    assert list(csv.reader(io.StringIO(received, newline=""))) == [[safe_cell(cell) for cell in row] for row in rows]
