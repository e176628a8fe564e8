"""What each process counts. With ``PROMETHEUS_MULTIPROC_DIR``, all processes of a machine count together."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

#: How a response came about: from the store (``hit``), unchecked while the database was down, built because none was
#: stored (``miss``) or because it had changed (``stale``), built as nothing is stored (``bypass``), or ``none``.
SOURCES = ("hit", "unchecked", "miss", "stale", "bypass", "none")

REQUESTS = Histogram(
    "cms_request_seconds",
    "Requests and how long they took, until the response began.",
    ["endpoint", "status", "source"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
STATEMENTS = Counter(
    "cms_database_statements",
    "Statements sent to the database for responses that were not stored.",
    ["endpoint"],
    registry=REGISTRY,
)
STATEMENT_SECONDS = Counter(
    "cms_database_statement_seconds", "How long those statements took.", ["endpoint"], registry=REGISTRY
)
STORED_BYTES = Gauge(
    "cms_stored_responses_bytes",
    "Memory that stored responses take, of all server processes.",
    multiprocess_mode="livesum",
    registry=REGISTRY,
)
DELIVERIES = Counter("cms_delivery_attempts", "Attempts to tell receivers.", ["receiver", "outcome"], registry=REGISTRY)
RENDITIONS = Counter("cms_renditions_made", "Renditions of images made.", registry=REGISTRY)
