"""Counts what happens outside requests."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.images import get_image_model

from delivery.worker.record import attempted
from operations.metrics.instruments import DELIVERIES, RENDITIONS


def count_attempt(subscription: Any, outcome: Any, **_: Any) -> None:
    """Count an attempt to tell a receiver."""
    DELIVERIES.labels(subscription.name, "received" if outcome.is_receipt else "failed").inc()


def count_rendition(created: bool, **_: Any) -> None:
    """Count a rendition that was made."""
    if created:
        RENDITIONS.inc()


def register_metrics_handlers() -> None:
    """Count from now on."""
    attempted.connect(count_attempt, dispatch_uid="count_attempt")
    rendition = get_image_model().get_rendition_model()
    post_save.connect(count_rendition, sender=rendition, dispatch_uid="count_rendition")
