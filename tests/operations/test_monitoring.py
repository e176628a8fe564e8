"""The dashboard and the alerts ask for figures that exist, and every alert says what to do."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from api.replicas.replicas import Replicas
from delivery.models import Subscription
from operations.beats import beat
from operations.health.work import LOOPS
from operations.metrics import from_replicas
from operations.metrics.front import CountedRequests
from operations.metrics.instruments import SOURCES
from operations.metrics.signal_handlers import count_attempt
from tests.operations.conftest import METRICS_TOKEN
from tests.operations.monitoring import alerts, dashboard_queries, figures, label_values
from tests.wsgi import WsgiClient

QUERIES = [*(alert["expr"] for alert in alerts()), *dashboard_queries()]


@pytest.fixture
def existing(counting: Callable[[], Client], db: None, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all figures that ``/metrics`` has, once everything has happened, where there is a replica."""
    found = Replicas(["default"])
    monkeypatch.setattr(found, "watch", lambda: None)
    monkeypatch.setattr(from_replicas, "replicas", lambda: found)

    class Outcome:
        is_receipt = True

    client = counting()
    for name in LOOPS:
        beat(name)
    count_attempt(Subscription.objects.create(name="Site", address="https://www.example.org/hook"), Outcome())
    server = WsgiClient()
    server.application = CountedRequests(server.application, lambda: 0)  # type: ignore[assignment]
    assert server.get("/healthz").status_code == 200
    content = client.get("/metrics", headers={"authorization": f"Bearer {METRICS_TOKEN}"}).content.decode()
    return {sample.name for family in text_string_to_metric_families(content) for sample in family.samples}


def test_every_figure_that_is_asked_for_exists(existing: set[str]) -> None:
    asked = set().union(*map(figures, QUERIES))
    # `up` is Prometheus' own.
    assert asked - existing == {"up"}


def test_every_figure_is_asked_for(existing: set[str]) -> None:
    asked = set().union(*map(figures, QUERIES))
    names = {re.sub(r"_(count|sum|bucket|total)$", "", name) for name in existing if not name.endswith("_created")}
    assert names - {re.sub(r"_(count|sum|bucket|total)$", "", name) for name in asked} == set()


def test_labels_have_values_that_exist() -> None:
    for query in QUERIES:
        for name, value in label_values(query):
            if name == "source":
                assert value in SOURCES, query
            if name == "loop":
                assert value in LOOPS, query
            if name == "status":
                assert re.fullmatch("[2345]xx", value), query


def test_every_alert_says_what_it_means_and_what_to_do() -> None:
    found = alerts()
    assert len({alert["alert"] for alert in found}) == len(found) > 8
    for alert in found:
        assert alert["labels"]["severity"] in ("warning", "critical")
        assert set(alert["annotations"]) == {"summary", "to_do"}
        assert all(text.endswith(".") for text in alert["annotations"].values())


@pytest.mark.parametrize("query", ["sum(rate(x[5m])", "x)", "x[5m)]"])
def test_a_bracket_that_does_not_match_is_noticed(query: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        figures(query)


def test_figures_are_told_from_words_and_labels() -> None:
    query = 'sum by (endpoint) (rate(cms_a_total{status="5xx(", le=~"x"}[5m])) / max(cms_b) > 0.5'
    assert figures(query) == {"cms_a_total", "cms_b"}
