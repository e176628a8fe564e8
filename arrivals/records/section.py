"""A section or plain page that arrives."""

from dataclasses import dataclass

from arrivals.records.page import ArrivingPage


@dataclass(frozen=True, kw_only=True)
class ArrivingSection(ArrivingPage):
    """A section or plain page."""
