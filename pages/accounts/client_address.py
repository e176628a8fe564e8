"""Who a request comes from: the one place that judges what proxies say about it."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: What stands in ``TRUSTED_PROXIES`` for a proxy that connects by a Unix socket, which has no address.
UNIX = "unix"

Network = IPv4Network | IPv6Network


def client_address(request: HttpRequest) -> str | None:
    """Return the IP address of the client of a request, or ``None`` if nobody trusted names it.

    It is that of the connection, which clients cannot forge. Only if that is a proxy of ``TRUSTED_PROXIES``, it is the
    last address in ``X-Forwarded-For`` that is none of them: what stands before it, the client can have written.
    """
    connection = _address(request.META.get("REMOTE_ADDR") or "")
    networks = trusted_networks(settings.TRUSTED_PROXIES)
    if connection is None:
        # A Unix socket: what connects to it is a proxy on this machine.
        if UNIX not in settings.TRUSTED_PROXIES:
            return None
    elif not _is_in(connection, networks):
        return str(connection)
    nearest = connection
    for written in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _address(written.strip())
        if address is None:
            break
        nearest = address
        if not _is_in(address, networks):
            break
    return None if nearest is None else str(nearest)


def trusted_networks(written: Sequence[str]) -> list[Network]:
    """Return the networks of a list of addresses, networks and ``unix``. Raise ``ValueError`` for anything else."""
    return [ip_network(part, strict=False) for part in written if part != UNIX]


def _is_in(address: IPv4Address | IPv6Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _address(written: str) -> IPv4Address | IPv6Address | None:
    """Return an address as it was written, without the port that some proxies add; IPv4 in IPv6 is IPv4."""
    if written.startswith("["):
        written = written[1:].partition("]")[0]
    elif written.count(":") == 1:
        written = written.partition(":")[0]
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
