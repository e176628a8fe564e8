"""Requests of clients that were written for Wagtail API v2, and what they read in the responses.

Each class asks as one family of such clients does: their addresses byte for byte (nothing encoded that they do not
encode), their headers, and the shape below which they fail.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from wagtail.models import Site

from pages.models import GuestBlogPost, Image, SectionPage
from tests.content import home, make_document, make_event, make_image, make_post, make_section, open_preview, publish

POST, EVENT, SECTION = "pages.GuestBlogPost", "pages.EventPage", "pages.SectionPage"
#: What a client that validates a page requires of its ``meta``: the types of each key.
PAGE_META: dict[str, tuple[type, ...]] = {
    "type": (str,),
    "detail_url": (str,),
    "html_url": (str,),
    "slug": (str,),
    "show_in_menus": (bool,),
    "seo_title": (str,),
    "search_description": (str,),
    "first_published_at": (str, type(None)),
    "alias_of": (dict, type(None)),
    "locale": (str,),
}
PAGE_FIELDS = ["id", "title", *PAGE_META]


def ask(client: Client, address: str, **headers: str) -> Any:
    """GET an address of the API as it is written, follow redirects as ``fetch`` does, and return the JSON of a 200."""
    response = client.get(f"/api/v2/{address}", headers=headers, follow=True)
    assert response.status_code == 200, response.content
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def assert_page(page: dict[str, Any]) -> None:
    """Assert that the object is a page to a client that validates what it gets."""
    assert type(page["id"]) is int
    assert type(page["title"]) is str
    for name, types in PAGE_META.items():
        assert type(page["meta"][name]) in types, name
    assert urlsplit(page["meta"]["html_url"]).scheme in ("http", "https")


@pytest.fixture
def post() -> GuestBlogPost:
    """A post below a section that menus show, with a picture and an author."""
    section = make_section(title="Blog", slug="blog", show_in_menus=True, shows="posts")
    return make_post(section, title="A post", feature_image=make_image())


class TestPagesByPathThenById:
    """A Next.js starter: finds the path with basic fields, then asks for the page with the fields of its type."""

    #: It says so with every GET, though there is no body.
    HEADERS = {"content-type": "application/json"}
    #: Relations are named with the fields that the client knows of them; names of ``meta`` stand flat among the rest.
    POST_FIELDS = [
        *PAGE_FIELDS,
        "intro",
        "feature_image(id,title,type,detail_url,download_url)",
        "authors(name,person(id,name,job_title))",
        "tags",
        "body",
    ]

    def test_a_path_and_then_the_page(self, post: GuestBlogPost, client: Client) -> None:
        for path in ("/blog/a-post", "/blog/a-post/"):
            basic = ask(
                client, f"pages/find/?html_path={path}&fields={','.join([*PAGE_FIELDS, 'parent'])}", **self.HEADERS
            )
            assert_page(basic)
            assert (basic["id"], basic["meta"]["type"]) == (post.pk, POST)
        fields = ",".join([*self.POST_FIELDS, "parent"])
        page = ask(client, f"pages/{basic['id']}/?fields={fields}", **self.HEADERS)
        assert_page(page)
        parent = page["meta"]["parent"]
        assert (type(parent["id"]), parent["title"], parent["meta"]["type"]) == (int, "Blog", SECTION)
        assert urlsplit(parent["meta"]["html_url"]).path == "/blog/"
        picture = page["feature_image"]
        assert set(picture) >= {"id", "title", "meta"}
        assert set(picture["meta"]) >= {"type", "detail_url", "download_url"}
        assert page["authors"][0]["name"] == "Somebody"
        assert all(set(block) == {"type", "value", "id"} for block in page["body"])

    def test_the_root_and_its_menu(self, post: GuestBlogPost, client: Client) -> None:
        root = ask(client, f"pages/find/?html_path=/&fields={','.join([*PAGE_FIELDS, 'parent'])}", **self.HEADERS)
        assert_page(root)
        assert root["id"] == home().pk
        query = {"child_of": str(root["id"]), "show_in_menus": "true", "type": "wagtailcore.Page"}
        menu = ask(client, f"pages/?{urlencode({**query, 'fields': ','.join(PAGE_FIELDS)})}", **self.HEADERS)
        assert [item["title"] for item in menu["items"]] == ["Blog"]
        for item in menu["items"]:
            assert_page(item)

    def test_the_pages_of_a_section_page_by_page(self, post: GuestBlogPost, client: Client) -> None:
        make_post(SectionPage.objects.get(), title="Another")
        query = {
            "child_of": str(SectionPage.objects.get().pk),
            "type": POST,
            "fields": ",".join(self.POST_FIELDS),
            "limit": "1",
        }
        found = [
            ask(client, f"pages/?{urlencode({**query, 'offset': str(offset)})}", **self.HEADERS) for offset in range(2)
        ]
        assert [answer["meta"]["total_count"] for answer in found] == [2, 2]
        items = [item for answer in found for item in answer["items"]]
        assert {item["title"] for item in items} == {"A post", "Another"}
        for item in items:
            assert_page(item)

    def test_a_draft(self, post: GuestBlogPost, client: Client) -> None:
        post.title = "A better title"
        query = f"content_type={POST}&token={open_preview(post)}&fields={','.join(self.POST_FIELDS)}"
        draft = ask(client, f"preview/?{query}", **self.HEADERS)
        assert_page(draft)
        assert draft["title"] == "A better title"

    def test_images(self, post: GuestBlogPost, client: Client) -> None:
        images = ask(client, "images/?limit=5", **self.HEADERS)
        assert images["meta"]["total_count"] == 1
        image = ask(client, f"images/{images['items'][0]['id']}/", **self.HEADERS)
        for found in (image, images["items"][0]):
            assert type(found["id"]) is int
            assert set(found["meta"]) >= {"type", "detail_url", "download_url"}

    def test_an_error_has_the_message_that_it_shows(self, post: GuestBlogPost, client: Client) -> None:
        for address, status in (
            (f"pages/find/?html_path=/none/&fields={','.join(PAGE_FIELDS)}", 404),
            ("pages/?limit=x", 400),
        ):
            response = client.get(f"/api/v2/{address}", headers=self.HEADERS)
            assert response.status_code == status
            assert response.json()["message"]


class TestQueriesOfAnObject:
    """A TypeScript package for Wagtail: joins what it is given with ``&`` and encodes nothing."""

    @staticmethod
    def address(content: str, **queries: Any) -> str:
        """As the package writes it: a question mark in any case, lists with commas, booleans in lower case."""

        def written(value: Any) -> str:
            if isinstance(value, list):
                return ",".join(map(written, value))
            return str(value).lower() if isinstance(value, bool) else str(value)

        return f"{content}/?{'&'.join(f'{name}={written(value)}' for name, value in queries.items() if value != '')}"

    @pytest.fixture
    def queries(self, post: GuestBlogPost) -> Iterator[list[tuple[dict[str, Any], set[str]]]]:
        """Each query with the titles that it finds."""
        make_event(title="A hearing")
        blog, root = SectionPage.objects.get(), home()
        pages = {root.title, "Blog", "A post", "A hearing"}
        yield [
            ({}, pages),
            ({"type": POST}, {"A post"}),
            ({"type": f"{POST},{EVENT}"}, {"A post", "A hearing"}),
            ({"slug": "blog"}, {"Blog"}),
            ({"slug": ""}, pages),
            ({"child_of": blog.pk}, {"A post"}),
            ({"ancestor_of": post.pk}, {root.title, "Blog"}),
            ({"descendant_of": root.pk}, pages - {root.title}),
            ({"site": Site.objects.get().hostname}, pages),
            ({"search": "hearing"}, {"A hearing"}),
            ({"search": "hearing nothing", "search_operator": "or"}, {"A hearing"}),
            ({"locale": "en"}, pages),
            ({"translation_of": post.pk}, set()),
            ({"show_in_menus": True}, {"Blog"}),
            ({"fields": ["id", "title", "slug", "seo_title", "-detail_url"]}, pages),
            ({"order": "-title", "limit": 1}, {root.title}),
            ({"limit": 100, "offset": 0}, pages),
            ({"order": "random"}, pages),
        ]

    def test_lists_of_pages(self, queries: list[tuple[dict[str, Any], set[str]]], client: Client) -> None:
        for query, expected in queries:
            answer = ask(client, self.address("pages", **query))
            assert {item["title"] for item in answer["items"]} == expected, query
            assert answer["meta"]["total_count"] == (len(expected) if "limit" not in query else 4)

    def test_one_of_each(self, post: GuestBlogPost, client: Client) -> None:
        image, document = Image.objects.get(), make_document()
        for content, title in (
            (f"pages/{post.pk}", "A post"),
            (f"images/{image.pk}", image.title),
            (f"documents/{document.pk}", document.title),
        ):
            assert ask(client, self.address(content))["title"] == title
            assert ask(client, self.address(content, fields=["title"]))["title"] == title
        for content in ("images", "documents"):
            (item,) = ask(client, self.address(content, limit=10, order="title"))["items"]
            # The package takes the path of it, and puts a host of its own in front.
            assert urlsplit(item["meta"]["download_url"]).path
        assert client.get(f"/api/v2/{self.address('pages/999999')}").status_code == 404

    def test_its_misspelled_filter_is_refused_with_the_right_name(self, client: Client) -> None:
        response = client.get(f"/api/v2/{self.address('pages', decendant_of=home().pk)}")
        assert response.status_code == 400
        assert response.json()["errors"][0]["did_you_mean"] == "descendant_of"


class TestIdsWithoutASlash:
    """A static export: finds its pages by type and slug, and leaves the slash behind an id out."""

    def test_a_page_and_its_siblings(self, post: GuestBlogPost, client: Client) -> None:
        found = ask(client, f"pages/?{urlencode({'type': 'pages.HomePage'})}")["items"]
        assert len(found) == 1
        assert ask(client, f"pages/{found[0]['id']}?")["id"] == home().pk
        listed = ask(client, f"pages/?{urlencode({'type': POST, 'fields': 'title,reading_time_minutes,intro'})}")
        assert set(listed["items"][0]) == {"id", "meta", "title", "reading_time_minutes", "intro"}

    def test_a_page_by_slug_has_all_fields(self, post: GuestBlogPost, client: Client) -> None:
        (item,) = ask(client, f"pages/?{urlencode({'type': POST, 'slug': 'a-post', 'fields': '*'})}")["items"]
        detail = ask(client, f"pages/{post.pk}/")
        assert set(item) == set(detail)
        assert item["body"] == detail["body"]
        # As in Wagtail, a page in a list has no parent.
        assert set(detail["meta"]) - set(item["meta"]) == {"parent"}


class TestLocationOfFind:
    """Routers of other frameworks that do not follow redirects: they read where ``find/`` points."""

    def test_where_it_points_is_the_page(self, post: GuestBlogPost, client: Client) -> None:
        response = client.get("/api/v2/pages/find/?html_path=blog/a-post")
        assert ask(client, response["Location"].partition("/api/v2/")[2]) == response.json()

    def test_the_type_may_be_named_again(self, post: GuestBlogPost, client: Client) -> None:
        assert ask(client, f"pages/{post.pk}/?type={POST}")["id"] == post.pk


class TestHeadlessPreview:
    """Frontends made for the first headless previews: the draft is a detail with the number 1."""

    def test_a_draft(self, post: GuestBlogPost, client: Client) -> None:
        post.title = "Not published"
        token = open_preview(post)
        for address in ("page_preview/1/", "page_preview/1", "preview/"):
            draft = ask(client, f"{address}?content_type=pages.guestblogpost&token={token}&format=json")
            assert draft["title"] == "Not published"

    def test_what_is_published_meanwhile_stays_apart(self, post: GuestBlogPost, client: Client) -> None:
        post.title = "Not published"
        token = open_preview(post)
        publish(make_post(title="Meanwhile"))
        draft = ask(client, f"page_preview/1/?{urlencode({'content_type': POST, 'token': token})}")
        assert (draft["title"], ask(client, f"pages/{post.pk}/")["title"]) == ("Not published", "A post")
