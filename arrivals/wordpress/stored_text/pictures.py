"""Lets the pictures in a text be the files of the library, and not smaller variants of them."""

import re
from collections.abc import Iterator
from html import escape

from arrivals.wordpress.attachments import Attachments
from arrivals.wordpress.stored_text.elements import REST_OF_TAG, attributes_of

_IMAGE = re.compile(rf"<img\b{REST_OF_TAG}", re.I)
_NUMBER = re.compile(r"\bwp-image-(\d{1,18})\b")
#: Where plugins keep the address of a picture that is loaded when it comes into view.
_LATER = ("data-lazy-src", "data-src", "data-orig-file", "data-original")


def alternative_texts(html: str) -> Iterator[tuple[int, str]]:
    """Yield the ID of each picture in a text that says it, and the alternative text that it has there."""
    for tag in _IMAGE.findall(html):
        attributes = attributes_of(tag)
        if number := _NUMBER.search(attributes.get("class", "")):
            yield int(number[1]), attributes.get("alt", "")


def with_whole_pictures(html: str, attachments: Attachments) -> str:
    """Return HTML whose pictures have the addresses of attachments, where they are attachments in any size."""

    def replace(found: re.Match[str]) -> str:
        attributes = attributes_of(found[0])
        address = attributes.get("src", "")
        if not address or address.startswith("data:"):
            address = next((attributes[name] for name in _LATER if attributes.get(name)), address)
        number = _NUMBER.search(attributes.get("class", ""))
        known = attachments.get(int(number[1])) if number else None
        whole = attachments.whole_address(address)
        # A picture can have the number of another one, since it was copied from another site.
        if known is not None and (whole == address or whole == known.address) and _same_file(address, known.address):
            whole = known.address
        alternative_text = attributes.get("alt", "")
        return f'<img src="{escape(whole)}" alt="{escape(alternative_text)}">'

    return _IMAGE.sub(replace, html)


def _same_file(address: str, other: str) -> bool:
    """Tell whether one of the names of two files begins like the other."""
    first, second = (re.sub(r"\.\w+$", "", each.rpartition("/")[2].partition("?")[0]) for each in (address, other))
    shared = re.sub(r"-(?:scaled|\d+x\d+|e\d+|rotated)$", "", second)
    return bool(shared) and first.startswith(shared)
