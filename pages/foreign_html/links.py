"""Addresses of pasted links, without the parts that only serve to watch readers."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Parameters that shops, newsletters and social networks add to follow readers.
TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|yclid|_hs\w+|mkt_tok)$", re.I
)
#: Addresses that redirect to the one in a parameter: Google Docs, and Outlook's protection.
REDIRECTS = (("www.google.com", "/url", "q"), (".safelinks.protection.outlook.com", "/", "url"))
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def clean_address(address: str) -> str:
    """Return an address that may be stored, or ``""`` if it leads nowhere from this site or runs a script."""
    for _ in range(3):
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return ""
        target = _target(parts.hostname or "", parts.path, parts.query)
        if target is None:
            break
        address = target
    else:
        return ""
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower() in ("http", "https") and not parts.hostname):
        return ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not TRACKING.match(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(parts._replace(query=query))


def _target(host: str, path: str, query: str) -> str | None:
    for suffix, expected, name in REDIRECTS:
        if host.endswith(suffix) and path == expected:
            return dict(parse_qsl(query)).get(name)
    return None
