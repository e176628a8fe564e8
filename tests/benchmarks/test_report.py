"""Tables and charts of figures."""

from typing import Any
from xml.etree import ElementTree

from benchmarks.chart import chart
from benchmarks.report import report


def case(name: str, times: float) -> dict[str, Any]:
    side = {"rps": 1234.5, "p50_ms": 1.25, "p99_ms": 20.0, "cpu_ms": 0.5, "bytes": 5000}
    ratios = {"rps": times, "cpu": times}
    return {
        "name": name,
        "note": "A note.",
        "sides": {"ours": side, "stock": side, "bare": side},
        "times": {"stock": ratios, "bare": ratios},
        "queries": {"ours": {"first": 4, "next": 4}, "stock": {"first": 18, "next": 11}},
    }


RESULT = {
    "database": "SQLite",
    "side_by_side": {
        "program": "granian",
        "sizes": {"posts": 5000, "events": 2000},
        "rounds": 3,
        "seconds": 5.0,
        "cases": [case("fast <&>", 120.0), case("slow", 0.5)],
        "skipped": {"in Redis": "REDIS_URL is not set"},
        "publishing": {"stored": {"pages": 7000, "seconds": 30, "reads": 900, "hit_ratio": 0.987, "publish_ms": 80.0}},
    },
    "growth": {"posts": [1000, 100000], "repeats": 15, "least_ms": {"one post": [2.0, 2.5]}},
}


def test_the_tables_hold_the_figures() -> None:
    lines = report([RESULT]).splitlines()
    assert "5,000 posts, 2,000 events; 3 rounds of 5 s; granian." in lines
    assert "| fast <&> | 1,234 | 120 | 120 | 12000% | 1.25, 20 | 1.25, 20 | 0.50 / 0.50 / 0.50 | 5 / 5 |" in lines
    assert "| fast <&> | 4, 4 | 18, 11 |" in lines
    assert "| one post | 2 | 2.50 | 1.25 |" in lines
    assert any("98.7% of them from stored responses" in line for line in lines)
    assert "* in Redis: skipped, REDIS_URL is not set." in lines


def test_the_chart_has_a_bar_for_each_case_and_database() -> None:
    tree = ElementTree.fromstring(chart([RESULT, {**RESULT, "database": "PostgreSQL"}]))
    svg = "{http://www.w3.org/2000/svg}"
    texts = [text.text for text in tree.iter(f"{svg}text")]
    assert {"fast <&>", "slow", "120", "0.5", "1,000x", "SQLite", "PostgreSQL"} <= {*texts}
    assert "10,000x" not in texts
    widths = [float(bar.attrib["width"]) for bar in tree.iter(f"{svg}rect")]
    # Two of the legend, then the bars.
    fast, _, slow, _ = widths[2:]
    assert fast > 300 and slow == 1
