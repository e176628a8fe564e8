"""Links of public content: found, checked, reported."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, GroupPagePermission

from links.checking.answer import Answer, Verdict
from links.checking.asking import ask
from links.checking.checker import NOT_ASKED, Checker, note
from links.checking.robots import Robots
from links.finding.collecting import collect_links
from links.finding.content_links import content_links
from links.finding.hidden_targets import hidden_targets
from links.loop import NightlyRound
from links.models import CheckedLink, LinkUse
from pages.models import PersonLink, User
from tests.content import block, home, make_document, make_event, make_person, make_post, publish
from tests.links.sites import OtherSite, other_site
from tests.pages.conftest import account

pytestmark = pytest.mark.django_db

State = CheckedLink.State
ELSEWHERE = "https://www.example.com"


@pytest.fixture
def site(settings: Any) -> Iterator[OtherSite]:
    settings.LINKS_ALLOW_PRIVATE, settings.LINKS_PACE = True, 0
    with other_site() as site:
        yield site


def link_to(url: str, words: str = "words") -> dict[str, Any]:
    return block("paragraph", f'<p>Some <a href="{url}">{words}</a>.</p>')


def checked(url: str = ELSEWHERE, **values: Any) -> CheckedLink:
    return CheckedLink(url=url, digest=url, host="www.example.com", **values)


def test_links_are_found_wherever_they_are() -> None:
    target, document = make_event(title="Target"), make_document()
    call = {"page": target.pk, "document": None, "url": "", "email": "", "phone": "", "label": "Go"}
    body = [
        block(
            "paragraph", f'<p><a href="{ELSEWHERE}/a?x=1&amp;y=2">a</a> <a linktype="page" id="{target.pk}">b</a></p>'
        ),
        block("call_to_action", {"text": f"see {ELSEWHERE}/not-a-link", "link": call}),
        block("document", {"document": document.pk, "description": ""}),
        block("quote", {"text": "x", "attribution": "y", "source_url": f"{ELSEWHERE}/source"}),
        block("embed", {"url": f"{ELSEWHERE}/video", "title": ""}),
        block("table", {"data": [["a", f"{ELSEWHERE}/cell"]]}),
        block("paragraph", '<p><a href="mailto:a@example.org">m</a> <a href="/here/">h</a></p>'),
    ]
    post = make_post(body=body, original_url=f"{ELSEWHERE}/original", intro=f'<p><a href="{ELSEWHERE}/intro">i</a></p>')
    found = list(content_links(post))
    assert {link.url for link in found if link.url} == {
        f"{ELSEWHERE}/{path}" for path in ("a?x=1&y=2", "source", "video", "cell", "original", "intro")
    }
    assert [link.page for link in found if link.page] == [target.pk, target.pk]
    assert [link.document for link in found if link.document] == [document.pk]
    [source] = [link for link in found if link.url.endswith("/source")]
    assert (source.field, source.block_id) == ("body", body[3]["id"])


def test_links_of_rows_and_records_are_found() -> None:
    person = make_person(bio=f'<p><a href="{ELSEWHERE}/bio">b</a></p>')
    person.links.add(PersonLink(label="Site", url=f"{ELSEWHERE}/site"))
    assert {link.url: link.field for link in content_links(person)} == {
        f"{ELSEWHERE}/bio": "bio",
        f"{ELSEWHERE}/site": "links",
    }


def test_public_content_is_collected_and_what_is_gone_forgotten() -> None:
    post = make_post(body=[link_to(f"{ELSEWHERE}/a#part"), link_to(f"{ELSEWHERE}/b")])
    make_post(title="Other", body=[link_to(f"{ELSEWHERE}/a#other")])
    draft = make_post(title="Draft", body=[link_to(f"{ELSEWHERE}/draft")])
    draft.unpublish()
    make_person(bio=f'<p><a href="{ELSEWHERE}/person">b</a></p>')
    assert collect_links() == 3
    assert set(CheckedLink.objects.values_list("url", flat=True)) == {
        f"{ELSEWHERE}/{path}" for path in ("a", "b", "person")
    }
    assert CheckedLink.objects.get(url=f"{ELSEWHERE}/a").uses.count() == 2
    CheckedLink.objects.filter(url=f"{ELSEWHERE}/a").update(state=State.WORKS)
    post.body = []
    publish(post)
    assert collect_links() == 2
    assert CheckedLink.objects.get(url=f"{ELSEWHERE}/a").state == State.WORKS
    assert not CheckedLink.objects.filter(url=f"{ELSEWHERE}/b").exists()


@pytest.mark.parametrize(
    ("answers", "verdict", "text"),
    [
        ({"/x": 200}, Verdict.WORKS, ""),
        ({"HEAD /x": 405, "GET /x": 200}, Verdict.WORKS, ""),
        ({"HEAD /x": 404, "GET /x": 200}, Verdict.WORKS, ""),
        ({}, Verdict.FAILS, "There is nothing at this address (status 404)."),
        ({"/x": 410}, Verdict.FAILS, "status 410"),
        ({"/x": 500}, Verdict.FAILS, "The site answers with an error (status 500)."),
        ({"/x": 403}, Verdict.UNKNOWN, "does not let programs look"),
        ({"/x": 429}, Verdict.UNKNOWN, "status 429"),
        ({"/x": (301, "/y"), "/y": 200}, Verdict.WORKS, ""),
        ({"/x": (301, "/y")}, Verdict.FAILS, "status 404"),
        ({"/x": (302, "/x")}, Verdict.FAILS, "It redirects in circles."),
        ({"/x": 301}, Verdict.FAILS, "It redirects to nowhere."),
    ],
)
def test_answers_are_judged(site: OtherSite, answers: dict[str, Any], verdict: Verdict, text: str) -> None:
    site.answers.update(answers)
    answer = ask(f"{site.url}/x")
    assert answer.verdict is verdict
    assert text in answer.problem
    assert site.agents == {"coalition-cms-links (+https://cms.example.org)"}


def test_only_permanent_redirects_say_where_it_moved(site: OtherSite) -> None:
    site.answers.update({"/a": (301, "/c"), "/b": (302, "/c"), "/c": 200})
    assert ask(f"{site.url}/a").moved_to == f"{site.url}/c"
    assert ask(f"{site.url}/b").moved_to == ""


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "https://no-such-host.invalid/", "http://[", "ftp://example.org/"]
)
def test_what_does_not_answer_fails(url: str, settings: Any) -> None:
    settings.LINKS_ALLOW_PRIVATE = True
    assert ask(url).verdict is Verdict.FAILS


def test_private_networks_are_not_reached(site: OtherSite, settings: Any) -> None:
    settings.LINKS_ALLOW_PRIVATE = False
    assert "private network" in ask(f"{site.url}/x").problem
    assert not site.requests


def test_robots_are_heeded(settings: Any) -> None:
    settings.LINKS_ALLOW_PRIVATE, settings.LINKS_PACE = True, 0
    with other_site(robots="User-agent: *\nDisallow: /private/\n") as site:
        site.answers["/open"] = 200
        robots = Robots()
        assert robots.allows(f"{site.url}/open")
        assert not robots.allows(f"{site.url}/private/x")
        assert site.requests["GET", "/robots.txt"] == 1
        link = checked(f"{site.url}/private/x")
        Checker().check(link)
        assert (link.state, link.problem) == (State.UNKNOWN, NOT_ASKED)
        assert not site.requests["HEAD", "/private/x"]


def test_a_link_is_broken_only_after_several_failures_over_a_while() -> None:
    link, now = checked(), timezone.now()
    fails = Answer(Verdict.FAILS, 404, "There is nothing.")
    for hours, state in ((0, State.SUSPECTED), (1, State.SUSPECTED), (2, State.SUSPECTED), (21, State.BROKEN)):
        note(link, fails, now + datetime.timedelta(hours=hours))
        assert link.state == state
    assert link.failing_since == now
    note(link, Answer(Verdict.WORKS, 200), now + datetime.timedelta(days=3))
    assert str(link.state) == State.WORKS
    assert (link.failures, link.problem, link.failing_since is None) == (0, "", True)
    assert link.due_at > now + datetime.timedelta(days=9)


def test_each_host_has_its_pace(site: OtherSite, settings: Any) -> None:
    settings.LINKS_PACE = 30
    slept: list[float] = []
    for path in ("a", "b", "c"):
        CheckedLink.objects.create(url=f"{site.url}/{path}", digest=path, host="127.0.0.1")
    CheckedLink.objects.create(url="http://localhost:1/", digest="d", host="localhost")
    assert Checker(sleep=slept.append).check_due() == 4
    assert len(slept) == 2
    assert all(29 < seconds <= 30 for seconds in slept)
    assert Checker().check_due() == 0


def test_hidden_targets_are_found() -> None:
    event, gone = make_event(title="Draft"), make_post(title="Gone")
    restricted = Collection.get_first_root_node().add_child(name="Members")
    CollectionViewRestriction.objects.create(collection=restricted, restriction_type="login")
    document = make_document("Secret", collection=restricted)
    links = f'<a linktype="page" id="{event.pk}">a</a> <a linktype="page" id="{gone.pk}">b</a>'
    text = f'<p>{links} <a linktype="document" id="{document.pk}">c</a> <a linktype="page" id="{home().pk}">d</a></p>'
    post = make_post(body=[block("paragraph", text)])
    event.unpublish()
    type(gone).objects.filter(pk=gone.pk).update(live=False)
    assert [title for _, title in hidden_targets(content_links(post))] == ["Draft", "Gone", "Secret"]
    messages = [warning.message for warning in post.publish_warnings() if warning.code == "hidden_target"]
    assert messages[0] == "A link leads to “Draft”, which is not public: visitors see its words without the link."
    assert len(messages) == 3


def test_known_broken_links_are_named_before_publishing() -> None:
    post = make_post(body=[link_to(f"{ELSEWHERE}/a"), link_to(f"{ELSEWHERE}/b")])
    collect_links()
    CheckedLink.objects.filter(url__endswith="/a").update(state=State.BROKEN, problem="There is nothing.")
    CheckedLink.objects.filter(url__endswith="/b").update(state=State.SUSPECTED)
    [warning] = [warning for warning in post.publish_warnings() if warning.code == "broken_link"]
    assert warning.message == f"The link to {ELSEWHERE}/a is broken. There is nothing."
    assert warning.field == "body"


def test_the_report_leads_to_the_block(client: Client) -> None:
    body = [link_to(f"{ELSEWHERE}/a")]
    post = make_post(title="With a link", body=body)
    collect_links()
    CheckedLink.objects.update(state=State.BROKEN, problem="Nothing.", failures=3, failing_since=timezone.now())
    client.force_login(account("editor@example.org", "Editor"))
    page = client.get(reverse("links_report")).content.decode()
    assert f"{reverse('wagtailadmin_pages:edit', args=[post.pk])}#block-{body[0]['id']}-section" in page
    assert "Nothing." in page
    assert f"https://web.archive.org/web/{timezone.now():%Y%m%d}/{ELSEWHERE}/a" in page
    assert f"{ELSEWHERE}/a" not in client.get(reverse("links_report"), {"state": "works"}).content.decode()
    assert client.get(reverse("links_report"), {"state": "nonsense", "p": "x"}).status_code == 200


def test_who_may_not_edit_a_page_does_not_see_its_title(client: Client) -> None:
    make_post(title="With a link", body=[link_to(f"{ELSEWHERE}/a")])
    collect_links()
    CheckedLink.objects.update(state=State.BROKEN)
    user: User = account("editor@example.org", "Editor")
    client.force_login(user)
    GroupPagePermission.objects.filter(group__in=user.groups.all()).delete()
    page = client.get(reverse("links_report")).content.decode()
    assert "With a link" not in page
    assert "On pages that you may not edit" in page


def test_the_command_lists_what_is_broken(site: OtherSite) -> None:
    site.answers["/works"] = 200
    event = make_event(title="Draft")
    make_post(
        title="Links",
        body=[
            link_to(f"{site.url}/works"),
            link_to(f"{site.url}/lost"),
            block("paragraph", f'<p><a linktype="page" id="{event.pk}">a</a></p>'),
        ],
    )
    event.unpublish()
    said = io.StringIO()
    call_command("check_links", stdout=said)
    assert f"Works: {site.url}/works" in said.getvalue()
    assert f"Failed, is tried again: {site.url}/lost" in said.getvalue()
    assert "In body of “Links”: a link to “Draft”, which is not public" in said.getvalue()
    assert "1 links to what is not public, 0 broken links to other sites." in said.getvalue()
    CheckedLink.objects.filter(url__endswith="/lost").update(
        failures=2, failing_since=timezone.now() - datetime.timedelta(days=1)
    )
    call_command("check_links", all=True, stdout=said)
    assert (
        f"Broken: {site.url}/lost  There is nothing at this address (status 404).\n    in body of “Links”"
        in said.getvalue()
    )
    before = sum(site.requests.values())
    call_command("check_links", internal=True, stdout=said)
    assert sum(site.requests.values()) == before


def at_hour(monkeypatch: pytest.MonkeyPatch, hour: int, day: int = 2) -> None:
    now = datetime.datetime(2030, 1, day, hour, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr("links.loop.timezone.now", lambda: now)


def test_the_worker_checks_at_night_once(site: OtherSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/works"] = 200
    make_post(body=[link_to(f"{site.url}/works")])
    at_hour(monkeypatch, 12)
    NightlyRound().step()
    assert not CheckedLink.objects.exists()
    at_hour(monkeypatch, 3)
    NightlyRound().step()
    assert CheckedLink.objects.get().state == State.WORKS
    assert LinkUse.objects.count() == 1
    make_post(title="New", body=[link_to(f"{site.url}/new")])
    NightlyRound().step()
    assert CheckedLink.objects.count() == 1
    at_hour(monkeypatch, 3, day=3)
    NightlyRound().step()
    assert CheckedLink.objects.count() == 2


@pytest.mark.parametrize("url", ["http://%5B/", "http://[x/", "http://example.org%EF%BC%83@example.com/"])
def test_what_is_no_address_stops_no_check(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("links.checking.robots.fetch_text", lambda *_: (404, ""))
    assert Robots().allows(url)
    assert ask(url).verdict is Verdict.FAILS
