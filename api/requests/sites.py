"""Finds the site of a request."""

import re
from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Site

from api.requests.problems import InvalidParameters, ParameterError

#: The default ports of HTTP and HTTPS, which URLs may omit.
USUAL_PORTS = (80, 443)
#: A host, which may end with the dot of a fully qualified domain name, and an optional port.
_HOST = re.compile(r"(.+?)\.?(?::([0-9]{1,5}))?\Z", re.ASCII)


def requested_site(request: HttpRequest, sites: Sequence[Site], site: str | None) -> Site | None:
    """Return the site that ``?site=host[:port]`` names, else the site of the request's host, else the default site.

    Raises ``InvalidParameters`` if no site has this name, or if several have it and the port is missing.
    """
    if site is not None:
        return _named(sites, site)
    host, port = _host_and_port(request.get_host())
    # A proxy may have terminated TLS, so a host without a port may mean either default port. The port of the request's
    # own scheme takes precedence.
    usual = sorted(USUAL_PORTS, key=lambda usual_port: (usual_port == 443) != request.is_secure())
    for possible in usual if port is None else [port]:
        for record in sites:
            if record.hostname.lower() == host and record.port == possible:
                return record
    return next((record for record in sites if record.is_default_site), None)


def _named(sites: Sequence[Site], name: str) -> Site:
    host, port = _host_and_port(name)
    matching = [record for record in sites if record.hostname.lower() == host and port in (None, record.port)]
    if not matching:
        raise InvalidParameters([ParameterError("site", "unknown_site", f"There is no site “{name}”.")])
    if len(matching) > 1:
        detail = f"There are several sites at “{host}”: add the port."
        raise InvalidParameters([ParameterError("site", "ambiguous_site", detail)])
    return matching[0]


def _host_and_port(text: str) -> tuple[str, int | None]:
    match = _HOST.match(text.lower())
    if match is None:
        return "", None
    return match[1], None if match[2] is None else int(match[2])
