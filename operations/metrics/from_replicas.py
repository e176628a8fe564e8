"""Figures of the replicas, as the process that is asked has seen them."""

import time
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily

from api.replicas.replicas import replicas
from operations.metrics.figure import figure


def replica_figures() -> Iterator[GaugeMetricFamily]:
    """Yield the figures; none without replicas."""
    found = replicas()
    if found is None:
        return
    found.watch()
    now = time.monotonic()
    up = [([replica.alias], float(replica.is_well())) for replica in found.all]
    yield figure("cms_replica_up", "Whether a replica answers reads.", up, "replica")
    lags = [([replica.alias], replica.seen.lag(now)) for replica in found.all]
    yield figure("cms_replica_lag_seconds", "By how much a replica may lag behind the primary.", lags, "replica")
