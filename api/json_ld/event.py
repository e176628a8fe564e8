"""An event as schema.org's ``Event``, with the properties that search engines require: status, place, organizer."""

from typing import Any

from api.json_ld.address import postal_address
from api.json_ld.graph import CONTEXT, Graph, SchemaNode, reference, schema_node
from api.json_ld.web_page import picture

SCHEMA_ORG_STATUSES = {
    "scheduled": "EventScheduled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "moved_online": "EventMovedOnline",
    "cancelled": "EventCancelled",
}
ATTENDANCE_MODES = {
    "in_person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
#: The schema.org property of an event's hosts, by their role.
HOST_PROPERTIES = {"host": "organizer", "cohost": "organizer", "in_cooperation": "contributor", "sponsor": "sponsor"}
#: The schema.org availability of places, by the state of the sign-up.
AVAILABILITIES = {"open": "InStock", "full": "SoldOut", "not_open": "PreOrder"}


def event_node(
    graph: Graph, url: str, event: dict[str, Any], seo: dict[str, Any], locale: str, organization: SchemaNode | None
) -> SchemaNode:
    """Return the node of an event, from its fields as the API serves them.

    ``organization`` is the organizer if the event names no host.
    """
    # Before the hosts: where somebody is both, the line after the name is that of the speaker.
    performers = [graph.participant(row) for row in event["speakers"]]
    hosts: dict[str, list[SchemaNode]] = {}
    for row in event["hosts"]:
        hosts.setdefault(HOST_PROPERTIES[row["role"]], []).append(graph.participant(row))
    if organization and "organizer" not in hosts:
        hosts["organizer"] = [organization]
    return schema_node(
        "Event",
        f"{url}#event",
        mainEntityOfPage=reference(url),
        url=url,
        name=event["title"],
        description=seo["description"],
        image=picture(seo["image"]),
        startDate=_moment(event["start"]),
        endDate=_moment(event["end"]),
        previousStartDate=event["previous_starts"],
        eventStatus=f"{CONTEXT}/{SCHEMA_ORG_STATUSES[event['status']]}",
        eventAttendanceMode=f"{CONTEXT}/{ATTENDANCE_MODES[event['attendance_mode']]}",
        location=_locations(event),
        performer=performers,
        offers=_offer(event["rsvp"], event["price"], url),
        isAccessibleForFree=_is_free(event["price"]),
        superEvent=_series(graph, event["series"]),
        inLanguage=locale,
        keywords=[*(topic["name"] for topic in event["topics"]), *event["tags"]],
        **hosts,
    )


def _series(graph: Graph, series: dict[str, Any] | None) -> SchemaNode | None:
    if series is None:
        return None
    identifier = f"{graph.root_url}/#series-{series['slug']}"
    return graph.add(schema_node("EventSeries", identifier, name=series["title"]))


def _moment(moment: dict[str, Any] | None) -> str | None:
    """Return a day, or the local time with its offset from UTC, as search engines require."""
    if moment is None:
        return None
    return str(moment["date"] if moment["time"] is None else moment["local"] + moment["offset"])


def _locations(event: dict[str, Any]) -> list[SchemaNode]:
    places = []
    if event["attendance_mode"] != "online" and (place := _place(event["venue"], event["accessibility"])):
        places.append(place)
    if event["attendance_mode"] != "in_person" and event["online"] and event["online"]["url"]:
        places.append(schema_node("VirtualLocation", url=event["online"]["url"], name=event["online"]["platform"]))
    return places


def _place(venue: dict[str, Any] | None, accessibility: dict[str, str]) -> SchemaNode | None:
    if venue is None:
        return None
    address = postal_address(venue)
    if not venue["name"] and address is None:
        return None  # only a note: the place is not announced yet
    located = venue["latitude"] is not None and venue["longitude"] is not None
    geo = schema_node("GeoCoordinates", latitude=venue["latitude"], longitude=venue["longitude"]) if located else None
    features = [
        schema_node("LocationFeatureSpecification", name=feature, value=True)
        for feature, availability in accessibility.items()
        if availability == "yes"
    ]
    return schema_node(
        "Place",
        name=", ".join(filter(None, (venue["name"], venue["room"]))),
        address=address,
        geo=geo,
        hasMap=venue["map_url"],
        amenityFeature=features,
    )


def _is_free(price: dict[str, Any] | None) -> bool | None:
    """Tell whether an event is free, or return ``None`` if nobody has said."""
    return None if price is None or price["amount"] is None else float(price["amount"]) == 0


def _offer(rsvp: dict[str, Any], price: dict[str, Any] | None, url: str) -> SchemaNode | None:
    """Return the offer with the sign-up and the price, or ``None`` if there is neither.

    A price without a web page to sign up on is offered on the page of the event.
    """
    signs_up = rsvp["url"] is not None and rsvp["state"] in AVAILABILITIES
    if not signs_up and (price is None or price["amount"] is None):
        return None
    state = AVAILABILITIES.get(rsvp["state"])
    return schema_node(
        "Offer",
        url=rsvp["url"] if signs_up else url,
        price=price and price["amount"],
        priceCurrency=price and price["currency"],
        description=price and price["note"],
        availability=state and f"{CONTEXT}/{state}",
        validFrom=rsvp["opens_at"],
        validThrough=rsvp["deadline"],
    )
