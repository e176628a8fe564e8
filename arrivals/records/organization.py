"""An organization that arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingOrganization(ArrivingRecord):
    """An organization. ``description`` is HTML, ``logo`` the address of an ``ArrivingFile`` or a URL.

    ``kind`` is a value of ``Organization.Kind`` or empty.
    """

    name: str
    slug: str = ""
    short_name: str = ""
    kind: str = ""
    url: str = ""
    description: str = ""
    logo: str = ""
