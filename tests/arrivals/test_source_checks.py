"""Sources that are known by half are refused by ``manage.py check``."""

from typing import Any

import pytest

from arrivals.checks import check_sources
from arrivals.sources import registry
from arrivals.sources.source import Source
from pages.registration.registry import Registry
from tests.arrivals.readers import MemoryReader


def found(monkeypatch: pytest.MonkeyPatch, **values: Any) -> list[str | None]:
    given = {"name": "lines", "label": "Lines", "suffixes": (".lines",), **values}
    known: Registry[str, Source] = Registry("source")
    known.register(given["name"], Source(read=lambda path, options: MemoryReader(), **given))
    monkeypatch.setattr(registry, "_SOURCES", known)
    return [message.id for message in check_sources(None)]


def test_our_own_sources_are_whole() -> None:
    assert check_sources(None) == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "two words"}, "arrivals.E001"),
        ({"label": ""}, "arrivals.E002"),
        ({"suffixes": ("lines",)}, "arrivals.E003"),
        ({"suffixes": (".LINES",)}, "arrivals.E003"),
        ({"suffixes": ()}, "arrivals.E003"),
        ({"other_suffixes": {"page": "Save it."}}, "arrivals.E004"),
        ({"other_suffixes": {".page": ""}}, "arrivals.E004"),
    ],
)
def test_half_known_sources_are_refused(monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], message: str) -> None:
    assert found(monkeypatch, **values) == [message]


def test_a_whole_source_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, other_suffixes={".page": "Save it as lines."}) == []
