"""Who a request comes from, and whom the CMS believes about it."""

import pytest
from django.test import RequestFactory

from pages.accounts.client_address import client_address, trusted_networks

PROXY, OTHER_PROXY, CLIENT = "10.0.0.5", "10.0.0.6", "198.51.100.7"


def address(connection: str, forwarded: str | None = None):
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=connection, headers=headers))


def test_without_a_trusted_proxy_the_connection_counts(settings):
    settings.TRUSTED_PROXIES = []
    assert address(CLIENT, "203.0.113.9") == CLIENT
    assert address("", "203.0.113.9") is None


@pytest.mark.parametrize(
    ("connection", "forwarded", "expected"),
    [
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"203.0.113.9, {CLIENT}", CLIENT),
        (PROXY, f"203.0.113.9, {CLIENT}, {OTHER_PROXY}", CLIENT),
        (PROXY, f"{CLIENT}:4711", CLIENT),
        (PROXY, "[2001:db8::7]:4711", "2001:db8::7"),
        (PROXY, "2001:db8::7", "2001:db8::7"),
        (f"::ffff:{PROXY}", CLIENT, CLIENT),
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        (PROXY, "nonsense", PROXY),
        (PROXY, f"{CLIENT}, nonsense", PROXY),
        (PROXY, f"{OTHER_PROXY}, {OTHER_PROXY}", OTHER_PROXY),
        # Not one of ours: what it says about others is not believed.
        (CLIENT, "203.0.113.9", CLIENT),
    ],
)
def test_a_trusted_proxy_is_believed_as_far_as_trust_goes(settings, connection, forwarded, expected):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    assert address(connection, forwarded) == expected


def test_a_proxy_at_a_unix_socket(settings):
    settings.TRUSTED_PROXIES = ["unix"]
    assert address("", CLIENT) == CLIENT
    assert address("", None) is None
    assert address(PROXY, CLIENT) == PROXY


def test_networks_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match="proxy"):
        trusted_networks(["10.0.0.0/8", "proxy"])
