"""Prints the table of faults at the end of ``make faults``."""

import os
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Collection

from pages.models import PublicLibrary


@pytest.fixture(autouse=True)
def uploads_are_public(db: None) -> None:
    """Uploads are public at once, as in stock Wagtail."""
    PublicLibrary.objects.get_or_create(collection=Collection.get_first_root_node())


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if "FAULT_TABLE" not in os.environ:
        return
    terminalreporter.write_line(f"\nOn {connection.vendor}:\n")
    terminalreporter.write_line("| | kind | given | right | came |\n|---|---|---|---|---|")
    for outcome, mark in (("failed", "✗"), ("passed", "✓"), ("skipped", "–")):
        for report in terminalreporter.stats.get(outcome, ()):
            known = dict(report.user_properties)
            if "kind" in known:
                cells = (known[name] for name in ("kind", "given", "right", "came"))
                terminalreporter.write_line(f"| {mark} | {' | '.join(cell.replace('|', '¦') for cell in cells)} |")
