"""A figure for Prometheus that is read when it is asked for."""

from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily

#: The values of the labels, and the figure.
Rows = Iterable[tuple[list[str], float]]


def figure(name: str, text: str, rows: Rows, *labels: str) -> GaugeMetricFamily:
    """Return a figure with a value for each row."""
    family = GaugeMetricFamily(name, text, labels=labels)
    for values, value in rows:
        family.add_metric(values, value)
    return family
