"""What a URL costs is bounded by its endpoint, whatever is written into it.

Each parameter is tried at its full length, and some pairs of them; ``FULL_LENGTH_PAIRS=100000`` tries all pairs, which
takes hours. The cost is the number of statements, the size of the response and, on PostgreSQL, the work of the database
as ``EXPLAIN ANALYZE`` tells it. ``WORST_URLS=docs/limits.md`` writes the most expensive URL of each endpoint into the
table there.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings

from tests.api.budgets import BUFFERS, DATABASE_MILLISECONDS, KILOBYTES, STATEMENTS
from tests.api.canaries import Menagerie
from tests.api.crawl import Crawl
from tests.api.full_length import FullLength, FullUrl, Subject
from tests.api.handler import Application

pytestmark = pytest.mark.slow

#: Pairs of parameters of one endpoint.
PAIRS = int(os.environ.get("FULL_LENGTH_PAIRS", 1))
TABLE = re.compile(r"(?<=<!-- worst URLs: begin -->\n).*?(?=<!-- worst URLs: end -->)", re.DOTALL)


@dataclass(frozen=True)
class Cost:
    """What a URL costs: database time and pages of memory that its statements read are 0 on SQLite."""

    url: FullUrl
    status: int
    route: str
    statements: int
    bytes: int
    milliseconds: float = 0.0
    buffers: int = 0

    def faults(self) -> Iterator[str]:
        """Yield what costs more than the endpoint may."""
        for what, cost, most in (
            ("statements", self.statements, STATEMENTS.get(self.route, 0)),
            ("kB", self.bytes / 1000, KILOBYTES.get(self.route, 1)),
            ("ms of the database", self.milliseconds, DATABASE_MILLISECONDS),
            ("buffers", self.buffers, BUFFERS),
        ):
            if cost > most:
                yield f"{cost:.0f} of {most} {what} at {self.route}: {self.url.target}"
        if self.status >= 500 or self.status == 414:
            yield f"status {self.status}: {self.url.target}"


@contextmanager
def executed() -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements that read, with their parameters."""
    statements: list[tuple[str, Any]] = []

    def record(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            statements.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(record):
        yield statements


def explained(sql: str, parameters: Any) -> tuple[float, int]:
    """Return how many milliseconds PostgreSQL takes for a statement, planning included, and how much it reads."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
        ((found,),) = cursor.fetchall()
    (plan,) = found
    buffers = sum(plan["Plan"].get(name, 0) for name in ("Shared Hit Blocks", "Shared Read Blocks"))
    return plan["Planning Time"] + plan["Execution Time"], buffers


def cost_of(application: Application, url: FullUrl) -> Cost:
    with executed() as statements:
        answer = application.ask(url.target)
    milliseconds, buffers = 0.0, 0
    if connection.vendor == "postgresql" and answer.status == 200:
        for sql, parameters in statements:
            took, read = explained(sql, parameters)
            milliseconds, buffers = milliseconds + took, buffers + read
    route = answer.route or url.target.partition("?")[0]
    return Cost(url, answer.status, route, len(answer.statements), len(answer.body), milliseconds, buffers)


@pytest.fixture(scope="module")
def full(menagerie: Menagerie, django_db_blocker: Any) -> FullLength:
    """Made once, since it asks each endpoint for what it has."""
    with django_db_blocker.unblock():
        return FullLength(Crawl(menagerie))


@pytest.fixture(autouse=True)
def unlimited() -> Iterator[None]:
    """Let one token be used again and again, and have a stream to lead to, which runs elsewhere."""
    rates = dict.fromkeys(django_settings.PREVIEW_RATES, "1000000/s")
    with override_settings(PREVIEW_RATES=rates, STREAM_URL="https://stream.example.org/"):
        yield


def urls(full: FullLength, subject: Subject) -> Iterator[FullUrl]:
    yield from full.urls(subject, thorough="FULL_LENGTH_PAIRS" in os.environ)
    yield from full.pairs(subject, PAIRS)


def test_no_url_costs_more_than_its_endpoint(full: FullLength, record_property: Callable[[str, object], None]) -> None:
    application = Application()
    costs: list[Cost] = []
    for subject in full.subjects:
        before = len(costs)
        costs += [cost_of(application, url) for url in urls(full, subject)]
        served = [cost for cost in costs[before:] if cost.status in (200, 307)]
        assert len(served) >= 0.25 * (len(costs) - before), subject
    summary = f"full length: {len(costs)} URLs of {len(full.subjects)} endpoints on {connection.vendor}"
    print(summary, *lines(costs), sep="\n")
    record_property("summary", summary)
    if path := os.environ.get("WORST_URLS"):
        write_table(Path(path), costs)
    assert [fault for cost in costs for fault in cost.faults()] == []
    assert len(costs) > 150


def lines(costs: list[Cost]) -> Iterator[str]:
    """Yield the rows of a table: what each endpoint costs at most, and which parameters its most expensive URL has."""
    yield "| endpoint | statements | database ms | kB | parameters at full length |"
    yield "|---|---:|---:|---:|---|"
    for route in sorted({cost.route for cost in costs}):
        own = [cost for cost in costs if cost.route == route]
        worst = max(own, key=lambda cost: (cost.milliseconds, cost.statements, cost.bytes))
        most = max(cost.statements for cost in own), worst.milliseconds, max(cost.bytes for cost in own) / 1000
        names = ", ".join(f"`{name}`" for name in worst.url.names) or "none"
        yield f"| `{readable(route)}` | {most[0]} | {most[1]:.0f} | {max(most[2], 1):.0f} | {names} |"


def readable(route: str) -> str:
    """Return a route as documentation writes it."""
    found = re.sub(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", lambda match: f"{{{match[1] or match[2]}}}", route)
    return "/" + re.sub(r"[\^$\\]", "", found)


def write_table(path: Path, costs: list[Cost]) -> None:
    rows = "\n".join(lines(costs))
    path.write_text(TABLE.sub(lambda _: f"\n{rows}\n\n", path.read_text()))


def test_lists_are_tried_at_their_full_length(full: FullLength) -> None:
    events = next(subject for subject in full.subjects if subject.path == "/api/v2/events/")
    assert len(full.value(events, "tags").split(",")) == 10
    for name in ("tags__in", "topic__in", "id", "status", "starts_at__in", "speaker", "title__in"):
        assert len(full.value(events, name).split(",")) == 100, name
    assert len(full.value(events, "search")) == 100
    assert "(" in full.value(events, "fields")
    assert len(full.value(events, "order")) > 200


def test_a_list_takes_no_more_than_its_length(full: FullLength) -> None:
    application = Application()
    refused = 0
    for subject in full.subjects:
        for name, parameter in subject.parameters.items():
            most = parameter.parse.schema.get("maxItems")
            if most is None:
                continue
            value = full.value(subject, name)
            text = ",".join([value] + [value.rpartition(",")[2]] * (most + 1 - len(value.split(","))))
            needed = "".join(f"&{key}={given}" for key, given in subject.needed)
            answer = application.ask(f"{subject.path}?{name}={text}{needed}")
            assert answer.status == 400, (subject.path, name)
            assert [(error["parameter"], error["code"]) for error in answer.json()["errors"]] == [(name, "too_large")]
            refused += 1
    assert refused > 100
