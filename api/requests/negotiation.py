"""Content negotiation: whether a client takes the one format that a view has."""

from functools import lru_cache
from typing import Any

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from api.requests.renderers import OrjsonRenderer

EVENT_STREAM = "text/event-stream"


@lru_cache(maxsize=1024)
def accepts(accept: str, media_type: str) -> bool:
    """Return whether the value of an ``Accept`` header takes a media type (RFC 9110, 12.5.1).

    The most specific media range decides; with ``q=0`` it takes nothing. Other parameters, such as ``charset``, do not
    matter. An empty value takes anything, like a request without the header.
    """
    ranges = [MediaType(token) for token in accept.split(",") if token.strip()]
    qualities = {f"{each.main_type}/{each.sub_type}".lower(): each.quality for each in ranges}
    taking = (media_type, f"{media_type.split('/')[0]}/*", "*/*")
    return not ranges or next((qualities[each] > 0 for each in taking if each in qualities), False)


def accepts_json(accept: str) -> bool:
    """Return whether the value of an ``Accept`` header takes ``application/json``."""
    return accepts(accept, OrjsonRenderer.media_type)


class JsonNegotiation(BaseContentNegotiation):
    """Selects the renderer of the view if the client accepts JSON; raises ``NotAcceptable`` (406) otherwise."""

    media_type = OrjsonRenderer.media_type

    def select_parser(self, request: Request, parsers: Any) -> None:
        return None

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        if not accepts(request.META.get("HTTP_ACCEPT", ""), self.media_type):
            raise NotAcceptable(available_renderers=renderers)
        return renderers[0], renderers[0].media_type


class EventStreamNegotiation(JsonNegotiation):
    """The same for a view of server-sent events, whose errors are JSON all the same."""

    media_type = EVENT_STREAM


class AnyAcceptNegotiation(JsonNegotiation):
    """Selects the one renderer of the view, whatever ``Accept`` says."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type
