"""What is kept about imports."""

from arrivals.models.arrival import Arrival
from arrivals.models.arrived_address import ArrivedAddress
from arrivals.models.import_run import ImportRun
from arrivals.models.run_entry import RunEntry

__all__ = ["Arrival", "ArrivedAddress", "ImportRun", "RunEntry"]
