"""The places and organizers of The Events Calendar."""

from collections.abc import Iterator

from arrivals.contents.countries import country_codes
from arrivals.contents.places import coordinate
from arrivals.records.event import ArrivingVenue
from arrivals.records.organization import ArrivingOrganization
from arrivals.records.participant import ArrivingParticipant
from arrivals.wordpress.export import ExportedItem, number
from arrivals.wordpress.page_fields import Reading
from arrivals.wordpress.plain_names import plain_name, plain_slug
from arrivals.wordpress.survey import Survey

VENUE, ORGANIZER = "tribe_venue", "tribe_organizer"


def venue_of(event: ExportedItem, survey: Survey) -> tuple[ArrivingVenue, list[str]]:
    """Return the place of an event, and sentences about what of it is left out."""
    chosen = event.number("_EventVenueID")
    if not chosen:
        return ArrivingVenue(), []
    item = survey.spool.get(chosen)
    if item is None or item.post_type != VENUE:
        return ArrivingVenue(), ["Its place is not in the file."]
    country = item.meta("_VenueCountry")
    code = country_codes().get(country.casefold(), "")
    latitude, longitude = (coordinate(item.meta(name), 180) for name in ("_VenueLat", "_VenueLng"))
    is_somewhere = latitude is not None and longitude is not None and (latitude or longitude)
    notes = []
    if country and not code:
        notes.append(f"The country of its place, “{plain_name(country)[:80]}”, is not known.")
    left_out = [
        name
        for name, value in (
            ("website", item.meta("_VenueURL")),
            ("phone number", item.meta("_VenuePhone")),
            ("description", plain_name(item.content)),
        )
        if value
    ]
    if left_out:
        notes.append(f"Of its place, this is left out: {', '.join(left_out)}.")
    regions = (item.meta(name) for name in ("_VenueStateProvince", "_VenueState", "_VenueProvince"))
    return (
        ArrivingVenue(
            name=plain_name(item.title),
            street=plain_name(item.meta("_VenueAddress")),
            locality=plain_name(item.meta("_VenueCity")),
            region=plain_name(next(filter(None, regions), "")),
            postal_code=plain_name(item.meta("_VenueZip")),
            country=code,
            latitude=latitude if is_somewhere else None,
            longitude=longitude if is_somewhere else None,
        ),
        notes,
    )


def hosts_of(event: ExportedItem, survey: Survey) -> tuple[ArrivingParticipant, ...]:
    """Return the organizers of an event."""
    found = []
    for value in event.metas.get("_EventOrganizerID", ()):
        item = survey.spool.get(number(value))
        if item is None or item.post_type != ORGANIZER:
            continue
        if _is_organization(item):
            found.append(ArrivingParticipant(organization=f"{ORGANIZER}:{item.id}"))
        elif name := plain_name(item.title):
            found.append(ArrivingParticipant(name=name))
    return tuple(dict.fromkeys(found))


def organizations(reading: Reading) -> Iterator[ArrivingOrganization]:
    """Yield the organizers that are more than a name: with a website or a text."""
    for number_ in reading.survey.helping.get(ORGANIZER, ()):
        item = reading.survey.spool.get(number_)
        if item is None or not _is_organization(item):
            continue
        text = reading.texts.read(item)
        reached_by = [name for name in ("_OrganizerEmail", "_OrganizerPhone") if item.meta(name)]
        notes = ("Its e-mail address and phone number are left out.",) if reached_by else ()
        yield ArrivingOrganization(
            key=f"{ORGANIZER}:{item.id}",
            name=plain_name(item.title),
            slug=plain_slug(item.slug),
            url=_website(item),
            description=text.html,
            logo=reading.survey.attachments.address_of(item.number("_thumbnail_id")),
            notes=(*notes, *text.notes),
        )


def _is_organization(item: ExportedItem) -> bool:
    return bool(plain_name(item.title)) and bool(_website(item) or plain_name(item.content))


def _website(item: ExportedItem) -> str:
    address = item.meta("_OrganizerWebsite")
    if address and "://" not in address and "." in address:
        address = f"https://{address}"
    return address if address.startswith(("http://", "https://")) else ""
