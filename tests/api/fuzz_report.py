"""The rules for every response, whatever the request."""

import json
import logging
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import connection

from tests.api.budgets import STATEMENTS
from tests.api.crawl import Crawl
from tests.api.handler import Answer, Application, Request

SLOW = 1.0  # seconds
SHOWN = 40  # faults, in full
STATUSES = frozenset({200, 301, 304, 400, 404, 405, 406, 410, 414})
#: By route, the media type of an endpoint that is not JSON: because ``format`` requests it, or always.
OTHER_MEDIA_TYPES = {"api/v2/schema/": "application/yaml", "api/v2/markdown/": "text/markdown"}
PROBLEM_KEYS = frozenset({"type", "title", "status", "detail", "errors", "request_id", "message"})
ERROR_KEYS = frozenset({"parameter", "code", "detail", "did_you_mean"})
_DOCUMENTATION = (Path(__file__).resolve().parents[2] / "docs/api.md").read_text()
DOCUMENTED_CODES = frozenset(re.findall(r"[`\"]([a-z_]+)[`\"]", _DOCUMENTATION))


class Report:
    """Sends requests, checks every response and counts them."""

    def __init__(self, crawl: Crawl) -> None:
        self.application = Application()
        self.crawl = crawl
        self.started = self._said = time.monotonic()
        self.statuses: Counter[str] = Counter()
        self.statements: dict[str, tuple[int, Request]] = {}
        self.slowest = (0.0, Request(""))
        self.faults: list[str] = []
        self._known: set[tuple[Request, int]] = set()
        self._depth = len(connection.savepoint_ids)

    @property
    def asked(self) -> int:
        """How many requests were made."""
        return sum(self.statuses.values())

    def ask(self, request: Request, seed: int) -> None:
        """Send a request that was not sent yet, up to four times if it is slow, and check the response."""
        # With DEBUG it is another request, and seeds take turns with that.
        if (request, seed % 2) in self._known:
            return
        self._known.add((request, seed % 2))
        answer = self.application.ask(request)
        seconds = answer.seconds
        for _ in range(3):
            if seconds <= SLOW:
                break
            # A busy machine may be slow for a moment; only what is slow each time counts.
            time.sleep(SLOW)
            seconds = min(seconds, self.application.ask(request).seconds)
        if answer.status >= 500 and not settings.DEBUG:
            self._show_failure(request)
        self.statuses[f"{answer.status // 100}xx"] += 1
        self.slowest = max(self.slowest, (seconds, request), key=lambda pair: pair[0])
        route = answer.route or "elsewhere"
        if len(answer.statements) > self.statements.get(route, (-1, request))[0]:
            self.statements[route] = (len(answer.statements), request)
        faults = [*self.faults_of(request, answer), *self._faults_of_work(answer, seconds)]
        for fault in faults:
            self.faults.append(f"{fault}\n    {request!r}\n    FUZZ_SEED={seed}")
            if len(self.faults) <= SHOWN:
                print(self.faults[-1], flush=True)

    def _show_failure(self, request: Request) -> None:
        """Ask again, so that the log tells what failed."""
        quiet = logging.root.manager.disable
        logging.disable(logging.NOTSET)
        self.application.ask(request)
        logging.disable(quiet)

    def faults_of(self, request: Request, answer: Answer) -> list[str]:
        """Return what is wrong with a response."""
        if unquote(request.path).split("/")[1:2] != ["api"]:
            # With DEBUG, Django fails on purpose where a form was sent without the final slash.
            return [f"status {answer.status}"] if answer.status >= 500 and not settings.DEBUG else []
        faults = []
        method = request.method.upper()
        is_of_if_match = answer.status == 412 and "If-Match" in dict(request.headers)
        # Elsewhere on this host every URL says which methods it has.
        is_elsewhere = answer.status == 204 and method == "OPTIONS" and not request.path.startswith("/api/v2/")
        if answer.status not in STATUSES and not is_of_if_match and not is_elsewhere:
            faults.append(f"status {answer.status}")
        if "Set-Cookie" in answer.headers or "Cookie" in answer.headers.get("Vary", ""):
            faults.append("a response that depends on cookies")
        if answer.status == 301:
            if request.path.endswith("/") or method not in ("GET", "HEAD", "OPTIONS"):
                faults.append("redirected without need")
        elif answer.status == 304 or method == "HEAD":
            faults += ["a body where there must be none"] if answer.body else []
        elif method == "OPTIONS" and not answer.body:
            pass  # a preflight request of a browser
        elif answer.status == 200:
            faults += self._faults_of_content(request, answer)
        else:
            faults += _faults_of_problem(answer)
        return faults

    def _faults_of_content(self, request: Request, answer: Answer) -> list[str]:
        if answer.media_type == "application/json":
            try:
                json.loads(answer.body, parse_constant=lambda text: _refuse(text))
            except ValueError as error:
                return [f"no JSON: {error}"]
        elif answer.media_type != OTHER_MEDIA_TYPES.get(answer.route or ""):
            return [f"media type {answer.media_type}"]
        return self.crawl.leaks_of(request.target, answer) if request.method.upper() == "GET" else []

    def _faults_of_work(self, answer: Answer, seconds: float) -> list[str]:
        faults = [f"writes: {statement[:200]}" for statement in answer.writes]
        if seconds > SLOW:
            faults.append(f"{seconds:.1f} s")
        if answer.route is not None and len(answer.statements) > STATEMENTS.get(answer.route, 0):
            faults.append(f"{len(answer.statements)} statements at {answer.route}")
        if connection.needs_rollback or len(connection.savepoint_ids) != self._depth or _is_broken():
            faults.append("a transaction left broken")
        return faults

    def say(self, whole: int) -> None:
        """Say now and then how far it is."""
        if time.monotonic() - self._said > 5:
            self._said = time.monotonic()
            passed = self._said - self.started
            print(f"fuzz: {self.asked} of {whole} requests, {len(self.faults)} faults, {passed:.0f} s", flush=True)

    def summary(self) -> list[str]:
        """Return the counts, as lines."""
        counts = ", ".join(f"{number} {status}" for status, number in sorted(self.statuses.items()))
        seconds, request = self.slowest
        return [
            f"fuzz on {connection.vendor}: {self.asked} requests ({counts}), {len(self.faults)} faults, "
            f"{time.monotonic() - self.started:.0f} s",
            f"slowest: {seconds * 1000:.0f} ms, {request.method} {request.target[:150]}",
        ]

    def statement_lines(self) -> list[str]:
        """Return the highest number of statements of each endpoint, as lines."""
        return [
            f"  {number:3d} of {STATEMENTS.get(route, 0):3d} statements: {route}: {request.target[:150]}"
            for route, (number, request) in sorted(self.statements.items())
        ]


