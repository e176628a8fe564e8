"""The names of time zones for people."""

import datetime


def place_of(zone: datetime.tzinfo) -> str:
    """Return the name of a zone by its place: “New York time”; “UTC” stays as it is."""
    name = str(zone)
    return f"{name.rsplit('/', 1)[-1].replace('_', ' ')} time" if "/" in name else name


def abbreviation(moment: datetime.datetime) -> str:
    """Return the abbreviation of the zone of an aware datetime: “EDT”, or “UTC+03:00” if the zone has none."""
    name = moment.tzname() or ""
    return name if name.isalpha() else f"UTC{moment.isoformat()[-6:]}"
