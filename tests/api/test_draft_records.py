"""Previews show the records that are published with a page; nothing else does."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from pages.models import EventHost, Organization, Person, PostAuthor, User
from pages.previews.share_links import create_share_link
from tests.api.budgets import STATEMENTS
from tests.api.conftest import Get
from tests.content import block, make_event, make_organization, make_person, make_post, open_preview

pytestmark = pytest.mark.django_db

POST, EVENT = "pages.guestblogpost", "pages.eventpage"
CANARY = "Zyxquill"


def draft_person(**fields: Any) -> Person:
    """Return a person who was never published; the name is in the latest version only."""
    person = Person.objects.create(name="Stored name", slug=CANARY.lower(), live=False, **fields)
    person.name, person.job_title = f"{CANARY} Writer", f"{CANARY} reporter"
    person.save_revision()
    return person


def draft_organization() -> Organization:
    organization = Organization.objects.create(name=f"{CANARY} Union", live=False)
    organization.save_revision()
    return organization


@pytest.fixture
def person() -> Person:
    return draft_person()


def preview(get: Get, page: Page, kind: str = POST) -> Any:
    return get("preview/", content_type=kind, token=open_preview(page))


def test_an_author_who_is_a_draft_is_shown_in_place_and_marked(get: Get, person: Person) -> None:
    post = make_post()
    post.authors.set([PostAuthor(name="Somebody"), PostAuthor(person=person, sort_order=1)])
    shown = preview(get, post)
    assert [author["name"] for author in shown["authors"]] == ["Somebody", f"{CANARY} Writer"]
    assert shown["authors"][1]["person"]["id"] == person.pk
    assert shown["authors"][1]["byline"] == f"{CANARY} reporter"
    assert shown["meta"]["preview"]["unpublished"] == ["/authors/1/person"]
    assert shown["_edit"]["/authors/1/person"] == "authors.1.person"


def test_nothing_is_marked_where_everything_is_public(get: Get) -> None:
    shown = preview(get, make_post(authors=[PostAuthor(person=make_person())]))
    assert shown["meta"]["preview"]["unpublished"] == []


def test_their_new_organization_is_shown_too(get: Get) -> None:
    person = draft_person(organization=draft_organization())
    post = make_post()
    post.authors.set([PostAuthor(person=person)])
    assert preview(get, post)["authors"][0]["byline"] == f"{CANARY} reporter, {CANARY} Union"


def test_a_public_organization_of_theirs_is_shown(get: Get) -> None:
    post = make_post()
    post.authors.set([PostAuthor(person=draft_person(organization=make_organization()))])
    assert preview(get, post)["authors"][0]["byline"] == f"{CANARY} reporter, Example Union"


def test_blocks_and_hosts(get: Get, person: Person) -> None:
    event = make_event()
    quote = {"text": "Words.", "attribution": "", "person": person.pk, "role": ""}
    event.body = [block("quote", quote), block("people", {"people": [block("item", person.pk)]})]
    event.hosts.set([EventHost(organization=draft_organization())])
    shown = preview(get, event, EVENT)
    assert shown["hosts"][0]["organization"]["name"] == f"{CANARY} Union"
    assert shown["body"][0]["value"]["attribution"] == f"{CANARY} Writer"
    assert set(shown["meta"]["preview"]["unpublished"]) == {
        "/hosts/0/organization",
        "/body/0/value/person",
        "/body/1/value/people/0",
    }


def test_somebody_who_has_not_confirmed_stays_off(get: Get, person: Person) -> None:
    event = make_event()
    event.hosts.set([EventHost(person=person, confirmed=False)])
    assert preview(get, event, EVENT)["hosts"] == []


def test_somebody_who_was_taken_down_stays_off_until_their_publication_is_agreed_to(get: Get) -> None:
    person = make_person()
    person.unpublish()
    post = make_post()
    post.authors.set([PostAuthor(person=person)])
    shown = preview(get, post)
    assert (shown["authors"], shown["meta"]["preview"]["unpublished"]) == ([], [])


def test_what_the_live_version_lacks_too_stays_off(get: Get, person: Person) -> None:
    post = make_post()
    post.authors.set([PostAuthor(person=person)])
    post.save()
    shown = preview(get, post)
    assert (shown["authors"], shown["meta"]["preview"]["unpublished"]) == ([], [])


def test_a_shared_draft_shows_what_publishing_would_show(get: Get, person: Person, django_user_model: Any) -> None:
    post = make_post()
    post.authors.set([PostAuthor(person=person)])
    post.save_revision()
    user: User = django_user_model.objects.create_superuser("sharer@example.org", "a-password-for-tests")
    _, address = create_share_link(post, user, datetime.timedelta(days=1))
    shown = get("preview/", content_type=POST, token=address.rpartition("token=")[2])
    assert shown["authors"][0]["name"] == f"{CANARY} Writer"
    assert shown["_edit"] == {}


def test_the_whole_site_as_a_draft_shows_it_too(client: Client, person: Person) -> None:
    post = make_post()
    post.authors.set([PostAuthor(person=person)])
    token = open_preview(post)
    shown = client.get(f"/api/v2/posts/{post.pk}/", HTTP_PREVIEW_TOKEN=token).json()
    assert shown["authors"][0]["name"] == f"{CANARY} Writer"


@pytest.mark.slow
def test_no_public_response_changes_or_tells_of_the_draft(client: Client, person: Person) -> None:
    post = make_post(authors=[PostAuthor(name="Somebody")])
    urls = (
        f"/api/v2/posts/{post.pk}/?fields=*",
        "/api/v2/posts/?fields=*",
        "/api/v2/people/",
        f"/api/v2/people/{person.slug}/",
        "/api/v2/pages/?fields=*",
        f"/api/v2/posts/?search={CANARY}",
        f"/api/v2/resolve/?path={post.url_path.removeprefix('/home')}",
        f"/api/v2/posts/?author={person.slug}",
        "/feeds/posts.rss",
        "/feeds/posts.json",
        "/api/v2/urls/",
    )

    def read() -> list[tuple[int, bytes, dict[str, str]]]:
        responses = [client.get(url) for url in urls]
        names = ("ETag", "Cache-Tag", "Surrogate-Key")
        headers = [{name: response.headers.get(name, "") for name in names} for response in responses]
        # A “not found” has an id of its own each time.
        contents = [response.content if response.status_code == 200 else b"" for response in responses]
        return list(zip([response.status_code for response in responses], contents, headers, strict=True))

    before = read()
    draft = Page.objects.get(pk=post.pk).specific
    draft.authors.add(PostAuthor(person=person, sort_order=1))
    draft.save_revision()
    previewed = client.get("/api/v2/preview/", {"content_type": POST, "token": open_preview(draft)})
    assert CANARY in previewed.text
    assert previewed.headers["Cache-Control"] == "private, no-store"
    assert not {"ETag", "Cache-Tag", "Surrogate-Key"} & set(previewed.headers)
    after = read()
    assert after == before
    for _, content, headers in after:
        told = content.decode().replace(f"search={CANARY}", "") + " ".join(headers.values())
        assert f"{CANARY} " not in told
        assert f"person:{person.pk}" not in told


def test_the_number_of_queries_does_not_depend_on_the_number_of_drafts(get: Get) -> None:
    event = make_event()
    number = 0
    counts = []
    for amount in (1, 6):
        hosts = []
        for _ in range(amount):
            number += 1
            organization = Organization.objects.create(name=f"{CANARY} {number}", live=False)
            organization.save_revision()
            person = Person.objects.create(name=f"Host {number}", organization=organization, live=False)
            person.save_revision()
            hosts += [EventHost(person=person)]
        event.hosts.set(hosts)
        token = open_preview(event)
        with CaptureQueriesContext(connection) as queries:
            shown = get("preview/", content_type=EVENT, token=token)
        assert len(shown["hosts"]) == amount
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= STATEMENTS["api/v2/preview/"]
