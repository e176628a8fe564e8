"""Subscriptions in the editor: who may see them, what the form refuses, and what the buttons do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from delivery.models import Subscription
from tests.changes import append_changes
from tests.content import make_section
from tests.delivery.receiver import Answer, Receiver

Subscribe = Callable[..., Subscription]
GROUPS = ("Editor", "Moderator", "Site manager")


@pytest.fixture
def signed_in(django_user_model: Any, db: None) -> Callable[[str], Client]:
    """Return a function that signs in as somebody of a group."""

    def sign_in(group: str) -> Client:
        user = django_user_model.objects.create_user(f"{group.split()[0].lower()}@example.org", password="x")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def form(**values: Any) -> dict[str, Any]:
    return {"name": "Site", "receiver": "webhook", "address": "https://www.example.org/hook", "secret": "", **values}


@pytest.mark.parametrize("group", GROUPS)
def test_only_site_managers_see_them(group: str, signed_in: Callable[[str], Client], subscribe: Subscribe) -> None:
    subscription = subscribe()
    client = signed_in(group)
    may = group == "Site manager"
    for name, arguments in (("index", []), ("add", []), ("edit", [subscription.pk]), ("inspect", [subscription.pk])):
        response = client.get(reverse(f"webhooks:{name}", args=arguments))
        assert response.status_code == (200 if may else 302), name
        assert may or subscription.secret not in response.content.decode()
    act = client.post(reverse("webhooks:act", args=[subscription.pk]), {"action": "pause"})
    subscription.refresh_from_db()
    assert act.status_code == 302 and (subscription.state == "paused") is may
    assert (b"webhooks" in client.get(reverse("wagtailadmin_home")).content) is may


def test_a_new_webhook_gets_a_secret_and_begins_now(signed_in: Callable[[str], Client]) -> None:
    client = signed_in("Site manager")
    make_section(title="Before")
    sequence = append_changes()
    response = client.post(reverse("webhooks:add"), form(types=["pages.EventPage"], tags="page:1\n\n page:2 "))
    assert response.status_code == 302, response.content
    found = Subscription.objects.get()
    assert found.secret.startswith("whsec_") and found.cursor == sequence
    assert (found.types, found.actions, found.tags) == (["pages.EventPage"], [], ["page:1", "page:2"])
    assert not found.allow_private
    page = client.get(reverse("webhooks:inspect", args=[found.pk])).content.decode()
    assert found.secret in page
    edited = client.post(reverse("webhooks:edit", args=[found.pk]), form(secret="whsec_" + "A" * 44, name="Renamed"))
    assert edited.status_code == 302
    again = Subscription.objects.get()
    assert (again.name, again.secret, again.former_secret) == ("Renamed", "whsec_" + "A" * 44, found.secret)
    assert again.types == [] and again.cursor == sequence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"address": "javascript:alert(1)"}, "valid URL"),
        ({"address": "https://name:word@example.org/"}, "password"),
        ({"secret": "short"}, "must be whsec_"),
        ({"receiver": "cloudflare"}, "Cloudflare needs a secret"),
        ({"receiver": "nonsense"}, "not one of the available choices"),
        ({"types": ["pages.Nonsense"]}, "not one of the available choices"),
        ({"name": "Test"}, "already exists"),
    ],
)
def test_what_the_form_refuses(
    values: dict[str, Any], sentence: str, signed_in: Callable[[str], Client], subscribe: Subscribe
) -> None:
    subscribe()
    response = signed_in("Site manager").post(reverse("webhooks:add"), form(**values))
    assert response.status_code == 200 and sentence in response.content.decode()
    assert Subscription.objects.count() == 1


@pytest.mark.slow
def test_the_buttons(signed_in: Callable[[str], Client], subscribe: Subscribe, receiver: Receiver) -> None:
    subscription = subscribe()
    client = signed_in("Site manager")
    url = reverse("webhooks:act", args=[subscription.pk])

    def said(**values: str) -> str:
        return client.post(url, values, follow=True).content.decode()

    assert "Received: 200" in said(action="test")
    receiver.answer = Answer(500, body=b"<script>alert(1)</script>")
    page = said(action="test")
    assert "Not received: the answer was 500." in page and "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "Paused" in said(action="pause")
    assert "Resumed" in said(action="resume")
    assert "enter a sequence between" in said(action="replay", after="99999999999999999999999")
    assert "enter a sequence between" in said(action="replay", after="²")
    assert "told again what came after" in said(action="replay", after=str(subscription.cursor))
    assert "Nothing was done" in said(action="explode")
    assert client.get(url).status_code == 405
    assert client.post(reverse("webhooks:act", args=[999]), {"action": "test"}).status_code == 404


def test_one_that_failed_is_named_on_the_dashboard(signed_in: Callable[[str], Client], subscribe: Subscribe) -> None:
    subscribe(name="Broken hook", state=Subscription.State.FAILED)
    home = reverse("wagtailadmin_home")
    assert "Broken hook" in signed_in("Site manager").get(home).content.decode()
    assert "Broken hook" not in signed_in("Editor").get(home).content.decode()


def test_that_of_the_environment_keeps_its_address(signed_in: Callable[[str], Client], subscribe: Subscribe) -> None:
    subscription = subscribe(is_from_settings=True)
    client = signed_in("Site manager")
    for name in ("inspect", "edit"):
        page = client.get(reverse(f"webhooks:{name}", args=[subscription.pk])).content.decode()
        assert subscription.secret not in page
    response = client.post(
        reverse("webhooks:edit", args=[subscription.pk]), form(address="https://evil.example.org/", secret="other")
    )
    assert response.status_code == 302
    found = Subscription.objects.get()
    assert (found.name, found.address, found.secret) == ("Site", subscription.address, subscription.secret)
