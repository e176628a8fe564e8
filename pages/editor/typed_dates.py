"""The views that tell an editor in words what is understood from a date or a time while it is being typed.

They call the functions that the form calls, so that what is shown is what would be stored.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse

from pages.fields.date_inputs import current_zone, words_for
from pages.fields.typed_date import read_date
from pages.fields.typed_time import read_time
from pages.fields.wall_clock import known_time_zones
from pages.models import EventPage

#: The fields of the event form that say when the event takes place, and what reads each.
EVENT_FIELDS = {"start_date": read_date, "start_time": read_time, "end_date": read_date, "end_time": read_time}


def read_typed(request: HttpRequest) -> JsonResponse:
    """Return ``{words, error}`` for the ``text`` in a field of a ``kind`` in a ``zone``; one of both is empty."""
    try:
        words = words_for(request.GET.get("kind", ""), request.GET.get("text", ""), _zone(request))
    except ValidationError as error:
        return JsonResponse({"words": "", "error": " ".join(error.messages)})
    return JsonResponse({"words": words, "error": ""})


def read_event(request: HttpRequest) -> JsonResponse:
    """Return ``{words}``: when the event described by the fields of its form takes place; empty if not understood."""
    values: dict[str, Any] = {}
    for name, read in EVENT_FIELDS.items():
        try:
            values[name] = read(text) if (text := request.GET.get(name, "").strip()) else None
        except ValidationError:
            # The field itself says what is wrong.
            return JsonResponse({"words": ""})
    occurrences = {name: request.GET.get(name, "") for name in ("start_occurrence", "end_occurrence")}
    zone = request.GET.get("time_zone", "")
    event = EventPage(**values, **occurrences, time_zone=zone, all_day=bool(request.GET.get("all_day")))
    return JsonResponse({"words": event.when_in_words if zone in known_time_zones() else ""})


def _zone(request: HttpRequest) -> ZoneInfo:
    name = request.GET.get("zone", "")
    return ZoneInfo(name) if name in known_time_zones() else current_zone()
