"""Management commands and system checks."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from wagtail.models import Site

from pages.accounts.demo_login import DEMO_ACCOUNTS, DEMO_PASSWORD
from pages.checks import check_site_record, refuse_demo_login

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery staple"


def test_create_admin_makes_an_account_that_may_do_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", GOOD)
    call_command("create_admin", "Boss@Example.org")
    account = get_user_model().objects.get(email="boss@example.org")
    assert account.is_superuser
    assert account.check_password(GOOD)


def test_create_admin_resets_an_account_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    get_user_model().objects.create_user("boss@example.org", "old", is_active=False)
    monkeypatch.setenv("ADMIN_PASSWORD", GOOD)
    call_command("create_admin", "BOSS@example.org")
    account = get_user_model().objects.get()
    assert account.is_active
    assert account.is_superuser
    assert account.check_password(GOOD)


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("nonsense", GOOD, "not a valid e-mail address"),
        ("a@example.org", "12345678", "too common"),
        ("a@example.org", "", "ADMIN_PASSWORD"),
    ],
)
def test_create_admin_refuses_with_a_sentence(
    email: str, password: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(CommandError, match=sentence):
        call_command("create_admin", email)
    assert not get_user_model().objects.exists()


def test_the_login_ignores_case() -> None:
    get_user_model().objects.create_user("Ada@Example.org", GOOD)
    assert get_user_model().objects.get_by_natural_key("ADA@example.ORG").email == "ada@example.org"


def test_the_site_record_is_the_frontend_s(settings: pytest.FixtureRequest) -> None:
    site = Site.objects.get()
    assert (site.root_url, site.is_default_site) == ("https://www.example.org", True)
    assert check_site_record(databases=["default"]) == []
    assert check_site_record() == []


def test_a_site_record_that_differs_is_reported() -> None:
    Site.objects.update(hostname="other.example.org")
    (warning,) = check_site_record(databases=["default"])
    assert warning.id == "pages.W001"
    assert "other.example.org" in warning.msg


def test_the_demo_login_is_refused_where_it_is_not_wanted(settings: pytest.FixtureRequest) -> None:
    email = next(iter(DEMO_ACCOUNTS))
    account = get_user_model().objects.create_user(email, DEMO_PASSWORD)
    with pytest.raises(ImproperlyConfigured, match=email):
        refuse_demo_login()
    settings.DEMO_LOGIN = True  # type: ignore[attr-defined]
    refuse_demo_login()
    settings.DEMO_LOGIN = False  # type: ignore[attr-defined]
    account.set_password(GOOD)
    account.save()
    refuse_demo_login()


def test_the_groups_may_do_what_they_need() -> None:
    permissions = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    assert set(permissions) == {"Editor", "Moderator", "Site manager"}
    assert {"access_admin", "add_person", "change_topic"} <= permissions["Editor"]
    assert not {"publish_person", "delete_person", "change_sitesettings"} & permissions["Editor"]
    assert {"publish_person", "delete_organization", "add_redirect"} <= permissions["Moderator"]
    assert {"change_sitesettings", "change_site"} <= permissions["Site manager"]
    assert not any("user" in codename for codename in permissions["Site manager"])
