"""The number of queries depends on the endpoint and the fields, never on how much content there is."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import EventHost, EventSpeaker, GuestBlogPost, PostAuthor
from tests.api.budgets import STATEMENTS
from tests.api.endpoints import Endpoint, all_endpoints
from tests.api.everything import Everything, block
from tests.content import (
    add,
    make_document,
    make_event,
    make_image,
    make_organization,
    make_person,
    make_post,
    make_section,
    make_topic,
    publish,
)
from tests.shared import undone

#: The query for the section below which people have their paths, which Wagtail does not know.
OF_PATHS = 1


def queries(client: Client, path: str) -> int:
    client.get(f"/api/v2/{path}")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v2/{path}")
    assert response.status_code == 200, response.content
    return len(captured)


def more_posts(section: object, numbers: Iterable[int]) -> None:
    for number in numbers:
        person = make_person(f"Writer {number}", photo=make_image(), organization=make_organization(f"Union {number}"))
        post = make_post(section, f"Post {number}", [PostAuthor(person=person)], feature_image=make_image())
        post.topics.set([make_topic(f"Topic {number}")])
        post.tags.add(f"tag {number}")
        publish(post)


def more_events(section: object, numbers: Iterable[int]) -> None:
    for number in numbers:
        person = make_person(f"Speaker {number}", photo=make_image())
        make_event(
            section,
            f"Event {number}",
            speakers=[EventSpeaker(person=person), EventSpeaker(name="Another")],
            hosts=[EventHost(organization=make_organization(f"Host {number}", logo=make_image()))],
            feature_image=make_image(),
        )


def more_sections(section: object, numbers: Iterable[int]) -> None:
    for number in numbers:
        make_section(section, f"Section {number}", feature_image=make_image())


MANY: dict[str, Callable[[object, Iterable[int]], None]] = {
    "pages/": more_sections,
    "pages/?fields=*": more_sections,
    "pages/?type=pages.GuestBlogPost,pages.EventPage&fields=intro,topics,body": more_posts,
    "pages/?type=pages.EventPage,pages.SectionPage&fields=subtitle,seo&order=-title": more_sections,
    "posts/": more_posts,
    "posts/?fields=*": more_posts,
    "events/": more_events,
    "events/?fields=*": more_events,
    "people/": more_posts,
    "people/?fields=*": more_posts,
    "organizations/?fields=*": more_posts,
    "topics/": more_posts,
    "tags/": more_posts,
    "images/?fields=*": more_posts,
}


@pytest.fixture(scope="module")
def counted(everything: Everything, django_db_blocker: Any) -> Iterator[dict[str, tuple[int, int]]]:
    """The queries of each list about one more of everything and five more, made once, since publishing is slow."""
    client = Client()
    with django_db_blocker.unblock(), undone(lambda: None):
        counts = []
        for numbers in (range(1), range(1, 5)):
            for more in dict.fromkeys(MANY.values()):
                more(everything.section, numbers)
            counts.append({path: queries(client, path) for path in MANY})
    yield {path: (counts[0][path], counts[1][path]) for path in MANY}


@pytest.mark.slow
@pytest.mark.parametrize("path", MANY)
def test_a_list_costs_the_same_whatever_its_length(path: str, counted: dict[str, tuple[int, int]]) -> None:
    few, many = counted[path]
    assert many == few


#: What a page costs at most, with everything that it can hold. Only events have a series, and its other dates.
BUDGETS = {"post": 9, "event": 11, "home": 9, "section": 9, "about": 9}


@pytest.mark.slow
@pytest.mark.parametrize("kind", BUDGETS)
def test_a_detail_stays_within_its_budget(kind: str, client: Client, everything: Everything) -> None:
    assert queries(client, f"pages/{getattr(everything, kind).pk}/") <= BUDGETS[kind]


@pytest.mark.slow
def test_a_detail_costs_the_same_whatever_it_holds(client: Client, everything: Everything) -> None:
    _fill(everything, "Few", links=1, papers=1, pictures=1, people=1)
    few = queries(client, f"posts/{everything.post.pk}/")
    _fill(everything, "Many", links=30, papers=5, pictures=12, people=8)
    assert queries(client, f"posts/{everything.post.pk}/") == few


def _fill(everything: Everything, name: str, *, links: int, papers: int, pictures: int, people: int) -> None:
    """Let the post refer to so many of each, beside one of everything in its text."""
    targets = [make_section(everything.section, f"{name} target {number}") for number in range(links)]
    text = "".join(f'<p><a linktype="page" id="{target.pk}">x</a></p>' for target in targets)
    documents = [make_document(f"{name} paper {number}") for number in range(papers)]
    text += "".join(f'<p><a linktype="document" id="{document.pk}">x</a></p>' for document in documents)
    post = everything.post
    post.body = [
        *everything.body(everything.about),
        block(50, "paragraph", text),
        *(
            block(60 + number, "image", {"image": {"image": make_image().pk, "alt_text": "x"}, "layout": "column"})
            for number in range(pictures)
        ),
    ]
    authors = [
        make_person(f"{name} author {number}", photo=make_image(), organization=make_organization(f"{name} {number}"))
        for number in range(people)
    ]
    post.authors.set([PostAuthor(person=author) for author in authors])
    publish(post)


@pytest.mark.slow
def test_four_hundred_rows_cost_what_one_costs(client: Client) -> None:
    section = make_section()
    make_section(section, "First")
    few = queries(client, "pages/?limit=100")
    for number in range(400):
        add(section, type(section)(title=f"Page {number}", slug=f"page-{number}"))
    type(section).objects.filter(title__startswith="Page ").update(live=True)
    assert queries(client, "pages/?limit=100") == few


@pytest.mark.parametrize("endpoint", ["events", "pages"])
def test_what_is_not_asked_for_is_not_queried(endpoint: str, client: Client, everything: Everything) -> None:
    path = f"{endpoint}/{everything.event.pk}/"
    assert queries(client, f"{path}?fields=_,id,title") == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "endpoint", ["posts/{key}/", "pages/{key}/", "pages/find/?html_path={path}", "pages/find/?id={key}"]
)
def test_what_wagtail_can_give_as_well_takes_five_queries(endpoint: str, client: Client) -> None:
    section = make_section(title="Section")
    more_posts(section, range(1))
    post = GuestBlogPost.objects.get(title="Post 0")
    path = endpoint.format(key=post.pk, path="/section/post-0/")
    fields = "-breadcrumbs,-translations,-seo,-json_ld,-listing,-toc,-related"
    assert queries(client, f"{path}{'&' if '?' in path else '?'}fields={fields}") == 5 + OF_PATHS


@pytest.mark.parametrize(
    ("fields", "loaded"),
    [("_,title", False), ("*,-body,-toc", False), ("_,speakers", False), ("_,toc", True), ("", True)],
)
def test_a_detail_loads_its_body_only_to_show_it(
    fields: str, loaded: bool, client: Client, everything: Everything
) -> None:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v2/pages/{everything.event.pk}/?fields={fields}")
    assert response.status_code == 200
    assert any('"pages_eventpage"."body"' in query["sql"] for query in captured) == loaded


@pytest.mark.parametrize(("field", "has_card"), [("parent", False), ("breadcrumbs", False), ("related", True)])
def test_pages_that_are_only_named_are_read_without_their_cards(
    field: str, has_card: bool, client: Client, everything: Everything
) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(f"/api/v2/pages/{everything.post.pk}/?fields=_,{field}").json()
    assert answer.get("meta", answer)[field]
    assert any('"pages_sectionpage"."summary"' in query["sql"] for query in captured.captured_queries[2:]) == has_card


@pytest.mark.usefixtures("everything")
def test_a_list_does_not_load_bodies(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get("/api/v2/posts/")
    assert not any('"pages_guestblogpost"."body"' in query["sql"] for query in captured)


SEARCHED = [endpoint for endpoint in all_endpoints() if endpoint.is_list and "search" in endpoint.parameters]


@pytest.mark.parametrize("endpoint", SEARCHED, ids=[endpoint.route for endpoint in SEARCHED])
def test_a_search_with_all_fields_stays_within_its_budget(
    endpoint: Endpoint, client: Client, everything: Everything
) -> None:
    # One word at least is in each of them.
    asked = {"search": "ada,briefing,example,report,paper,photo,picture,why,a", "search_operator": "or", "fields": "*"}
    query = {**asked, **({"crops": "square,card,wide,social"} if "crops" in endpoint.parameters else {})}
    assert client.get(endpoint.path(), query).json()["items"]
    with CaptureQueriesContext(connection) as captured:
        client.get(endpoint.path(), query)
    assert len(captured) <= STATEMENTS[f"api/v2/{endpoint.route}"]
