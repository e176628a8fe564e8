"""Where an event takes place, as calendars write it in a line."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from arrivals.records.event import ArrivingVenue

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
#: Hosts of meetings, and of what is joined.
_MEETINGS = re.compile(
    r"(^|\.)(zoom\.us|zoomgov\.com|meet\.google\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com|gotomeeting\.com|"
    r"gotowebinar\.com|whereby\.com|meet\.jit\.si|bluejeans\.com|bigbluebutton\.org|streamyard\.com|crowdcast\.io)$"
)
#: Hosts on whose pages people sign up.
_SIGN_UP = re.compile(
    r"(^|\.)(meetup\.com|lu\.ma|luma\.com|eventbrite\.(com|de|co\.uk|ca)|mobilize\.us|actionnetwork\.org)$"
)
_ONLINE = re.compile(
    r"(microsoft )?teams([ -]?meeting)?|zoom( meeting)?|google meet|online( event)?|virtual( event)?|webinar|web", re.I
)
_AMERICAN = re.compile(
    r"(?:(?P<name>.+?), )?(?P<street>\d[^,]*(?:, (?:suite|ste|room|floor|apt|unit|#)[^,]*)?), (?P<locality>[^,\d]+), "
    r"(?P<region>[A-Z]{2}),? (?P<postal_code>\d{5}(?:-\d{4})?)(?:, (?:USA|US|United States(?: of America)?))?",
    re.I,
)
_EUROPEAN = re.compile(
    r"(?:(?P<name>.+?), )?(?P<street>[^,\d]+ \d+ ?\w?), (?P<postal_code>(?:[A-Z]-)?\d{4,5}) (?P<locality>[^,\d]+)"
    r"(?:, (?P<country>Germany|Deutschland|Austria|Österreich|Switzerland|Schweiz))?"
)
_COUNTRIES = {
    "germany": "DE",
    "deutschland": "DE",
    "austria": "AT",
    "österreich": "AT",
    "switzerland": "CH",
    "schweiz": "CH",
}
_LONGEST = 255


@dataclass(frozen=True)
class Place:
    """A venue, and the address at which an event is joined. ``is_online`` is whether the text says that much.

    ``page_url`` is the page of the event, on which people sign up.
    """

    venue: ArrivingVenue = field(default_factory=ArrivingVenue)
    online_url: str = ""
    page_url: str = ""
    is_online: bool = False
    note: str = ""

    @property
    def attendance_mode(self) -> str:
        """A value of the field, or empty if nothing is known."""
        online = self.is_online or bool(self.online_url)
        if self.venue.name or self.venue.street:
            return "hybrid" if online else "in_person"
        return "online" if online else ""


def place_of(location: str) -> Place:
    """Return what a line says of the place: a name, an address whose form is plain, a meeting on the web."""
    text = " ".join(location.split())
    url = next((found for found in _ADDRESS.findall(text)), "").rstrip(".,;)")
    rest = text.replace(url, "").strip(" ,;-–|()") if url else text
    pieces = [piece.strip() for piece in rest.split(";")]
    offline = "; ".join(piece for piece in pieces if piece and not _ONLINE.fullmatch(piece))
    is_online = is_meeting(url) or any(_ONLINE.fullmatch(piece) for piece in pieces if piece)
    venue, note = _venue(offline)
    if is_sign_up(url):
        return Place(venue, page_url=url, note=note)
    if url and not is_online:
        # A page about the place, such as a map.
        return Place(replace(venue, map_url=url), note=note)
    return Place(venue, url, is_online=is_online, note=note)


def is_meeting(url: str) -> bool:
    """Tell whether an address is that of a meeting which can be joined."""
    return bool(_MEETINGS.search(_host(url)))


def is_sign_up(url: str) -> bool:
    """Tell whether an address is that of a page on which people sign up."""
    return bool(_SIGN_UP.search(_host(url)))


def coordinate(value: Any, largest: int) -> Decimal | None:
    """Return a latitude or longitude with the digits that are kept, or ``None`` if it is none."""
    try:
        number = round(Decimal(str(value)), 6)
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number) <= largest else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _venue(text: str) -> tuple[ArrivingVenue, str]:
    found = _AMERICAN.fullmatch(text) or _EUROPEAN.fullmatch(text)
    if found:
        parts = {name: (value or "").strip() for name, value in found.groupdict().items()}
        country = _COUNTRIES.get(parts.get("country", "").casefold(), "US" if "region" in parts else "")
        venue = ArrivingVenue(
            name=parts["name"],
            street=parts["street"],
            locality=parts["locality"],
            region=parts.get("region", ""),
            postal_code=parts["postal_code"],
            country=country,
        )
        return venue, ""
    if len(text) > _LONGEST:
        return ArrivingVenue(name=text[:_LONGEST]), f"The place is longer than can be kept: “{text}”."
    return ArrivingVenue(name=text), ""
