"""Old addresses: in the form in which they are compared, and as the paths of redirects."""

import hashlib
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit


def absolute(address: str, base: str) -> str:
    """Return an address that may be relative to ``base``; as it is if it cannot be read."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def digest_of(address: str) -> str:
    """Return a hash that is the same for two addresses of the same thing.

    Scheme, ``www.``, the capitals of the host, the order of parameters, a final slash and a fragment do not count.
    """
    return hashlib.sha256(_comparable(address).encode(errors="replace")).hexdigest()


def fragment_of(address: str) -> str:
    """Return what follows ``#`` in an address."""
    return address.partition("#")[2]


def path_of(address: str) -> str:
    """Return the path of an address with its query string, as a redirect starts from it.

    It is ``"/"`` if the address cannot be read.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _comparable(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return address.strip()
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{unquote(parts.path).rstrip('/')}?{query}"
