"""No request reaches an address of a private network, however it is written or named."""

import ipaddress
import socket
from typing import Any

import pytest

from delivery.sending.client import send
from delivery.sending.request import OutgoingRequest
from pages.network.guard import ForbiddenAddressError, connectable_addresses, is_public
from tests.delivery.receiver import Answer, Receiver

PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),  # noqa: S104
    *("224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1"),
    # Each stands for 127.0.0.1 or 10.0.0.1.
    *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::"),
    "2001:0:0:0:0:0:80ff:fffe",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "127.1", "0177.0.0.1", "0", "[::ffff:127.0.0.1]"],
)
def test_no_spelling_of_this_machine_is_reached(host: str, receiver: Receiver) -> None:
    port = receiver.server.server_port
    outcome = send(OutgoingRequest("POST", f"http://{host}:{port}/", {}, b"x"))
    assert outcome.status is None and outcome.problem
    assert receiver.received == []


def test_a_name_is_judged_by_the_address_that_is_connected_to(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    outcome = send(OutgoingRequest("POST", f"http://rebound.example.org:{receiver.server.server_port}/", {}, b"x"))
    assert outcome.problem == "rebound.example.org is in a private network, which must not be reached from here."
    assert receiver.received == []
    # It is not resolved a second time between the judgment and the connection.
    assert asked == ["rebound.example.org"]


def test_of_several_addresses_only_the_public_ones_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("10.0.0.1", "1.1.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert connectable_addresses("mixed.example.org", 80, allow_private=False) == ["1.1.1.1"]
    assert connectable_addresses("mixed.example.org", 80, allow_private=True) == ["10.0.0.1", "1.1.1.1"]
    del found[1]
    with pytest.raises(ForbiddenAddressError):
        connectable_addresses("private.example.org", 80, allow_private=False)


def test_a_setting_or_the_subscription_allows_it(receiver: Receiver, settings: Any) -> None:
    request = OutgoingRequest("POST", f"{receiver.url}/", {}, b"x")
    assert send(request, allow_private=True).status == 200
    settings.DELIVERY_ALLOW_PRIVATE = True
    assert send(request).status == 200


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(status: int, receiver: Receiver) -> None:
    receiver.answer = Answer(status, {"Location": f"{receiver.url}/elsewhere"})
    outcome = send(OutgoingRequest("POST", f"{receiver.url}/", {}, b"x"), allow_private=True)
    assert outcome.status == status and not outcome.is_receipt
    assert [request.path for request in receiver.received] == ["/"]
