"""Asking for a new password tells nobody whether there is an account."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import background
from accounts.signing_in import password_reset
from accounts.signing_in.password_reset import send_reset_link
from tests.accounts.signing_in import is_signed_in, make_user, sign_in

ADDRESSES = ("editor@example.org", "nobody@example.org")


def ask(client, email: str):
    return client.post(reverse("wagtailadmin_password_reset"), {"email": email})


@pytest.mark.django_db
def test_the_response_comes_from_the_same_work_for_known_and_unknown_addresses(client, monkeypatch):
    make_user()
    handed_over, statements, responses = [], [], []
    monkeypatch.setattr(password_reset, "run_unseen", lambda task, *arguments: handed_over.append((task, arguments)))
    for email in ADDRESSES:
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, email)
        statements.append([query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]])
        responses.append((response.status_code, response.headers["Location"], response.content))
    assert responses[0] == responses[1]
    assert statements[0] == statements[1]
    assert mail.outbox == []
    assert [(task, arguments[0]) for task, arguments in handed_over] == [
        (send_reset_link, email) for email in ADDRESSES
    ]


@pytest.mark.django_db
def test_with_a_queue_a_task_waits_for_both(client, monkeypatch, settings):
    settings.TASKS_ARE_QUEUED = True
    queued = []
    monkeypatch.setattr(type(send_reset_link), "enqueue", lambda task, *arguments: queued.append(arguments[0]))
    make_user()
    for email in ADDRESSES:
        ask(client, email)
    assert queued == list(ADDRESSES)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_link_is_sent_after_the_response_and_works(client, settings):
    user = make_user()
    for email in ("Editor@example.org", "nobody@example.org"):
        assert ask(client, email).status_code == 302
    background.wait_until_done()
    [message] = mail.outbox
    assert message.to == [user.email]
    assert f"{settings.CMS_BASE_URL}/admin/password_reset/confirm/" in message.body
    path = message.body[message.body.index("/admin/password_reset/") :].split()[0]
    page = client.get(path, follow=True)
    new = {"new_password1": "another-password-for-tests", "new_password2": "another-password-for-tests"}
    assert client.post(page.redirect_chain[-1][0], new).status_code == 302
    assert sign_in(client, user.email, "another-password-for-tests").status_code == 302
    assert is_signed_in(client)


@pytest.mark.django_db
def test_signing_in_hashes_a_password_whether_or_not_the_account_exists(client, monkeypatch):
    """The hash takes longer than all the rest."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    real, hashed = MD5PasswordHasher.encode, []

    def encode(self, password, salt):
        hashed.append(password)
        return real(self, password, salt)

    for fields in ({}, {"is_active": False}):
        make_user(f"user-{len(fields)}@example.org", **fields)
    by_provider = make_user("sso@example.org")
    by_provider.set_unusable_password()
    by_provider.save()
    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    counts = []
    for email in ("user-0@example.org", "user-1@example.org", "sso@example.org", "nobody@example.org"):
        hashed.clear()
        assert sign_in(client, email, "wrong-password").status_code == 200
        counts.append(len(hashed))
    assert counts == [1, 1, 1, 1]
