"""Text that every feed format can represent."""

import re
from typing import Any

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: Characters that XML 1.0 (2.2) and iCalendar (RFC 5545, 3.1) cannot represent, not even escaped.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(value: Any) -> Any:
    """Return a value with the control characters removed from its texts, also inside lists and objects.

    All line breaks become line feeds. Other values stay unchanged.
    """
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", _LINE_BREAK.sub("\n", value))
    if isinstance(value, dict):
        return {name: printable(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [printable(inner) for inner in value]
    return value
