"""Which addresses of the network may be connected to: judged when connecting, so that no name can change meanwhile."""

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Addresses of IPv6 that stand for one of IPv4 in their last four bytes (NAT64): RFC 6052 and RFC 8215.
_TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


class ForbiddenAddressError(Exception):
    """The host has no address that may be connected to. No ``OSError``, so that urllib3 passes it on as it is."""


def is_public(address: Address) -> bool:
    """Return whether an address is one of the internet, also if it is written inside an address of IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in network for network in _TRANSLATED):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        # The former addresses that are compatible with IPv4, such as ::127.0.0.1.
        if inner is None and int(address) >> 32 == 0:
            return False
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


def connectable_addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Return the addresses of a host that may be connected to, in the resolver's order.

    Raises ``ForbiddenAddressError`` if there are none among those that it has, and ``OSError`` if it has none.
    """
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    if allow_private:
        return addresses
    public = [text for text in addresses if is_public(ipaddress.ip_address(text.partition("%")[0]))]
    if not public:
        raise ForbiddenAddressError(f"{host} is in a private network, which must not be reached from here.")
    return public
