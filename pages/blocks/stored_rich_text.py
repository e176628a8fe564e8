"""Stored rich text that the editor can open: what it names, it names by a key."""

import re
from collections.abc import Callable

#: Keys in a database are no larger.
_LARGEST_KEY = 2**63 - 1
_NAMING_TAG = re.compile(r"<(?:a|embed)\b[^<>]*\b(?:linktype|embedtype)\b[^<>]*>", re.IGNORECASE)
_KIND = re.compile(r"""\b(?:linktype|embedtype)\s*=\s*["']?([^"'\s>/]+)""", re.IGNORECASE)
_KEY = re.compile(r"""\bid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>/]*))""", re.IGNORECASE)


def sound_rich_text(text: str) -> str:
    """Return rich text in which each link and embed that names an object by what is no key names one that is not there.

    Wagtail's editor looks the key up as it is, and could not show the page.
    """
    return _NAMING_TAG.sub(lambda tag: _with_key(tag[0]), text)


def _with_key(tag: str) -> str:
    found = _KEY.search(tag)
    if found is None:
        return re.sub(r"\s*/?>$", lambda end: f' id="0"{end[0]}', tag, count=1)
    key = next((part for part in found.groups() if part is not None), "")
    is_key = key.isascii() and key.isdigit() and int(key[:20]) <= _LARGEST_KEY
    return tag if is_key else f'{tag[: found.start()]}id="0"{tag[found.end() :]}'


def with_other_keys(text: str, change: Callable[[str, str], str]) -> str:
    """Return rich text in which each link and embed names its object by what ``change`` returns.

    ``change`` takes the kind, such as ``page``, and the key. What it returns must need no escape in an attribute.
    """

    def changed(tag: re.Match[str]) -> str:
        kind, found = _KIND.search(tag[0]), _KEY.search(tag[0])
        if kind is None or found is None:
            return tag[0]
        key = next((part for part in found.groups() if part is not None), "")
        return f'{tag[0][: found.start()]}id="{change(kind[1], key)}"{tag[0][found.end() :]}'

    return _NAMING_TAG.sub(changed, text)
