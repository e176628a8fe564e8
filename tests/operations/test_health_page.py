"""The health page, and the banner on every page of the admin: who sees them, and what they say."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operations.beats import beat
from operations.health.health_check import health_checks

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
BANNER = b"Nobody does this work"


@pytest.fixture(autouse=True)
def banner(settings: Any) -> None:
    settings.HEALTH_BANNER = True
    settings.CMS_BASE_URL = "http://cms.example.org"


@pytest.mark.parametrize(("group", "may"), [("Editor", False), ("Moderator", False), ("Site manager", True)])
def test_only_site_managers_see_it(signed_in: SignedIn, group: str, may: bool) -> None:
    client, address = signed_in(group), reverse("operations_health")
    assert client.get(address).status_code == (200 if may else 302)
    home = client.get(reverse("wagtailadmin_home")).content
    assert (address.encode() in home) is may and (BANNER in home) is may


def test_it_is_not_for_visitors(client: Client) -> None:
    assert client.get(reverse("operations_health"), {"format": "json"}).status_code == 302


def test_every_check_is_shown_the_worst_first(signed_in: SignedIn) -> None:
    content = signed_in("Site manager").get(reverse("operations_health")).content.decode()
    assert all(f'<th scope="row">{check.title}</th>' in content for check in health_checks().values())
    assert content.index("It has never run.") < content.index("Every receiver has been told everything.")
    assert "Start manage.py run_worker" in content


def test_programs_get_it_as_json(signed_in: SignedIn) -> None:
    found = signed_in("Site manager").get(reverse("operations_health"), {"format": "json"}).json()
    assert found["status"] == "error" and set(found["checks"]) == set(health_checks())
    assert found["checks"]["scheduler"]["found"] == "It has never run."


def test_the_banner_goes_when_the_work_is_done(signed_in: SignedIn, settings: Any) -> None:
    client, home = signed_in("Site manager"), reverse("wagtailadmin_home")
    page = client.get(home).content
    assert b"Scheduled publishing, Delivery" in page
    beat("Scheduled publishing")
    assert b"work: Delivery." in client.get(home).content
    beat("Delivery")
    assert BANNER not in client.get(home).content


def test_the_banner_can_be_turned_off(signed_in: SignedIn, settings: Any) -> None:
    settings.HEALTH_BANNER = False
    assert BANNER not in signed_in("Site manager").get(reverse("wagtailadmin_home")).content


def test_it_costs_one_query(signed_in: SignedIn, settings: Any) -> None:
    client, address = signed_in("Site manager"), reverse("wagtailadmin_account")
    client.get(address)
    counts = []
    for settings.HEALTH_BANNER in (False, True):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[1] - counts[0] == 1


def test_there_is_none_before_signing_in(client: Client) -> None:
    response = client.get(reverse("wagtailadmin_login"))
    assert response.status_code == 200 and BANNER not in response.content
