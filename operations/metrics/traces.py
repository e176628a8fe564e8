"""Sends traces of requests and their statements to a collector of OpenTelemetry, if there is one."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from api.requests.request_id import begin_request
from operations.logs.redaction import redact
from operations.metrics.endpoints import endpoint_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

NAME = "coalition-cms"
#: Where a collector takes traces (https://opentelemetry.io/docs/specs/otlp/).
PATH = "/v1/traces"


def begin_tracing() -> None:
    """Send spans to the collector from now on. Raise ``ImproperlyConfigured`` if a library is missing."""
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            "OTEL_EXPORTER_OTLP_ENDPOINT needs libraries: pip install 'opentelemetry-sdk>=1.45,<2' "
            "'opentelemetry-exporter-otlp-proto-http>=1.45,<2'."
        ) from error
    provider = TracerProvider(
        sampler=ParentBased(TraceIdRatioBased(settings.TRACED_SHARE)),
        resource=Resource.create({SERVICE_NAME: NAME, SERVICE_VERSION: settings.RELEASE or "unknown"}),
    )
    endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT.rstrip("/") + PATH
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)


class TracedRequests:
    """A WSGI application (PEP 3333) that makes a span of each request to another one, until its response begins.

    The span continues the trace of the proxy (``traceparent``) if ``TRUST_X_REQUEST_ID`` says that it is trusted. It
    has no query string, in which tokens may be.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        from opentelemetry import propagate, trace

        self._application = application
        self._tracer = trace.get_tracer(NAME)
        self._extract = propagate.extract
        self._server = trace.SpanKind.SERVER
        self._failed = trace.StatusCode.ERROR

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        parent = None
        if settings.TRUST_X_REQUEST_ID and "HTTP_TRACEPARENT" in environ:
            parent = self._extract({"traceparent": environ["HTTP_TRACEPARENT"]})
        attributes = {
            "http.request.method": method,
            "http.route": endpoint_of(path),
            "url.path": redact(path),
            "request_id": begin_request(environ),
        }
        name = f"{method} {attributes['http.route']}"
        with self._tracer.start_as_current_span(name, parent, self._server, attributes) as span:

            def begin(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
                code = int(status[:3])
                span.set_attribute("http.response.status_code", code)
                if code >= 500:
                    span.set_status(self._failed)
                for header, value in headers:
                    if header == "Cache-Status":
                        span.set_attribute("http.response.header.cache-status", value)
                return start_response(status, headers, *exc_info)

            return self._application(environ, begin)


def trace_statements(connection: Any, **_: Any) -> None:
    """Make a span of each statement on a connection. Receives the ``connection_created`` signal."""
    if _trace not in connection.execute_wrappers:
        connection.execute_wrappers.append(_trace)


def _trace(execute: "Callable[..., Any]", sql: Any, params: Any, many: bool, context: Any) -> Any:
    from opentelemetry import trace

    # Without its parameters, which may be anything that was entered.
    text = " ".join(str(sql).split())
    attributes = {"db.system.name": context["connection"].vendor, "db.query.text": text}
    with trace.get_tracer(NAME).start_as_current_span(
        text.partition(" ")[0], kind=trace.SpanKind.CLIENT, attributes=attributes
    ):
        return execute(sql, params, many, context)
