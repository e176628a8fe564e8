"""Where somebody is signed in, and how they end it."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.sessions.browsers import browser_name
from pages.previews.preview_session import PreviewSession
from pages.previews.sessions import PreviewOver, open_session, read_session
from tests.accounts.signing_in import PASSWORD, make_user, sign_in
from tests.content import make_post

pytestmark = pytest.mark.django_db

SESSIONS = "/admin/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser_of(user, address: str = "198.51.100.1", user_agent: str = FIREFOX) -> Client:
    """Return a browser in which the user has signed in and looked at the dashboard."""
    client = Client(REMOTE_ADDR=address, headers={"user-agent": user_agent})
    sign_in(client, user.email)
    assert is_open(client)
    return client


def is_open(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_all_sessions_are_listed_with_browser_and_address():
    user = make_user()
    here, _ = browser_of(user), browser_of(user, "198.51.100.2")
    browser_of(make_user("other@example.org"), "198.51.100.3")
    text = here.get(SESSIONS).text
    assert text.count("Firefox on Linux") == 2
    assert "198.51.100.1" in text and "198.51.100.2" in text and "198.51.100.3" not in text
    assert text.count("This one") == 1


def test_one_is_ended_and_the_others_stay():
    user = make_user()
    here, there, elsewhere = (browser_of(user, f"198.51.100.{number}") for number in range(3))
    session = UserSession.objects.get(ip="198.51.100.1")
    here.post(SESSIONS, {"session": session.pk})
    assert [is_open(client) for client in (here, there, elsewhere)] == [True, False, True]


def test_all_others_are_ended_and_previews_too():
    user = make_user(is_superuser=True)
    here, there = browser_of(user), browser_of(user, "198.51.100.2")
    token = open_session(make_post(), user, "editing")
    response = here.post(SESSIONS, {"others": "1"}, follow=True)
    assert "signed out everywhere else" in response.text
    assert is_open(here) and not is_open(there)
    with pytest.raises(PreviewOver):
        read_session(token)


def test_a_preview_is_listed_and_ended():
    user = make_user(is_superuser=True)
    here = browser_of(user)
    tokens = [open_session(make_post(title=f"Draft {number}"), user, "editing") for number in range(2)]
    assert "Draft 0" in here.get(SESSIONS).text
    here.post(SESSIONS, {"preview": PreviewSession.objects.earliest("opened_at").pk})
    text = here.get(SESSIONS).text
    assert "Draft 0" not in text and "Draft 1" in text
    with pytest.raises(PreviewOver):
        read_session(tokens[0])
    read_session(tokens[1])


@pytest.mark.parametrize("form", [{"session": "x"}, {"session": "9" * 40}, {"preview": "x"}, {}, {"session": "0"}])
def test_nonsense_ends_nothing(form):
    here = browser_of(make_user())
    assert here.post(SESSIONS, form).status_code == 302
    assert is_open(here)


def test_nobody_ends_the_sessions_of_others():
    user, other = make_user(), make_user("other@example.org", is_superuser=True)
    there, here = browser_of(other), browser_of(user)
    token = open_session(make_post(), other, "editing")
    here.post(SESSIONS, {"session": UserSession.objects.get(user=other).pk})
    here.post(SESSIONS, {"preview": PreviewSession.objects.get().pk})
    here.post(SESSIONS, {"others": "1"})
    assert is_open(there)
    read_session(token)


def change_password(client: Client):
    form = client.get(reverse("wagtailadmin_account")).context["panels_by_tab"]
    data = {
        f"{panel.name}-{name}": value
        for panels in form.values()
        for panel in panels
        for name, value in panel.get_form().initial.items()
        if isinstance(value, str)
    }
    new = {"password-old_password": PASSWORD, "password-new_password1": "another-password-for-tests"}
    return client.post(
        reverse("wagtailadmin_account"), {**data, **new, "password-new_password2": "another-password-for-tests"}
    )


def test_a_new_password_ends_all_other_sessions_and_all_previews():
    user = make_user(is_superuser=True, first_name="Edie", last_name="Marsh")
    here, there = browser_of(user), browser_of(user, "198.51.100.2")
    token = open_session(make_post(), user, "editing")
    read_session(token)
    assert change_password(here).status_code == 302
    assert is_open(here) and not is_open(there)
    with pytest.raises(PreviewOver) as over:
        read_session(token)
    assert over.value.reason == "password"
    # Under the new key of its session.
    text = here.get(SESSIONS).text
    assert text.count("Firefox on Linux") == 1 and "This one" in text


def test_the_last_use_is_noted_without_a_query_for_most_requests():
    user = make_user()
    here = browser_of(user)
    before = UserSession.objects.get().last_seen_at
    here.get("/admin/")
    assert UserSession.objects.get().last_seen_at == before
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        here.get("/admin/")
    assert UserSession.objects.get().last_seen_at > before


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.0", "curl/8.0"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_have_the_names_that_people_know(user_agent, name):
    assert browser_name(user_agent) == name


def test_views_that_know_no_accounts_are_served(admin_client: Client) -> None:
    # Wagtail's choosers for scripts; the REST framework takes the account away there.
    for path in ("/admin/api/main/pages/", "/admin/api/main/images/", "/admin/api/main/documents/"):
        assert admin_client.get(path).status_code == 200, path
