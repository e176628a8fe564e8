"""Which column of a table holds which field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arrivals.sources.source import SourceError

#: For each field, the names of columns that mean it, without spaces and signs.
Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Mapped:
    """The place of the column of each field, and the names of the columns that are not read."""

    places: Mapping[str, int]
    unread: tuple[str, ...]


def map_columns(columns: Sequence[str], fields: Fields, chosen: Mapping[str, str], file_name: str) -> Mapped:
    """Return which column holds which field: as ``chosen``, names of columns with fields, or else by their names.

    A column with an empty field is not read. Raise ``SourceError`` for a column or field that does not exist.
    """
    known = {_plain(name): place for place, name in reversed(list(enumerate(columns)))}
    places: dict[str, int] = {}
    for column, field in chosen.items():
        if _plain(column) not in known:
            raise SourceError(f"{file_name} has no column “{column}”. It has: {', '.join(filter(None, columns))}.")
        if field and field not in fields:
            raise SourceError(f"“{field}” is no field. These are: {', '.join(fields)}.")
        if field in places:
            raise SourceError(f"Two columns are to be “{field}”. Choose one of them.")
        if field:
            places[field] = known[_plain(column)]
    taken = {known[_plain(column)] for column in chosen}
    for field, names in fields.items():
        place = next((known[name] for name in (_plain(field), *names) if known.get(name, -1) not in {-1, *taken}), None)
        if place is not None and field not in places:
            places[field] = place
            taken.add(place)
    unread = tuple(name for place, name in enumerate(columns) if place not in places.values() and name)
    return Mapped(places, unread)


def _plain(name: str) -> str:
    """Return a name without spaces, signs and capitals, in American spelling."""
    return re.sub(r"is(?=ers?$|ations?)", "iz", re.sub(r"[\W_]+", "", name.casefold()))


PEOPLE: Fields = {
    "name": ("fullname", "person", "author", "speaker", "displayname"),
    "first_name": ("first", "givenname", "forename"),
    "last_name": ("last", "surname", "familyname"),
    "job_title": ("title", "role", "position", "jobtitle", "function", "occupation"),
    "organization": ("company", "employer", "affiliation", "organizationname", "institution"),
    "biography": ("bio", "about", "description", "aboutauthor"),
    "photo": ("picture", "image", "portrait", "photourl", "imageurl", "headshot", "avatar"),
    "website": ("url", "web", "homepage", "link", "webpage"),
    "slug": (),
    "id": ("personid", "identifier", "externalid", "recordid", "uuid"),
}
ORGANIZATIONS: Fields = {
    "name": ("organization", "organizationname", "member", "memberorganization", "company"),
    "short_name": ("abbreviation", "acronym", "short"),
    "kind": ("type", "category", "kindoforganization", "organizationtype", "sector"),
    "url": ("website", "web", "homepage", "link", "webaddress"),
    "description": ("about", "summary", "notes", "mission"),
    "logo": ("logourl", "image", "picture", "imageurl"),
    "slug": (),
    "id": ("organizationid", "identifier", "externalid", "recordid", "uuid", "memberid"),
}
EVENTS: Fields = {
    "title": ("name", "event", "eventname", "eventtitle", "subject", "summary"),
    "subtitle": ("subheading",),
    "description": ("details", "body", "text", "about", "notes"),
    "start": ("starts", "startsat", "startdatetime", "begin", "begins", "from", "dateandtime", "datetime", "when"),
    "start_date": ("date", "day", "startday", "eventdate"),
    "start_time": ("time", "starttime", "begintime"),
    "end": ("ends", "endsat", "enddatetime", "until", "to"),
    "end_date": ("endday",),
    "end_time": ("endtime",),
    "all_day": ("alldayevent", "wholeday"),
    "time_zone": ("timezone", "zone", "tz"),
    "venue": ("location", "place", "venuename", "locationname", "where"),
    "room": (),
    "street": ("address", "streetaddress", "address1", "addressline1"),
    "locality": ("city", "town"),
    "region": ("state", "province"),
    "postal_code": ("zip", "zipcode", "postcode", "postalcode"),
    "country": ("countrycode",),
    "latitude": ("lat",),
    "longitude": ("lng", "lon", "long"),
    "online_url": ("joinlink", "meetinglink", "zoomlink", "onlinelink", "virtuallink", "joinurl"),
    "url": ("link", "website", "eventurl", "webpage"),
    "rsvp_url": ("rsvp", "signup", "signuplink", "registration", "registrationlink", "tickets", "ticketurl"),
    "rsvp_email": ("rsvpemail", "contactemail"),
    "hosts": ("host", "organizer", "organizers", "organizedby", "sponsor"),
    "speakers": ("speaker", "presenter", "presenters"),
    "status": (),
    "price": ("cost", "fee"),
    "currency": ("pricecurrency",),
    "tags": ("tag", "keywords", "labels"),
    "topics": ("topic", "categories", "category"),
    "image": ("picture", "imageurl", "photo", "featuredimage"),
    "id": ("eventid", "uid", "identifier", "externalid", "uuid"),
}
