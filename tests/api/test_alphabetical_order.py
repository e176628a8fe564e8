"""Texts are in alphabetical order, as the root collation of Unicode has it, in every list and on every database."""

import itertools
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from taggit.models import Tag

from pages.database.alphabet import COLLATION, alphabetical_key, compare
from pages.models import GuestBlogPost, Organization, Topic, User
from pages.models.guest_blog_post import GuestBlogPostTag
from tests.api.conftest import Get
from tests.api.test_pagination import walk
from tests.content import make_document, make_image, make_person, make_post, make_section, open_preview

pytestmark = pytest.mark.django_db

#: In order, as PostgreSQL sorts it with ``und-x-icu``: case and accents only count where the letters are the same.
ALPHABET = (
    "“Quoted”",
    "#hashtag",
    "10 years",
    "2 years",
    "Álvaro",
    "Alvaro Z",
    "Åsa",
    "bob",
    "Bob",
    "co-op",
    "coop",
    "Coöp",
    "coop a",
    "de Vries",
    "Deva",
    "Émilie",
    "Emilie B",
    "Łódź",
    "Lodz A",
    "resume",
    "résumé",
    "Resume A",
    "ß",
    "Żaba",
    "Zeno",
    "zeno a",
    "Ωmega",
    "Яблоко",
    "أحمد",
    "日本",
)


def shuffled() -> list[str]:
    return random.Random(7).sample(ALPHABET, len(ALPHABET))


def make_documents(names: Sequence[str]) -> None:
    for name in names:
        make_document(name)


def make_images(names: Sequence[str]) -> None:
    for name in names:
        make_image(name)


def make_people(names: Sequence[str]) -> None:
    for name in names:
        make_person(name)


def make_organizations(names: Sequence[str]) -> None:
    Organization.objects.bulk_create(Organization(name=name, slug=f"o-{n}") for n, name in enumerate(names))


def make_topics(names: Sequence[str]) -> None:
    Topic.objects.bulk_create(Topic(name=name, slug=f"t-{number}") for number, name in enumerate(names))


def make_tags(names: Sequence[str]) -> None:
    post = make_post()
    for number, name in enumerate(names):
        tag = Tag.objects.create(name=name, slug=f"tag-{number}")
        GuestBlogPostTag.objects.create(content_object=post, tag=tag)


def make_posts(names: Sequence[str]) -> None:
    section = make_section()
    for number, name in enumerate(names):
        make_post(section, name, slug=f"post-{number}")


LISTS: dict[str, tuple[str, Callable[[Sequence[str]], None]]] = {
    "people/": ("name", make_people),
    "organizations/": ("name", make_organizations),
    "topics/": ("name", make_topics),
    "tags/": ("name", make_tags),
    "posts/": ("title", make_posts),
    "pages/": ("title", make_posts),
    "documents/": ("title", make_documents),
    "images/": ("title", make_images),
}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.slow
def test_lists(path: str, get: Get) -> None:
    column, make = LISTS[path]
    make(shuffled())

    def names(**query: Any) -> list[str]:
        items = get(path, limit=100, fields=f"_,id,{column}", **query)["items"]
        return [item[column] for item in items if item[column] in ALPHABET]

    assert names(order=column) == list(ALPHABET)
    assert names(order=f"-{column}") == list(ALPHABET)[::-1]
    assert names(order=column, **{f"{column}__gt": "bob"}) == list(ALPHABET)[8:]
    assert names(order=column, **{f"{column}__gte": "Bob"}) == list(ALPHABET)[8:]
    assert names(order=column, **{f"{column}__lt": "coop"}) == list(ALPHABET)[:10]
    assert names(order=column, **{f"{column}__lte": "Coöp"}) == list(ALPHABET)[:12]
    assert names(**{column: "Bob"}) == ["Bob"]
    whole = [item["id"] for item in get(path, limit=100, order=column)["items"]]
    for limit in (1, 4):
        assert walk(get, path, order=column, limit=limit) == whole
    assert walk(get, path, order=f"-{column}", limit=3) == whole[::-1]


@pytest.mark.parametrize("path", ["people/", "organizations/", "topics/", "tags/"])
def test_lists_by_name_without_an_order(path: str, get: Get) -> None:
    LISTS[path][1](shuffled())
    assert [item["name"] for item in get(path, limit=100)["items"]] == list(ALPHABET)


@pytest.fixture
def post() -> GuestBlogPost:
    """A post with all topics and tags, added in no order."""
    made = make_post()
    make_topics(shuffled())
    made.topics.set(Topic.objects.order_by("pk"))
    made.tags.set([tag for tag in shuffled() if tag != "Bob"])
    made.save_revision().publish()
    return made


TAGS = [name for name in ALPHABET if name != "Bob"]


def test_topics_and_tags_of_a_page(get: Get, post: GuestBlogPost) -> None:
    found = get(f"posts/{post.pk}/")
    assert [topic["name"] for topic in found["topics"]] == list(ALPHABET)
    assert found["tags"] == TAGS


def test_topics_and_tags_of_a_preview(get: Get, post: GuestBlogPost) -> None:
    found = get("preview/", content_type="pages.guestblogpost", token=open_preview(post))
    assert [topic["name"] for topic in found["topics"]] == list(ALPHABET)
    assert found["tags"] == TAGS


def test_tags_of_an_image(get: Get) -> None:
    image = make_image()
    image.tags.set(TAGS[::-1])
    assert get(f"images/{image.pk}/")["meta"]["tags"] == TAGS


@pytest.mark.slow
def test_lists_and_choosers_of_the_admin(client: Client, post: GuestBlogPost) -> None:
    make_people(shuffled())
    make_posts(shuffled())
    client.force_login(User.objects.create_superuser("admin@example.org", "a-password-for-tests"))

    def listed(url: str) -> list[str]:
        return [name for row in client.get(url).context["object_list"] if (name := str(row)) in ALPHABET]

    people, posts = "/admin/snippets/pages/person/", "/admin/lists/pages.guestblogpost/"
    assert listed(people) == listed(f"{people}?ordering=name") == list(ALPHABET)
    assert listed(f"{people}?ordering=-name") == list(ALPHABET)[::-1]
    assert listed(f"{posts}?ordering=title") == list(ALPHABET)
    [shown] = [row for row in client.get(posts).context["object_list"] if row.pk == post.pk]
    assert shown.listed_topics == ", ".join(ALPHABET)
    chooser = client.get(reverse("wagtailsnippetchoosers_pages_person:choose")).context["results"]
    assert [str(person) for person in chooser] == list(ALPHABET)[: len(chooser)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0", max_codepoint=0x24F), max_size=6)))
def test_the_database_compares_as_python_does(texts: list[str]) -> None:
    """In Latin letters, digits and signs, whose weights are the same in every version of the library."""
    in_order = sorted(set(texts), key=alphabetical_key)
    for one, other in itertools.pairwise(in_order):
        assert compare(one, other) < 0 < compare(other, one)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT %s < %s COLLATE "{COLLATION}"', [one, other])
            assert cursor.fetchone()[0]
