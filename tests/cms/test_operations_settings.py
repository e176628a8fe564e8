"""Settings of operations: what production refuses, and its log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.cms.test_settings import load, production

__all__ = ["load", "production"]

Load = Callable[..., Any]


@pytest.mark.parametrize("name", ["HEALTH_TOKEN", "METRICS_TOKEN"])
def test_production_refuses_tokens_that_can_be_guessed(production: Load, name: str) -> None:
    for token in ("short", "ab" * 30):
        with pytest.raises(ImproperlyConfigured, match=f"{name} is too short or guessable"):
            production(**{name: token})
    assert getattr(production(**{name: "5f0c1e0a4d1b4c6c9d1a6b7f3c2e8d90"}), name)


def test_production_writes_json_unless_told_otherwise(production: Load, load: Load) -> None:
    def handler(settings: Any) -> str:
        return str(settings.LOGGING["handlers"]["console"]["formatter"])

    assert handler(production()) == "json" and handler(production(LOG_FORMAT="line")) == "line"
    assert handler(load("dev")) == "line"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_FORMAT", "xml"),
        ("HEARTBEAT_SECONDS", "5"),
        ("HEALTH_FREE_MEGABYTES", "0"),
        ("HEALTH_DATABASE_MILLISECONDS", "0"),
        ("HEALTH_BACKLOG_SECONDS", "-1"),
        ("SLOW_REQUEST_MILLISECONDS", "-1"),
        ("SLOW_STATEMENT_MILLISECONDS", "-1"),
    ],
)
def test_values_that_make_no_sense_are_refused(load: Load, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        load("dev", **{name: value})
