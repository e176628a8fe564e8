"""Figures that the database has, read when Prometheus asks."""

import logging
from collections.abc import Iterator

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.models import ChangeCounter
from delivery.models import Subscription
from operations.beats import last_beats
from operations.health.work import loops, oldest_due, waiting_tasks
from operations.metrics.figure import Rows, figure
from operations.metrics.from_replicas import replica_figures
from pages.previews.preview_session import PreviewSession

logger = logging.getLogger(__name__)


class DatabaseCollector(Collector):
    """Reads the figures. Without a database there is one: that it is down."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each figure."""
        try:
            found = list(_figures())
        except DatabaseError as error:
            logger.warning("The figures of the database cannot be read: %s", type(error).__name__)
            found = []
        yield GaugeMetricFamily("cms_database_up", "Whether the database responds.", value=float(bool(found)))
        yield from found
        yield from replica_figures()


def _figures() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    last = ChangeCounter.current().sequence
    yield figure("cms_log_position", "The sequence of the last change in the change log.", [([], last)])
    since = oldest_due()
    late = (now - since).total_seconds() if since is not None else 0
    yield figure("cms_scheduler_lag_seconds", "How late the oldest due publication or expiry is.", [([], late)])
    beats = last_beats()
    # A loop that never ran has no age; the alert asks for its absence.
    ages = [([name], (now - beats[name]).total_seconds()) for name in loops() if name in beats]
    yield figure("cms_heartbeat_age_seconds", "Seconds since each loop of the worker last worked.", ages, "loop")
    tasks, waiting_since = waiting_tasks()
    yield figure("cms_tasks_waiting", "Tasks that are ready to run.", [([], tasks)])
    waited = (now - waiting_since).total_seconds() if waiting_since is not None else 0
    yield figure("cms_tasks_oldest_seconds", "How long the oldest of them has waited.", [([], waited)])
    told = list(Subscription.objects.exclude(state=Subscription.State.PAUSED))
    behind: Rows = [([one.name], max(last - one.cursor, 0)) for one in told]
    yield figure("cms_delivery_waiting", "Changes that a receiver has not been told.", behind, "receiver")
    failing: Rows = [
        ([one.name], (now - one.failing_since).total_seconds() if one.failing_since else 0) for one in told
    ]
    yield figure("cms_delivery_failing_seconds", "How long a receiver has been failing.", failing, "receiver")
    sessions = PreviewSession.objects.filter(reason="").count()
    yield figure("cms_preview_sessions", "Preview sessions that are open.", [([], sessions)])
