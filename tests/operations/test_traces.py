"""Traces of requests and statements reach a collector of OpenTelemetry, without secrets."""

import http.client
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from operations.metrics.traces import PATH, begin_tracing
from tests.killable import on_test_database
from tests.servers import free_port, serving, wsgi_server
from tests.waiting import eventually

TOKEN = "e0b3b2d4-a-token-of-a-preview"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


class Collector(ThreadingHTTPServer):
    """Keeps the spans that it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.spans: list[Any] = []
        self.services: set[str] = set()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Collector) and self.path == PATH
        request = ExportTraceServiceRequest()
        request.ParseFromString(self.rfile.read(int(self.headers["Content-Length"])))
        for resource in request.resource_spans:
            self.server.services |= {
                found.value.string_value for found in resource.resource.attributes if found.key == "service.name"
            }
            self.server.spans += [span for scope in resource.scope_spans for span in scope.spans]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def attributes(span: Any) -> dict[str, Any]:
    return {found.key: getattr(found.value, found.value.WhichOneof("value")) for found in span.attributes}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_request_and_its_statements_are_one_trace(collector: Collector) -> None:
    port = free_port()
    variables = {
        **on_test_database(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        "TRUST_X_REQUEST_ID": "True",
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    with serving(*wsgi_server("granian", port, 1), port=port, directory=django_settings.BASE_DIR, **variables):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        client.request(
            "GET",
            f"/api/v2/pages/?search={TOKEN}",
            headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01", "X-Request-Id": "of-the-proxy-1"},
        )
        client.getresponse().read()
        client.close()
        span: Any = eventually(lambda: next((one for one in collector.spans if one.name == "GET /api/v2/pages/"), None))
        statements = eventually(lambda: [one for one in collector.spans if one.parent_span_id == span.span_id])
    assert collector.services == {"coalition-cms"}
    found = attributes(span)
    assert (span.trace_id.hex(), found["url.path"], found["request_id"]) == (TRACE, "/api/v2/pages/", "of-the-proxy-1")
    assert found["http.response.status_code"] == 200
    assert any(attributes(one)["db.query.text"].startswith("SELECT") for one in statements)
    assert TOKEN not in str(collector.spans)


def test_without_the_libraries_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(ImproperlyConfigured, match="pip install 'opentelemetry-sdk"):
        begin_tracing()


def test_nothing_is_imported_without_a_collector() -> None:
    assert "OTEL_EXPORTER_OTLP_ENDPOINT" not in os.environ
    assert django_settings.OTEL_EXPORTER_OTLP_ENDPOINT == ""
