"""Second factors: codes after the password, and who cannot do without."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.checks import check_groups
from tests.accounts.signing_in import PASSWORD, is_signed_in, make_user, sign_in

pytestmark = pytest.mark.django_db

HOME = "/admin/"


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(user) -> str:
    """Give the user an authenticator app, and return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def give_code(client, code: str, **request):
    return client.post(reverse("mfa_authenticate"), {"code": code}, **request)


class TestTheCodeAfterThePassword:
    def test_without_a_second_factor_the_password_is_enough(self, client):
        response = sign_in(client, make_user().email)
        assert response.headers["Location"] == HOME and is_signed_in(client)
        assert client.get(HOME).status_code == 200

    def test_with_one_the_password_is_not_enough(self, client):
        user = make_user()
        secret = with_app(user)
        response = sign_in(client, user.email)
        assert response.headers["Location"] == reverse("mfa_authenticate")
        assert not is_signed_in(client)
        assert client.get(HOME).status_code == 302
        page = client.get(reverse("mfa_authenticate"))
        assert page.status_code == 200 and "authenticator code" in page.text
        assert give_code(client, "000000").status_code == 200 and not is_signed_in(client)
        assert give_code(client, code_of(secret)).headers["Location"] == HOME
        assert is_signed_in(client)

    def test_the_page_for_visitors_asks_for_it_too(self, client):
        user = make_user()
        with_app(user)
        credentials = {"username": user.email, "password": PASSWORD}
        response = client.post(reverse("wagtailcore_login"), credentials)
        assert response.headers["Location"] == reverse("mfa_authenticate") and not is_signed_in(client)

    def test_it_leads_to_where_one_wanted_to_go(self, client):
        user = make_user()
        secret = with_app(user)
        credentials = {"username": user.email, "password": PASSWORD, "next": "/admin/calendar/"}
        client.post(reverse("wagtailadmin_login"), credentials)
        assert give_code(client, code_of(secret)).headers["Location"] == "/admin/calendar/"

    @pytest.mark.parametrize("remember", [True, False])
    def test_the_session_is_remembered_as_asked(self, client, remember):
        user = make_user()
        secret = with_app(user)
        credentials = {"username": user.email, "password": PASSWORD} | ({"remember": "on"} if remember else {})
        client.post(reverse("wagtailadmin_login"), credentials)
        give_code(client, code_of(secret))
        assert client.session.get_expire_at_browser_close() is not remember

    def test_a_code_works_once_even_without_a_cache(self, monkeypatch):
        monkeypatch.setattr(cache, "add", None)
        user = make_user()
        secret = with_app(user)
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client, user.email)
        code = code_of(secret)
        give_code(first, code)
        give_code(second, code)
        assert is_signed_in(first) and not is_signed_in(second)
        give_code(second, code_of(secret, steps=-1))
        assert not is_signed_in(second)
        give_code(second, code_of(secret, steps=1))
        assert is_signed_in(second)

    def test_a_recovery_code_works_once(self):
        user = make_user()
        with_app(user)
        code = RecoveryCodes.activate(user).generate_codes()[0]
        for works in (True, False):
            client = Client()
            sign_in(client, user.email)
            give_code(client, code)
            assert is_signed_in(client) is works

    def test_wrong_codes_count_like_wrong_passwords(self, client, settings):
        settings.SIGN_IN_FAILURES_PER_ACCOUNT = 3
        user = make_user()
        secret = with_app(user)
        sign_in(client, user.email)
        assert [give_code(client, "000000").status_code for _ in range(3)] == [200, 200, 429]
        assert give_code(client, code_of(secret)).status_code == 429
        assert sign_in(Client(), user.email, REMOTE_ADDR="198.51.100.9").status_code == 429

    def test_secrets_are_encrypted_and_survive_a_new_key(self, client, settings):
        user = make_user()
        secret = with_app(user)
        stored = Authenticator.objects.get().data["secret"]
        assert secret not in stored
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-key-for-tests"
        sign_in(client, user.email)
        give_code(client, code_of(secret))
        assert is_signed_in(client)

    def test_a_deactivated_account_is_not_signed_in_by_its_code(self, client):
        user = make_user()
        secret = with_app(user)
        sign_in(client, user.email)
        user.is_active = False
        user.save()
        give_code(client, code_of(secret))
        assert client.get(HOME).status_code == 302


