"""The stream over a real connection, from the process that serves it."""

import http.client
import resource
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from granian import Granian
from wagtail.models import Page, PageViewRestriction, Site

from api.models import Change, ChangeCounter
from pages.models import HomePage
from tests.api.conftest import Get
from tests.api.stream.client import PATH, EventSource
from tests.changes import since
from tests.content import add, home, make_section, publish
from tests.streams import running_stream

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("log_goes_on"),
]


def rename(page: Any, title: str) -> None:
    page = type(page).objects.get(pk=page.pk)
    page.title = title
    publish(page)


def sequence() -> int:
    return ChangeCounter.objects.get().sequence


def test_each_change_is_told_once_as_changes_tells_it(port: int, get: Get) -> None:
    make_section(title="Before")
    with EventSource(port) as stream:
        begun = stream.last_id
        assert begun == get("changes/")["cursor"]
        for number in range(3):
            make_section(title=f"Section {number}")
        told = stream.until(sequence())
    listed = get("changes/", since=begun, limit=100)
    assert [event.data for event in told] == listed["items"]
    assert {event.name for event in told} == {"change"}
    assert [event.data["html_path"] for event in told] == ["/section-0/", "/section-1/", "/section-2/"]
    assert told[-1].id == listed["cursor"]
    assert get("changes/", since=told[0].id)["items"] == listed["items"][1:]


def test_who_connects_again_gets_what_was_missed_and_nothing_twice(port: int, get: Get) -> None:
    with EventSource(port) as stream:
        make_section(title="First")
        first = stream.next()
    for _number in range(130):
        Change.objects.bulk_create([a_change(sequence() + 1)])
        ChangeCounter.objects.update(sequence=sequence() + 1)
    make_section(title="Last")
    begun = since(0)
    for query, headers in (
        (f"?since={first.id}", {}),
        ("", {"Last_Event_ID": first.id}),
        # What a browser sends that was opened with a cursor, and lost the connection.
        (f"?since={begun}", {"Last_Event_ID": first.id}),
    ):
        with EventSource(port, query, **headers) as stream:
            assert stream.last_id == first.id
            told = stream.until(sequence())
            make_section(title=f"Then {len(query)} {len(headers)}")
            then = stream.next()
        assert next(event.data["html_path"] for event in told if event.data["type"] == "pages.SectionPage") == "/last/"
        assert [event.data["sequence"] for event in (*told, then)] == [
            change.sequence for change in Change.objects.filter(sequence__gt=first.data["sequence"])
        ]


def a_change(sequence: int) -> Change:
    """A row of a page that was public once."""
    template = Change.objects.order_by("sequence").last()
    assert template is not None
    template.sequence, template.action, template.object_id = sequence, "deleted", 10**6 + sequence
    template.type, template.tags, template.html_path = "pages.EventPage", [], ""
    return template


def test_what_is_not_public_is_not_told(port: int, get: Get) -> None:
    news = make_section(title="News")
    with EventSource(port) as stream:
        begun = stream.last_id
        add(news, type(news)(title="Draft", live=False))
        hidden = make_section(title="Hidden")
        PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
        rename(hidden, "More hidden")
        make_section(title="End")
        told = stream.until(sequence())
    everything = str([event.data for event in told])
    assert "Draft" not in everything and "draft" not in everything
    assert told[-1].data["html_path"] == "/end/"
    restricted = [event.data for event in told if event.data["id"] == hidden.pk and "Section" in event.data["type"]]
    assert restricted[-1]["action"] == "unpublished" and restricted[-1]["html_path"] is None
    # Who reads the log now, and who reads it as it happens, are told the same of what is public now.
    assert told[-1].data == get("changes/", since=begun, limit=100)["items"][-1]


def test_a_stream_is_of_one_site(port: int) -> None:
    other_home = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    publish(other_home)
    other = Site.objects.create(hostname="other.example.org", root_page=other_home)
    with EventSource(port, "?site=other.example.org") as stream, EventSource(port) as of_default:
        make_section(title="Here")
        there = make_section(other_home, "There")
        told = stream.next()
        assert (told.data["id"], told.data["html_path"]) == (there.pk, "/there/")
        assert of_default.next().data["html_path"] == "/here/"
    refused = EventSource(port, "?site=other.example.org", Last_Event_ID=since(0))
    assert (refused.status, refused.problem()["errors"][0]["code"]) == (400, "cursor_of_another_query")
    with EventSource(port, "?site=other.example.org", Last_Event_ID=since(sequence(), other)) as stream:
        site = stream.last_id
        other.delete()
        make_section(title="After")
        # The site is gone, so that there is nothing to tell any more.
        deadline = time.monotonic() + 15
        while not stream.has_ended and time.monotonic() < deadline:
            stream.block()
        assert stream.has_ended and site


