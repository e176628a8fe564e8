"""A small reader of Prometheus' rules and Grafana's dashboards: what they ask for."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "monitoring"
#: Words of the query language that look like figures.
WORDS = frozenset(
    {
        *("absent", "and", "avg", "by", "count", "for", "histogram_quantile", "increase", "max", "min", "on", "or"),
        *("rate", "sum", "time", "topk", "unless", "without"),
    }
)


def alerts() -> list[dict[str, Any]]:
    """Return the alerts of all groups."""
    read = yaml.safe_load((FOLDER / "alerts.yaml").read_text())
    return [rule for group in read["groups"] for rule in group["rules"]]


def dashboard_queries() -> Iterator[str]:
    """Yield the queries of the dashboard."""
    for panel in json.loads((FOLDER / "dashboard.json").read_text())["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def figures(query: str) -> set[str]:
    """Return the names of the figures in a query. Raises ``ValueError`` if its brackets do not match."""
    open_brackets: list[str] = []
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', query)
    for sign in bare:
        if sign in "([{":
            open_brackets.append({"(": ")", "[": "]", "{": "}"}[sign])
        elif sign in ")]}" and (not open_brackets or open_brackets.pop() != sign):
            raise ValueError(f"A bracket closes that is not open: {query}")
    if open_brackets:
        raise ValueError(f"A bracket stays open: {query}")
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]", " ", bare)
    bare = re.sub(r"\b(?:by|on|without)\s*\([^)]*\)", " ", bare)
    return set(re.findall(r"[a-z_:][a-z0-9_:]*", bare)) - WORDS


def label_values(query: str) -> Iterator[tuple[str, str]]:
    """Yield the labels that a query selects by, with the alternatives of their values one by one."""
    for name, values in re.findall(r'(\w+)(?:=~?|!=|!~)"([^"]*)"', query):
        yield from ((name, value) for value in values.split("|"))