class TestAddingOne:
    def test_the_password_is_asked_for_first(self, client):
        user = make_user()
        sign_in(client, user.email)
        activation = reverse("mfa_activate_totp")
        response = client.get(activation)
        assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
        for password, works in (("wrong", False), (PASSWORD, True)):
            client.post(f"{reverse('account_reauthenticate')}?next={activation}", {"password": password})
            assert (client.get(activation).status_code == 200) is works
        secret = client.session["mfa.totp.secret"]
        response = client.post(activation, {"code": code_of(secret)}, follow=True)
        assert "Recovery Codes" in response.text
        assert {row.type for row in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
        assert "second" in response.text or "codes" in response.text

    @pytest.mark.django_db(transaction=True, serialized_rollback=True)
    def test_the_owner_is_told_by_mail(self, client):
        user = make_user()
        sign_in(client, user.email)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        assert any("Authenticator" in message.subject for message in mail.outbox)

    def test_wrong_passwords_there_count_too(self, client, settings):
        settings.SIGN_IN_FAILURES_PER_ACCOUNT = 2
        user = make_user()
        sign_in(client, user.email)
        confirm = reverse("account_reauthenticate")
        assert [client.post(confirm, {"password": "wrong"}).status_code for _ in range(2)] == [200, 429]

    def test_wrong_codes_there_count_and_end_trying(self, client, settings):
        settings.SIGN_IN_FAILURES_PER_ACCOUNT = 3
        user = make_user()
        secret = with_app(user)
        sign_in(client, user.email)
        give_code(client, code_of(secret))
        confirm = reverse("mfa_reauthenticate")
        assert [client.post(confirm, {"code": "000000"}).status_code for _ in range(3)] == [200, 200, 429]
        assert client.post(confirm, {"code": code_of(secret, steps=1)}).status_code == 429

    @pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn"])
    def test_pages_look_like_the_admin(self, client, name):
        sign_in(client, make_user().email)
        page = client.get(reverse(name))
        assert page.status_code == 200 and "data-wagtail-sidebar" in page.text

    @pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"])
    def test_nobody_else_sees_them(self, client, name):
        assert reverse("wagtailadmin_login") in client.get(reverse(name)).headers["Location"]


class TestWhoNeedsOne:
    @pytest.mark.parametrize(
        ("required", "fields", "needs"),
        [
            ([], {}, False),
            (["Editor"], {}, True),
            (["Moderator"], {}, False),
            (["*"], {}, True),
            (["Administrator"], {}, False),
            (["Administrator"], {"is_superuser": True}, True),
        ],
    )
    def test_by_group(self, client, settings, required, fields, needs):
        settings.MFA_REQUIRED_GROUPS = required
        sign_in(client, make_user(**fields).email)
        response = client.get(HOME)
        assert (response.status_code == 302) is needs
        if needs:
            page = client.get(HOME, follow=True)
            assert page.redirect_chain[-1][0] == reverse("mfa_index")
            assert "needs a second factor" in page.text

    def test_nothing_is_saved_without_it(self, client, settings):
        user = make_user()
        sign_in(client, user.email)
        settings.MFA_REQUIRED_GROUPS = ["Editor"]
        response = client.post(reverse("wagtailadmin_account"), {"name_email-first_name": "New"})
        assert response.headers["Location"] == reverse("mfa_index")
        by_script = client.post("/admin/pages/2/edit/", headers={"x-requested-with": "XMLHttpRequest"})
        assert by_script.status_code == 403 and "second factor" in by_script.json()["error_message"]
        user.refresh_from_db()
        assert user.first_name != "New"

    def test_with_one_everything_is_open_and_the_last_cannot_be_removed(self, client, settings):
        settings.MFA_REQUIRED_GROUPS = ["Editor"]
        user = make_user()
        secret = with_app(user)
        sign_in(client, user.email)
        give_code(client, code_of(secret))
        assert client.get(HOME).status_code == 200
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        response = client.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=user, type="totp").exists(), response.text

    def test_signing_out_and_the_sign_in_page_stay_open(self, client, settings):
        settings.MFA_REQUIRED_GROUPS = ["*"]
        sign_in(client, make_user().email)
        assert client.post(reverse("wagtailadmin_logout")).status_code == 302
        assert client.get(reverse("wagtailadmin_login")).status_code == 200

    def test_unknown_groups_are_reported(self, settings):
        settings.MFA_REQUIRED_GROUPS, settings.OIDC_GROUPS = (
            ["Editor", "Editors", "*"],
            {"a": "Administrator", "b": "X"},
        )
        warnings = check_groups(databases=["default"])
        assert [warning.msg for warning in warnings] == [
            "MFA_REQUIRED_GROUPS names “Editors”, which is no group.",
            "OIDC_GROUPS names “X”, which is no group.",
        ]


def test_somebody_who_lost_everything_is_let_in_again(client, capsys):
    user = make_user()
    with_app(user)
    RecoveryCodes.activate(user)
    call_command("reset_second_factor", user.email.upper())
    assert "Removed 2 of editor@example.org." in capsys.readouterr().out
    assert sign_in(client, user.email).headers["Location"] == HOME
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody@example.org")
