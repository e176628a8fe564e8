"""Signing in with a passkey, and with the code of an authenticator app after the password."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def passkeys_at_localhost(settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


@pytest.fixture
def device(admin: Admin) -> Iterator[None]:
    """A device with a fingerprint reader, whose owner always touches it."""
    session = admin.page.context.new_cdp_session(admin.page)
    session.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    consent = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**abilities, **consent}})
    yield


def look(page: Page, name: str) -> None:
    """Save a picture of the page where SCREENSHOTS says, for people to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(500)
        page.screenshot(path=Path(folder) / f"{name}.png")


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def confirm_password(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def sign_out(admin: Admin) -> None:
    admin.page.context.clear_cookies()
    admin.open("/admin/login/")


def test_a_passkey_signs_in_without_a_password(admin: Admin, editor, device) -> None:
    page = admin.page
    admin.sign_in(editor)
    admin.open("/admin/account/#tab-actions")
    page.get_by_role("link", name="Passkeys and codes").click()
    look(page, "security")
    page.get_by_role("link", name="Add", exact=True).click()
    look(page, "confirm")
    confirm_password(page)
    expect(page.get_by_label("Sign in without a password")).to_be_checked()
    look(page, "add-passkey")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    look(page, "recovery-codes")
    assert Authenticator.objects.filter(user=editor, type="webauthn").count() == 1

    sign_out(admin)
    look(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("button", name=re.compile("Edie"))).to_be_visible()
    look(page, "signed-in")


def test_a_code_is_asked_for_after_the_password(admin: Admin, editor, settings) -> None:
    settings.MFA_REQUIRED_GROUPS = ["Editor"]
    page = admin.page
    admin.open("/admin/login/")
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Your role needs a second factor").first).to_be_visible()
    look(page, "required")
    page.get_by_role("link", name="Activate").click()
    confirm_password(page)
    secret = page.get_by_label("Authenticator secret").input_value()
    look(page, "add-app")
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()

    sign_out(admin)
    page.get_by_label("E-mail address").fill(editor.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    code = page.get_by_label("Code")
    look(page, "code")
    code.fill("000000")
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    look(page, "wrong-code")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.wait_for_url("**/admin/")