def _faults_of_problem(answer: Answer) -> list[str]:
    if answer.media_type != "application/problem+json":
        return [f"media type {answer.media_type} at status {answer.status}"]
    try:
        problem = answer.json()
    except ValueError as error:
        return [f"no JSON: {error}"]
    faults = []
    further = {"endpoints"} if problem["detail"].startswith("There is no such endpoint.") else set()
    if (
        set(problem) != PROBLEM_KEYS | further
        or problem["status"] != answer.status
        or problem["message"] != problem["detail"]
    ):
        faults.append(f"not a problem: {problem}")
    if not problem["detail"] or problem["request_id"] != answer.headers.get("X-Request-Id"):
        faults.append("a problem without a detail, or with the id of another request")
    for named in problem["errors"]:
        if set(named) != ERROR_KEYS or named["code"] not in DOCUMENTED_CODES or not named["detail"]:
            faults.append(f"not a documented error: {named}")
    if answer.headers.get("Access-Control-Allow-Origin") != "*":
        faults.append("a problem that other sites cannot read")
    if answer.status == 405 and answer.headers.get("Allow") != "GET, HEAD, OPTIONS":
        faults.append("no Allow")
    cached = answer.headers.get("Cache-Control", "")
    # Nothing of a preview is ever stored, not even that there is none.
    if cached != ("no-cache" if answer.status in (404, 410) else "no-store") and cached != "private, no-store":
        faults.append(f"Cache-Control: {cached} at status {answer.status}")
    return faults


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _is_broken() -> bool:
    if connection.vendor != "postgresql":
        return False
    return bool(connection.connection.info.transaction_status.name == "INERROR")