def test_who_follows_a_site_learns_that_it_was_closed(port: int) -> None:
    section = make_section(title="News")
    with EventSource(port) as stream:
        PageViewRestriction.objects.create(page=home(), restriction_type=PageViewRestriction.LOGIN)
        told = stream.until(sequence())
        cursor = stream.last_id
    assert ("unpublished", section.pk) in [(event.data["action"], event.data["id"]) for event in told]
    assert {event.data["html_path"] for event in told} == {None}
    with EventSource(port, Last_Event_ID=cursor):
        pass


def test_a_cursor_that_is_too_old(port: int) -> None:
    make_section(title="Long ago")
    old = since(0)
    ChangeCounter.objects.update(compacted=sequence())
    Change.objects.all().delete()
    gone = EventSource(port, f"?since={old}")
    assert (gone.status, gone.problem()["errors"][0]["code"]) == (410, "too_old")
    # A browser that connects again cannot see a status.
    with EventSource(port, Last_Event_ID=old) as stream:
        reset = stream.next()
        assert (reset.name, reset.id, reset.data["cursor"]) == ("reset", since(sequence()), since(sequence()))
        make_section(title="Now")
        told = [event.data for event in stream.until(sequence())]
        assert "/now/" in [data["html_path"] for data in told], told


def test_a_database_that_was_restored_from_an_older_copy(port: int) -> None:
    with EventSource(port) as stream:
        for number in range(3):
            make_section(title=f"Section {number}")
        counter = sequence()
        stream.until(counter)
        Change.objects.filter(sequence=counter).delete()
        ChangeCounter.objects.update(sequence=counter - 1)
        assert stream.next().name == "reset"
        assert stream.last_id == since(counter - 1)
        make_section(title="Again")
        following = stream.next()
        # It is told twice if both the client's own look at the log and the one for all clients notice it.
        if following.name == "reset":
            following = stream.next()
        assert following.data["sequence"] == counter


@pytest.mark.parametrize(
    ("query", "headers", "status", "code"),
    [
        ("?since=nonsense", {}, 400, "invalid_cursor"),
        ("", {"Last_Event_ID": "nonsense"}, 400, "invalid_cursor"),
        ("?snce=1", {}, 400, "unknown_parameter"),
        ("?limit=1", {}, 400, "unknown_parameter"),
        ("?site=nowhere.example.org", {}, 400, "unknown_site"),
        ("?since=%FF%00", {}, 400, "malformed"),
        ("", {"Accept": "application/json"}, 406, None),
        ("", {"Host": "evil.example.com"}, 400, None),
        (f"?since={'x' * 5000}", {}, 414, None),
    ],
)
def test_what_is_not_understood_is_refused(
    port: int, query: str, headers: dict[str, str], status: int, code: str | None
) -> None:
    refused = EventSource(port, query, **headers)
    problem = refused.problem()
    assert (refused.status, problem["status"]) == (status, status)
    assert refused.headers["access-control-allow-origin"] == "*"
    assert code is None or problem["errors"][0]["code"] == code


def ask(port: int, method: str, path: str, **headers: str) -> http.client.HTTPResponse:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    client.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = client.getresponse()
    response.read()
    client.close()
    return response


def test_headers_and_methods(port: int) -> None:
    with EventSource(port, Origin="https://www.example.org") as stream:
        assert stream.headers["access-control-allow-origin"] == "*"
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"
        assert stream.headers["x-robots-tag"] == "noindex"
        assert {"set-cookie", "content-length"}.isdisjoint(stream.headers)
    assert ask(port, "HEAD", PATH).status == 200
    posted = ask(port, "POST", PATH)
    assert (posted.status, posted.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    preflight = ask(
        *(port, "OPTIONS", PATH),
        Origin="https://www.example.org",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="last-event-id",
    )
    assert preflight.status == 200 and "last-event-id" in preflight.headers["Access-Control-Allow-Headers"]


def test_nothing_else_is_served(port: int) -> None:
    statuses = {path: ask(port, "GET", path).status for path in ("/api/v2/pages/", "/admin/", "/", "/api/v2/changes/")}
    assert set(statuses.values()) == {404}
    assert ask(port, "GET", "/healthz").status == 200


def test_places_are_limited_and_free_again() -> None:
    connection.close()
    with running_stream(STREAM_CLIENTS="2") as (port, _):
        with EventSource(port), EventSource(port):
            third = EventSource(port)
            assert (third.status, third.headers["retry-after"]) == (503, "5")
            assert third.problem()["status"] == 503
        deadline = time.monotonic() + 15
        statuses = []
        while 200 not in statuses:
            assert time.monotonic() < deadline
            again = EventSource(port)
            statuses.append(again.status)
            again.close()


def test_it_stops_cleanly() -> None:
    connection.close()
    with running_stream() as (port, process), EventSource(port) as stream:
        began = time.monotonic()
        process.terminate()
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - began < 8
        # The response ends as one that is complete, not with a connection that is cut.
        assert stream.block() is None and stream.has_ended


def test_the_command_says_how_many_files_it_needs(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 1024))
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: limits.append(pair))
    monkeypatch.setattr(Granian, "serve", lambda _: None)
    call_command("run_stream")
    assert limits == [(1024, 1024)]
    assert "may open 1024 files" in capsys.readouterr().err
