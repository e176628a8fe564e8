"""Which site a request is about."""

from collections.abc import Sequence

from django.http import HttpRequest
from wagtail.models import Site

from api.problems import InvalidParameters, ParameterError


def requested_site(request: HttpRequest, sites: Sequence[Site], site: str | None) -> Site | None:
    """Return the site that ``?site=host[:port]`` names, else that of the request's host, else the default one.

    Raises ``InvalidParameters`` for a name that no site record has, or that needs a port to tell two apart.
    """
    if site is not None:
        return _named(sites, site)
    host, _, port = request.get_host().partition(":")
    for record in sites:
        if record.hostname == host and (not port or str(record.port) == port):
            return record
    return next((record for record in sites if record.is_default_site), None)


def _named(sites: Sequence[Site], name: str) -> Site:
    host, _, port = name.partition(":")
    matching = [record for record in sites if record.hostname == host and (not port or str(record.port) == port)]
    if not matching:
        raise InvalidParameters([ParameterError("site", "unknown_site", f"There is no site “{name}”.")])
    if len(matching) > 1:
        detail = f"There are several sites at “{host}”: add the port."
        raise InvalidParameters([ParameterError("site", "ambiguous_site", detail)])
    return matching[0]
