"""What is kept about imports, and about calendars that are followed."""

from arrivals.models.arrival import Arrival
from arrivals.models.arrived_address import ArrivedAddress
from arrivals.models.followed_calendar import FollowedCalendar
from arrivals.models.followed_event import FollowedEvent
from arrivals.models.import_run import ImportRun
from arrivals.models.proposed_change import ProposedChange
from arrivals.models.run_entry import RunEntry

__all__ = [
    "Arrival",
    "ArrivedAddress",
    "FollowedCalendar",
    "FollowedEvent",
    "ImportRun",
    "ProposedChange",
    "RunEntry",
]
