"""Judges addresses when they are served: the one place that says which may leave this site.

Forms refuse the others, but not everything in the database came through a form.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from pages.fields.phone_numbers import PHONE_NUMBER

#: Characters that no address contains unescaped: browsers ignore some of them, readers of feeds and calendars none.
_NOT_IN_ADDRESSES = re.compile(
    r"[\s\x00-\x20\x7f-\x9f\\<>\"\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
#: A name in any script, an IPv4 address or an IPv6 address, after a user and before a port.
_HOST = re.compile(r"(?:[^@]*@)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::[0-9]*)?")
_EMAIL = re.compile(r"[^\s@<>\"'(),:;?&%\\\x00-\x20\x7f-\x9f]+@[\w.-]+", re.UNICODE)
_PHONE = re.compile(PHONE_NUMBER)
_ENDS_OF_LINES = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def web_address(text: Any) -> str | None:
    """Return an HTTP or HTTPS address without spaces around it, or ``None`` if it is another or none."""
    if not isinstance(text, str) or not text:
        return None
    address = text.strip(" ")
    if _NOT_IN_ADDRESSES.search(address):
        return None
    try:
        parts = urlsplit(address)
        # Reading the port checks it.
        sound = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.netloc)) and parts.port != 0
    except ValueError:
        return None
    return address if sound else None


def email_address(text: Any) -> str:
    """Return an e-mail address, or an empty text if it is none, or would add headers to a message."""
    return text if isinstance(text, str) and _EMAIL.fullmatch(text) else ""


def phone_number(text: Any) -> str:
    """Return a phone number as it was written, or an empty text if it cannot be one."""
    return text if isinstance(text, str) and _PHONE.search(text) and not _ENDS_OF_LINES.search(text) else ""
