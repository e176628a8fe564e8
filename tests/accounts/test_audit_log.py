"""The audit log: everything in one order, and nothing that a spreadsheet would compute."""

import csv
import datetime
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.audit_log.entries import entries
from accounts.audit_log.signal_handlers import ADDED
from pages.models import User
from tests.accounts.signing_in import PASSWORD, make_user, sign_in
from tests.content import make_post

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/audit-log/"
DAY = datetime.datetime(2030, 6, 14, 12, tzinfo=datetime.UTC)


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("administrator@example.org", PASSWORD)


@pytest.fixture
def a_day(administrator) -> list[str]:
    """What happens within an hour; returns the events in order."""
    browser = Client(REMOTE_ADDR="198.51.100.1")

    def act(minute: int, action) -> None:
        with time_machine.travel(DAY + datetime.timedelta(minutes=minute), tick=False):
            action()

    user = make_user()
    act(0, lambda: sign_in(browser, user.email, "wrong"))
    act(1, lambda: sign_in(browser, user.email))
    act(2, lambda: log(Page.objects.first(), "wagtail.edit", user=user))
    act(3, lambda: log(user, ADDED, user=user))
    act(4, lambda: browser.post("/admin/logout/"))
    return ["Failed to sign in", "Signed in", "Edit", "Add second factor", "Signed out"]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def during(found) -> list[str]:
    return [entry.event for entry in found if entry.at.year == 2030]


def test_all_logs_are_one_in_the_order_of_events(a_day):
    assert during(entries()) == a_day
    assert during(entries(newest_first=True)) == a_day[::-1]
    minute = datetime.timedelta(minutes=1)
    assert during(entries(since=DAY + minute, until=DAY + 3 * minute)) == a_day[1:3]


def test_the_file_has_all_of_it(a_day, administrator, client):
    client.force_login(administrator)
    response = client.get(REPORT, {"export": "csv", "since": "2030-06-14", "until": "2030-06-14"})
    assert response["Content-Type"].startswith("text/csv")
    heading, *lines = rows(b"".join(response.streaming_content).decode())
    assert heading == ["Time", "Event", "Who", "What", "Address", "Browser", "Details"]
    assert [line[1] for line in lines] == a_day
    assert lines[0][:5] == ["2030-06-14T12:00:00+00:00", "Failed to sign in", "editor@example.org", "", "198.51.100.1"]


@pytest.mark.parametrize(
    "name", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", '=HYPERLINK("https://example.org")']
)
def test_nobody_puts_a_formula_into_it(administrator, client, name, capsys):
    browser = Client(headers={"user-agent": name.strip() or "x"})
    sign_in(browser, f"{name}@example.org", "wrong")
    log(make_post(title=name), "wagtail.edit", user=administrator)
    client.force_login(administrator)
    downloaded = b"".join(client.get(REPORT, {"export": "csv"}).streaming_content).decode()
    call_command("export_audit_log")
    for text in (downloaded, capsys.readouterr().out):
        cells = [cell for row in rows(text) for cell in row]
        assert any(name.strip().casefold() in cell.casefold() for cell in cells)
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith("\t")] == []


def test_the_page_shows_the_latest_and_only_to_administrators(a_day, administrator, client):
    client.force_login(administrator)
    page = client.get(REPORT, {"since": "2030-06-14"})
    assert page.text.index("Signed out") < page.text.index("Failed to sign in")
    assert REPORT in client.get("/admin/").text
    for group in ("Editor", "Moderator", "Site manager"):
        other = Client()
        other.force_login(make_user(f"{group[:3]}@example.org", group))
        assert other.get(REPORT).status_code == 302
        assert other.get(REPORT, {"export": "csv"}).status_code == 302


def test_a_day_that_is_none_is_an_error_in_the_form(administrator, client):
    client.force_login(administrator)
    page = client.get(REPORT, {"since": "yesterday-ish", "export": "csv"})
    assert page.status_code == 200 and page.context["form"].errors


def test_the_command_takes_a_period(a_day, capsys):
    call_command(
        "export_audit_log", "--since", "2030-06-14", "--until", (DAY + datetime.timedelta(minutes=2)).isoformat()
    )
    assert [row[1] for row in rows(capsys.readouterr().out)[1:]] == a_day[:2]
    with pytest.raises(CommandError, match="is no day"):
        call_command("export_audit_log", "--since", "2030-02-30")


def test_accounts_that_are_gone_keep_their_entries(administrator, capsys):
    user = make_user()
    log(make_post(), "wagtail.edit", user=user)
    key = user.pk
    user.delete()
    assert f"account {key}" in {entry.who for entry in entries(since=timezone.now() - datetime.timedelta(hours=1))}
