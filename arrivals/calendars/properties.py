"""The values of the properties of a calendar."""

from typing import Any


def web_address(value: Any) -> str:
    """Return the first web address among the values of a property, or ``""``."""
    text = "" if value is None else str(listed(value)[0]).strip() if listed(value) else ""
    return text if text.lower().startswith(("http://", "https://")) and len(text) <= 2000 else ""


def listed(value: Any) -> list[Any]:
    """Return the values of a property that may be there several times."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def raw_text(prop: Any) -> str:
    """Return a property as the calendar writes it, or ``""``."""
    value = b"" if prop is None else prop.to_ical()
    return value.decode() if isinstance(value, bytes) else str(value)
