"""Signing in with an identity provider, whose groups become ours."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from pages.models import User
from tests.accounts.identity_provider import CLIENT, identity_provider
from tests.accounts.signing_in import is_signed_in, make_user

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/oidc/sso/login/"


@pytest.fixture
def provider(settings):
    with identity_provider() as provider:
        settings.OIDC_SERVER_URL, settings.OIDC_NAME = provider.url, "Example ID"
        app: dict[str, Any] = {"provider_id": "sso", "name": "Example ID", "client_id": CLIENT, "secret": "s"}
        app["settings"] = {"server_url": provider.url, "oauth_pkce_enabled": True}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        settings.OIDC_GROUPS = {"cms-editors": "Editor", "cms-moderators": "Moderator", "cms-admins": "Administrator"}
        provider.claims = {
            **{"sub": "4711", "email": "edie@example.org", "email_verified": True, "groups": ["cms-editors", "staff"]},
            **{"given_name": "Edie", "family_name": "Marsh"},
        }
        yield provider


def sign_in(client: Client, **answer: str):
    """Sign in by the button, and return the page on which one comes out."""
    sent = client.post(LOGIN, {"next": "/admin/calendar/"})
    assert sent.status_code == 302
    query = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert query["client_id"] == [CLIENT] and query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://testserver/admin/login/oidc/sso/login/callback/"]
    answer = answer or {"code": "c"}
    return client.get("/admin/login/oidc/sso/login/callback/", {**answer, "state": query["state"][0]}, follow=True)


def groups(email: str = "edie@example.org") -> set[str]:
    return set(User.objects.get(email=email).groups.values_list("name", flat=True))


def test_without_a_provider_there_is_no_button_and_no_way(client):
    assert "login/oidc" not in client.get(reverse("wagtailadmin_login")).text
    assert client.post(LOGIN).status_code == 404


def test_somebody_with_a_mapped_group_gets_an_account(client, provider):
    assert "Sign in with Example ID" in client.get(reverse("wagtailadmin_login")).text
    page = sign_in(client)
    assert page.status_code == 200 and page.redirect_chain[-1][0] == "/admin/calendar/"
    user = User.objects.get()
    assert (user.email, user.first_name, user.last_name) == ("edie@example.org", "Edie", "Marsh")
    assert groups() == {"Editor"} and not user.has_usable_password() and not user.is_superuser


def test_an_account_is_found_by_its_verified_address_and_then_by_the_subject(client, provider):
    user = make_user("Edie@example.org", "Moderator")
    sign_in(client)
    assert groups() == {"Editor"}
    provider.claims |= {"email": "another@example.org"}
    sign_in(Client())
    assert [account.pk for account in User.objects.all()] == [user.pk]


def test_an_address_that_is_not_verified_opens_no_account(client, provider):
    make_user("edie@example.org", is_superuser=True)
    provider.claims["email_verified"] = False
    page = sign_in(client)
    assert not is_signed_in(client) and "not verified your e-mail address" in page.text


def test_groups_follow_the_claim_and_others_stay(client, provider):
    sign_in(client)
    user = User.objects.get()
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name="Site manager"))
    provider.claims["groups"] = "cms-moderators"
    sign_in(Client())
    assert groups() == {"Moderator", "Site manager"}
    provider.claims["groups"] = ["cms-admins"]
    sign_in(Client())
    assert groups() == {"Site manager"} and User.objects.get().is_superuser
    provider.claims["groups"] = ["cms-editors"]
    sign_in(Client())
    assert groups() == {"Editor", "Site manager"} and not User.objects.get().is_superuser


@pytest.mark.parametrize("claimed", [None, [], ["staff"], "", {"cms-editors": 1}])
def test_without_a_mapped_group_nobody_comes_in_and_rights_end(client, provider, claimed):
    sign_in(client)
    provider.claims["groups"] = claimed
    other = Client()
    page = sign_in(other)
    assert "has no role here" in page.text and not is_signed_in(other)
    assert groups() == set()


def test_without_a_mapping_only_those_with_an_account_come_in(client, provider, settings):
    settings.OIDC_GROUPS = {}
    page = sign_in(client)
    assert "There is no account for your e-mail address" in page.text and not User.objects.exists()
    make_user("edie@example.org", "Moderator")
    sign_in(client)
    assert is_signed_in(client) and groups() == {"Moderator"}


def test_a_deactivated_account_stays_out(client, provider):
    make_user("edie@example.org", is_active=False)
    page = sign_in(client)
    assert not is_signed_in(client)
    assert "deactivated" in page.text


def test_nobody_connects_an_account_or_chooses_an_address(client, provider):
    user = make_user("somebody@example.org", "Moderator")
    client.force_login(user)
    sent = client.post(f"{LOGIN}?process=connect", {"process": "connect"})
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]
    client.get("/admin/login/oidc/sso/login/callback/", {"code": "c", "state": state})
    assert not SocialAccount.objects.exists() and User.objects.count() == 1
    for path in ("/admin/login/oidc/", "/admin/login/oidc/signup/", "/admin/login/new/"):
        assert client.post(path, {"email": "x@example.org"}).headers["Location"] == "/admin/login/"


def test_the_provider_is_down_or_refuses(client, provider):
    page = sign_in(client, error="access_denied")
    assert not is_signed_in(client) and page.status_code == 200
    provider.works = False
    page = sign_in(client)
    assert "could not sign you in" in page.text and not is_signed_in(client)


def test_a_second_factor_is_the_business_of_the_provider(client, provider, settings):
    settings.MFA_REQUIRED_GROUPS = ["*"]
    page = sign_in(client)
    assert page.redirect_chain[-1][0] == "/admin/calendar/"
