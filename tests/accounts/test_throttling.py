"""Failed attempts to sign in, by account and by address."""

import datetime
import logging

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.checks import check_proxies
from accounts.definitions import remove_sign_ins
from accounts.throttling.names import counted_name
from tests.accounts.signing_in import PASSWORD, is_signed_in, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings):
    settings.SIGN_IN_FAILURES_PER_ACCOUNT, settings.SIGN_IN_FAILURES_PER_ADDRESS = 3, 5


def fail(email: str, times: int, address: str = "198.51.100.1") -> list[int]:
    return [sign_in(Client(), email, "wrong", REMOTE_ADDR=address).status_code for _ in range(times)]


def test_an_account_has_to_wait_from_every_address(client):
    user = make_user()
    assert fail(user.email, 2) == [200, 200]
    assert fail(user.email, 1, "198.51.100.2") == [429]
    response = sign_in(client, user.email, REMOTE_ADDR="198.51.100.3")
    assert response.status_code == 429 and not is_signed_in(client)
    assert response["Retry-After"] == "900"
    assert "Wait 15 minutes" in response.text
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=16), tick=False):
        assert sign_in(client, user.email).status_code == 302


def test_unknown_accounts_are_answered_alike(client):
    user = make_user()
    known, unknown = fail(user.email, 4, "198.51.100.1"), fail("nobody@example.org", 4, "198.51.100.2")
    assert known == unknown == [200, 200, 429, 429]


@pytest.mark.parametrize("spelling", ["Editor@Example.org", " editor@example.org ", "EDITOR@EXAMPLE.ORG"])
def test_spellings_of_one_account_are_counted_together(spelling):
    make_user()
    fail("editor@example.org", 2)
    assert fail(spelling, 1) == [429]


def test_letters_that_databases_take_for_others_are_counted_together():
    assert counted_name("\N{LATIN SMALL LETTER LONG S}am@example.org") == counted_name("SAM@example.org")
    assert counted_name(None) == ""
    assert "\0" not in counted_name("a\0b")


def test_an_address_has_to_wait_whatever_accounts_it_tries(client):
    user = make_user()
    for number in range(5):
        fail(f"guess-{number}@example.org", 1)
    assert sign_in(client, user.email, REMOTE_ADDR="198.51.100.1").status_code == 429
    assert sign_in(client, user.email, REMOTE_ADDR="198.51.100.2").status_code == 302


def test_clients_of_one_proxy_are_told_apart_and_none_can_take_another_address(client, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    user = make_user()
    for number in range(5):
        forged = f"203.0.113.{number}, 198.51.100.1"
        sign_in(Client(), f"guess-{number}@example.org", "wrong", headers={"x-forwarded-for": forged})
    assert sign_in(client, user.email, headers={"x-forwarded-for": "198.51.100.1"}).status_code == 429
    assert sign_in(client, user.email, headers={"x-forwarded-for": "198.51.100.2"}).status_code == 302


def test_without_an_address_only_accounts_are_counted(client):
    for number in range(6):
        sign_in(Client(), f"guess-{number}@example.org", "wrong", REMOTE_ADDR="")
    assert sign_in(client, make_user().email, REMOTE_ADDR="").status_code == 302


def test_signing_in_forgets_the_failures_of_this_account_here_and_no_others(client):
    user, other = make_user(), make_user("other@example.org")
    fail(user.email, 1)
    fail(user.email, 1, "198.51.100.9")
    fail(other.email, 1)
    assert sign_in(client, user.email, REMOTE_ADDR="198.51.100.1").status_code == 302
    left = set(AccessAttempt.objects.values_list("username", "ip_address"))
    assert left == {(user.email, "198.51.100.9"), (other.email, "198.51.100.1")}


def test_what_is_refused_is_not_counted():
    fail("nobody@example.org", 5)
    assert AccessAttempt.objects.get().failures_since_start == 3
    assert AccessFailureLog.objects.count() == 3


def test_nothing_that_was_typed_is_stored():
    make_user()
    fail("editor@example.org", 1)
    [attempt] = AccessAttempt.objects.all()
    assert "wrong" not in attempt.post_data and "editor" not in attempt.post_data


def test_failures_and_sign_ins_are_logged(client, caplog):
    user = make_user()
    with caplog.at_level(logging.INFO, "axes"):
        fail(user.email, 3)
        sign_in(client, "other@example.org", "wrong")
    assert "login failure" in caplog.text and "Locking out" in caplog.text
    assert "wrong" not in caplog.text


def test_a_failure_is_counted_outside_the_transaction_of_the_admin(client, monkeypatch):
    depths = []

    def note(self, *arguments, **options):
        depths.append(len(connection.savepoint_ids))
        return real(self, *arguments, **options)

    from accounts.throttling.handler import TwoLimits

    real = TwoLimits.user_login_failed
    monkeypatch.setattr(TwoLimits, "user_login_failed", note)
    outside = len(connection.savepoint_ids)
    sign_in(client, "nobody@example.org", "wrong")
    assert depths == [outside]
    with transaction.atomic():
        assert len(connection.savepoint_ids) > outside


def test_visitors_of_restricted_documents_are_counted_too(client):
    user = make_user()
    for _ in range(2):
        client.post(reverse("wagtailcore_login"), {"username": user.email, "password": "wrong"})
    response = client.post(reverse("wagtailcore_login"), {"username": user.email, "password": "wrong"})
    assert response.status_code == 429
    assert client.post(reverse("wagtailcore_login"), {"username": user.email, "password": PASSWORD}).status_code == 429


def test_what_is_old_is_removed(client, settings):
    settings.SIGN_IN_LOG_DAYS = 90
    sign_in(client, make_user().email)
    fail("nobody@example.org", 1)
    assert remove_sign_ins() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(days=91), tick=False):
        assert remove_sign_ins() == 3
    assert not AccessLog.objects.exists()


def test_a_proxy_that_is_not_named_is_reported_before_deployment(settings):
    settings.SECURE_PROXY_SSL_HEADER, settings.TRUSTED_PROXIES = ("HTTP_X_FORWARDED_PROTO", "https"), []
    assert [warning.id for warning in check_proxies()] == ["accounts.W002"]
    settings.TRUSTED_PROXIES = ["unix"]
    assert check_proxies() == []
    settings.SECURE_PROXY_SSL_HEADER, settings.TRUSTED_PROXIES = None, []
    assert check_proxies() == []
