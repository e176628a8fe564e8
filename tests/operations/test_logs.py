"""The lines of the log: their request, what is slow, and what must never be in them."""

import json
import logging
import re
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.utils.http import urlencode

from api.requests.request_id import REQUEST_ID, begin_request, current_request_id
from operations.logs.formatters import JsonFormatter, LineFormatter
from operations.logs.redaction import REDACTED, SECRET_SETTINGS, forget_values, redact
from operations.logs.sentry import begin_sentry, without_secrets
from operations.logs.statements import statement_counts, watch_statements
from pages.previews.tokens import session_token
from tests.wsgi import WsgiClient

GIVEN = "req-0123456789abcdef"


@pytest.fixture(autouse=True)
def secrets_of_these_settings() -> Iterator[None]:
    forget_values()
    yield
    forget_values()


def record(message: str, *arguments: Any, **extra: Any) -> logging.LogRecord:
    made = logging.LogRecord("cms", logging.WARNING, "", 0, message, arguments, None)
    vars(made).update(extra)
    return made


TOKEN = session_token("e0b3b2d4")
PASSWORD = "pa55-word,of.somebody"
#: A line for each way in which a secret may come into the log, and the secret.
LINES = [
    (f'"GET /preview?mode=&token={TOKEN}&x=1 HTTP/1.1"', TOKEN),
    (f"GET /api/v2/page_preview/1/?content_type=pages.post&token={TOKEN}", TOKEN),
    (f"Not found: https://www.example.org/preview?{urlencode({'token': TOKEN})}", TOKEN),
    (f"PreviewNotFound: {TOKEN}", TOKEN),
    (f"Preview-Token: {TOKEN}", TOKEN),
    (f"{{'HTTP_PREVIEW_TOKEN': '{TOKEN}', 'x': 1}}", TOKEN),
    (f"GET /calendar/7/{TOKEN}.ics", TOKEN),
    ("GET /calendar/7/short.ics", "short"),
    ("GET /admin/password_reset/confirm/Mg/c5s8wq-3b4f5a6d7e8f/", "c5s8wq-3b4f5a6d7e8f"),
    ("Authorization: Bearer abcdefgh.ijkl", "abcdefgh.ijkl"),
    ("Authorization: Basic dXNlcjpodW50ZXIy", "dXNlcjpodW50ZXIy"),
    ("{'Authorization': 'Token abc123456'}", "abc123456"),
    ("sent with bearer abcdefgh.ijkl", "abcdefgh.ijkl"),
    ("Cookie: sessionid=q1w2e3r4t5; csrftoken=z9y8x7w6", "q1w2e3r4t5"),
    ("Cookie: sessionid=q1w2e3r4t5; csrftoken=z9y8x7w6", "z9y8x7w6"),
    ("sessionid=q1w2e3r4t5", "q1w2e3r4t5"),
    ("csrfmiddlewaretoken=z9y8x7w6&title=x", "z9y8x7w6"),
    (f"{{'username': 'you', 'password': '{PASSWORD}'}}", PASSWORD),
    (f'{{"new_password1": "{PASSWORD}"}}', PASSWORD),
    ("password=hunter2-of-mine&next=/admin/", "hunter2-of-mine"),
    ("ADMIN_PASSWORD=hunter2-of-mine", "hunter2-of-mine"),
    ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG"),
    ("api_key=abcdef123456", "abcdef123456"),
    ("connection to postgres://cms:hunter2-of-mine@db:5432/cms failed", "hunter2-of-mine"),
    ("redis://:hunter2-of-mine@cache:6379/0", "hunter2-of-mine"),
    ("smtp+tls://you%40example.org:hunter2-of-mine@mail", "hunter2-of-mine"),
    ("signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    ("secret: 'abcdef123456'", "abcdef123456"),
]


@pytest.mark.parametrize(("line", "secret"), LINES)
def test_no_secret_stays(line: str, secret: str) -> None:
    assert secret in line
    for formatter in (LineFormatter("{message}", style="{"), JsonFormatter()):
        written = formatter.format(record("%s", line))
        assert secret not in written and REDACTED in written


@pytest.mark.parametrize("name", SECRET_SETTINGS)
def test_no_secret_of_the_settings_stays(settings: Any, name: str) -> None:
    value = secrets.token_hex(20)
    setattr(settings, name, [value] if name.endswith("FALLBACKS") else value)
    forget_values()
    assert redact(f"It was {value}, and that was it.") == f"It was {REDACTED}, and that was it."


def test_no_password_of_database_and_cache_stays(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "first-secret")
    settings.CACHES = {"default": {"BACKEND": "x", "LOCATION": "redis://:second%2Dsecret@cache:6379/0"}}
    forget_values()
    assert redact("first-secret second-secret") == f"{REDACTED} {REDACTED}"


def test_tracebacks_and_additions_have_none() -> None:
    try:
        raise ValueError(f"token={TOKEN}")
    except ValueError as error:
        made = record("It failed.", password="hunter2-of-mine", url=f"/preview?token={TOKEN}", milliseconds=12)
        made.exc_info = (type(error), error, error.__traceback__)
    written = JsonFormatter().format(made)
    found = json.loads(written)
    assert TOKEN not in written and "hunter2" not in written and "\n" not in written
    assert "ValueError" in found["traceback"] and found["milliseconds"] == 12
    assert TOKEN not in LineFormatter().format(made)


@pytest.mark.parametrize(
    "line",
    [
        "Published 3, unpublished 1, refused 0.",
        "GET /api/v2/pages/?order=-date&tags__in=a,b",
        "https://www.example.org/posts/a-token-of-thanks/",
        "image 12 cannot be served as width-800.avif, OSError: broken",
        "4f1c9d0e7a3b4c5d8e9f0a1b2c3d4e5f",
        'SELECT "pages_previewsession"."token_hash" FROM "pages_previewsession" WHERE x = %s',
        "/tests/api/stored_responses/test_forgotten_tags.py::test_a",
    ],
)
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert redact(line) == line


def test_json_has_what_programs_look_for() -> None:
    begin_request({})
    found = json.loads(JsonFormatter().format(record("%d of %s", 1, "two", request=object())))
    assert found["message"] == "1 of two" and found["level"] == "WARNING" and found["logger"] == "cms"
    assert found["request_id"] == current_request_id() and found["time"].endswith("+00:00")
    assert "request" not in found


class TestRequestId:
    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/api/v2/", "/api/v2/nothing/", "/admin/login/", "/healthz", "/robots.txt", "/x"])
    def test_every_response_has_one(self, client: Client, path: str) -> None:
        one, other = (client.get(path).headers[REQUEST_ID] for _ in range(2))
        assert re.fullmatch("[0-9a-f]{32}", one) and one != other

    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/api/v2/nothing/", "/admin/login/"])
    def test_that_of_the_proxy_counts_only_if_it_is_trusted(self, client: Client, settings: Any, path: str) -> None:
        assert client.get(path, headers={REQUEST_ID: GIVEN}).headers[REQUEST_ID] != GIVEN
        settings.TRUST_X_REQUEST_ID = True
        assert client.get(path, headers={REQUEST_ID: GIVEN}).headers[REQUEST_ID] == GIVEN

    @pytest.mark.django_db
    @pytest.mark.parametrize("given", ["", "short", "a b c d e f g", "x" * 129, "a" * 20 + "\nERROR forged", "é" * 20])
    def test_one_that_is_not_valid_is_replaced(self, client: Client, settings: Any, given: str) -> None:
        settings.TRUST_X_REQUEST_ID = True
        response = client.get("/api/v2/", HTTP_X_REQUEST_ID=given)
        assert re.fullmatch("[0-9a-f]{32}", response.headers[REQUEST_ID])

    @pytest.mark.django_db
    def test_the_problem_and_the_log_have_the_same(self, client: Client, settings: Any) -> None:
        settings.TRUST_X_REQUEST_ID = True
        lines: list[str] = []

        class Handler(logging.Handler):
            def emit(self, made: logging.LogRecord) -> None:
                lines.append(JsonFormatter().format(made))

        handler, root = Handler(), logging.getLogger()
        root.addHandler(handler)
        try:
            response = client.get("/api/v2/nothing/", headers={REQUEST_ID: GIVEN})
        finally:
            root.removeHandler(handler)
        assert response.json()["request_id"] == GIVEN
        assert lines and {json.loads(line)["request_id"] for line in lines} == {GIVEN}

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_stored_responses_have_one_each(self, settings: Any) -> None:
        settings.STORED_RESPONSES = settings.TRUST_X_REQUEST_ID = True
        server = WsgiClient()
        answers = [server.get("/api/v2/pages/", HTTP_X_REQUEST_ID=f"{GIVEN}{number}") for number in range(3)]
        assert [answer["Cache-Status"].partition("; ")[2] for answer in answers][1:] == ["hit", "hit"]
        assert [answer[REQUEST_ID] for answer in answers] == [f"{GIVEN}{number}" for number in range(3)]


class TestSlow:
    @pytest.mark.django_db
    def test_a_slow_request_is_a_line(self, client: Client, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
        settings.SLOW_REQUEST_MILLISECONDS = 0
        client.get("/healthz?token=secret")
        assert caplog.records == []
        ticks = iter(range(100))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("operations.logs.middleware.time.perf_counter", lambda: float(next(ticks)))
            settings.SLOW_REQUEST_MILLISECONDS = 1000
            client.get("/healthz?token=secret")
        (line,) = [made for made in caplog.records if made.name == "operations.logs.middleware"]
        assert line.getMessage().startswith("Slow request") and line.getMessage().endswith("GET /healthz")
        assert vars(line)["milliseconds"] >= 1000

    @pytest.mark.django_db
    def test_a_slow_statement_is_a_line_without_its_values(
        self, settings: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        watch_statements(connection)
        watch_statements(connection)
        try:
            before = statement_counts()
            settings.SLOW_STATEMENT_MILLISECONDS = 60_000
            with connection.cursor() as cursor:
                cursor.execute("SELECT %s", ["hunter2"])
                assert caplog.records == []
                settings.SLOW_STATEMENT_MILLISECONDS = 0.000001
                cursor.execute("SELECT %s  AS\n x", ["hunter2"])
            assert statement_counts()[0] == before[0] + 2
        finally:
            connection.execute_wrappers.clear()
        (line,) = caplog.records
        assert "SELECT %s AS x" in line.getMessage() and "hunter2" not in line.getMessage()


class TestSentry:
    def test_events_have_no_secret(self) -> None:
        event = {
            "request": {
                "url": f"https://cms.example.org/preview?token={TOKEN}",
                "headers": {"Cookie": "sessionid=abc"},
            },
            "extra": {"password": "hunter2-of-mine", "number": 3},
            "exception": {"values": [{"value": f"PreviewNotFound: {TOKEN}"}]},
        }
        cleaned = without_secrets(event, {})
        written = json.dumps(cleaned)
        assert TOKEN not in written and "hunter2" not in written and "sessionid=abc" not in written
        assert cleaned["extra"]["number"] == 3

    def test_without_the_library_it_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # What Python raises for a module that is not installed.
        monkeypatch.setitem(__import__("sys").modules, "sentry_sdk", None)
        with pytest.raises(ImproperlyConfigured, match="pip install"):
            begin_sentry()
