"""Fills series of events."""

from arrivals.records.series import ArrivingSeries
from arrivals.writing.transfer import Transfer
from pages.models import EventSeries


def fill_series(series: EventSeries, record: ArrivingSeries, transfer: Transfer) -> None:
    """Fill a series from a record."""
    transfer.set_fields(series, name=record.name, summary=record.summary, rule=record.rule)
