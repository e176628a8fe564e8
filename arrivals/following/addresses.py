"""The addresses of calendars that can be followed."""

from django.conf import settings

from pages.network.guard import ForbiddenAddressError, connectable_addresses
from pages.network.requests import RequestRefused, web_url

NOT_FOUND = "There is no such host: check the address."
NO_ADDRESS = "It is not an address of the web."


def followable(text: str) -> str:
    """Return the address at which a calendar is read; ``webcal`` stands for ``https``.

    Raise ``RequestRefused`` if it is none of the web, if nothing is at its host, or if that is in a private network,
    unless ``settings.IMPORT_ALLOW_PRIVATE``. What it leads to is judged again whenever it is read.
    """
    address = text.strip()
    for scheme in ("webcal://", "webcals://"):
        if address.lower().startswith(scheme):
            address = f"https://{address[len(scheme) :]}"
    try:
        url = web_url(address)
    except ValueError as error:
        raise RequestRefused(NO_ADDRESS) from error
    try:
        connectable_addresses(url.host or "", url.port or 443, allow_private=settings.IMPORT_ALLOW_PRIVATE)
    except ForbiddenAddressError as error:
        raise RequestRefused(str(error)) from error
    except (OSError, UnicodeError) as error:
        raise RequestRefused(NOT_FOUND) from error
    return address
