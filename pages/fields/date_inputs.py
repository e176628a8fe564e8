"""Form fields and widgets in which editors type dates and times, and read beside them what was understood."""

import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from pages.fields.typed_date import read_date
from pages.fields.typed_instant import read_instant
from pages.fields.typed_time import read_time
from pages.fields.wall_clock import WallClock, classify
from pages.fields.written_dates import date_in_words, instant_in_words, time_in_words
from pages.fields.zone_names import abbreviation, place_of


def current_zone() -> ZoneInfo:
    """Return the time zone in which the editor's dates and times are read and written."""
    return ZoneInfo(timezone.get_current_timezone_name())


def words_for(kind: str, text: str, zone: ZoneInfo) -> str:
    """Return in words what a field of this kind (``date``, ``time`` or ``instant``) understands from ``text``.

    Without text, return what there is to say about the empty field. Raise ``ValidationError`` as the field would.
    """
    if not text.strip():
        return f"In {place_of(zone)} ({abbreviation(timezone.now().astimezone(zone))})" if kind == "instant" else ""
    if kind == "date":
        return date_in_words(read_date(text))
    if kind == "time":
        return time_in_words(read_time(text))
    return instant_in_words(read_instant(text, zone))


def _filled(value: Any) -> Any:
    """Return ``None`` for text that is only blank."""
    return None if isinstance(value, str) else value


class TypedInput(forms.TextInput):
    """A text input beside which the editor reads what the server understands, with a button that opens a calendar."""

    template_name = "pages/widgets/typed_date.html"
    kind = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        zone = current_zone()
        try:
            context["words"] = words_for(self.kind, context["widget"]["value"] or "", zone)
        except ValidationError:
            # The field shows the error itself.
            context["words"] = ""
        return {**context, "kind": self.kind, "zone": zone.key, "url": reverse("pages_read_typed")}


class TypedDateInput(TypedInput):
    """The input of a date."""

    kind = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, datetime.date) else super().format_value(value)


class TypedTimeInput(TypedInput):
    """The input of a time of day."""

    kind = "time"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.time):
            return value.isoformat("seconds" if value.second else "minutes")
        return super().format_value(value)


class TypedInstantInput(TypedInput):
    """The input of a date with a time, in the zone that is current; it is named beside the input."""

    kind = "instant"

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, datetime.datetime):
            return super().format_value(value)
        local = timezone.localtime(value) if timezone.is_aware(value) else value.replace(tzinfo=current_zone())
        text = local.replace(tzinfo=None, microsecond=0).isoformat(" ", "seconds" if local.second else "minutes")
        if classify(local.replace(tzinfo=None), current_zone()) is WallClock.TWICE:
            return f"{text} {abbreviation(local)}"
        return text


class TypedDateField(forms.DateField):
    """A date, understood by ``read_date``."""

    widget = TypedDateInput

    def to_python(self, value: Any) -> datetime.date | None:
        return read_date(value) if isinstance(value, str) and value.strip() else super().to_python(_filled(value))


class TypedTimeField(forms.TimeField):
    """A time of day, understood by ``read_time``."""

    widget = TypedTimeInput

    def to_python(self, value: Any) -> datetime.time | None:
        return read_time(value) if isinstance(value, str) and value.strip() else super().to_python(_filled(value))


class TypedInstantField(forms.DateTimeField):
    """A date with a time in the current time zone, understood by ``read_instant``."""

    widget = TypedInstantInput

    def prepare_value(self, value: Any) -> Any:
        # The widget writes it, because it may have to add the abbreviation of the zone.
        return value

    def to_python(self, value: Any) -> datetime.datetime | None:
        if isinstance(value, str) and value.strip():
            return read_instant(value, current_zone())
        return super().to_python(_filled(value))
