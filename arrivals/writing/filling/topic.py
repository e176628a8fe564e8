"""Fills topics."""

from arrivals.records.topic import ArrivingTopic
from arrivals.writing.transfer import Transfer
from pages.models import Topic


def fill_topic(topic: Topic, record: ArrivingTopic, transfer: Transfer) -> None:
    """Fill a topic from a record."""
    transfer.set_fields(topic, name=record.name, description=record.description)
