"""Pages as Markdown, and ``/llms.txt``, the list of them."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from api.formats.markdown_paths import markdown_path, page_path
from api.markdown import site_guide
from pages.models import EventSpeaker, Leader, PostAuthor
from tests.content import (
    home,
    make_about,
    make_event,
    make_organization,
    make_person,
    make_post,
    make_post_of_every_block,
    make_section,
    make_topic,
    publish,
    translate,
)

pytestmark = pytest.mark.django_db
MARKDOWN = "/api/v2/markdown/"
WWW = "https://www.example.org"


def read(client: Client, path: str, **headers: Any) -> str:
    response = client.get(MARKDOWN, {"path": path}, **headers)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    return response.content.decode()


def guide(client: Client, query: str = "") -> str:
    response = client.get(f"/llms.txt{query}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


@pytest.mark.parametrize(
    ("html_path", "path"), [("/", "/index.md"), ("/posts/a/", "/posts/a.md"), ("/de/", "/de.md"), ("/a.b/", "/a.b.md")]
)
def test_the_path_of_a_page_as_markdown(html_path: str, path: str) -> None:
    assert markdown_path(html_path) == path
    assert page_path(path) == html_path
    assert page_path(f"{path}?utm_source=model") == html_path
    assert page_path(html_path) == html_path


def test_a_post(client: Client) -> None:
    make_section(title="People", shows="people")
    section = make_section(title="Posts", shows="posts")
    author = PostAuthor(person=make_person("Ada [Writer]"), byline="Reporter, *The Paper*")
    post = make_post(section, "Bread & <roses>", [author], summary="One > two", intro="<p>An <b>opening</b>.</p>")
    post.topics.set([make_topic("Safe work")])
    publish(post)
    assert read(client, "/posts/bread-roses.md") == (
        "# Bread & \\<roses>\n\n"
        "> One > two\n\n"
        f"- Page: [{WWW}/posts/bread-roses/]({WWW}/posts/bread-roses/)\n"
        f"- By: [Ada \\[Writer\\]]({WWW}/people/ada-writer/), author, Reporter, \\*The Paper\\*\n"
        "- Published: 2024-05-17\n"
        "- Topics: Safe work\n"
        "- Language: en\n\n"
        "An **opening**.\n"
    )


def test_every_block_is_in_it_and_links_are_absolute(client: Client) -> None:
    document = read(client, f"/{make_post_of_every_block().slug}/")
    for text in (
        *("## A heading", "> Noticing is how it starts.", "| Year | Fines |", "[A paper](http", "**Please note**\n"),
        *("[Come along](", f"({WWW}/the-event/)", "![A barn](http", "[The opening](https://video.example.org/opening)"),
    ):
        assert text in document
    assert "](/" not in document


def test_an_event(client: Client) -> None:
    event = make_event(
        title="A meeting",
        status="cancelled",
        status_note="The hall is closed.",
        start_time=datetime.time(19),
        end_time=datetime.time(21),
        venue_name="Town hall",
        speakers=[EventSpeaker(name="Ben", role="keynote", affiliation="Union of Weavers")],
    )
    document = read(client, f"/{event.slug}.md")
    for text in ("Canceled: The hall is closed.", "2030-06-14, 19:00", "Town hall"):
        assert text in document
    assert document.endswith("## Speakers\n\n- Ben, keynote, Union of Weavers\n")


def test_a_postponed_event_has_no_date(client: Client) -> None:
    event = make_event(title="A meeting", status="postponed", date_note="Autumn")
    document = read(client, f"/{event.slug}.md")
    assert "Postponed" in document and "Autumn" in document
    assert "2030-06-14" not in document


def test_a_type_without_an_entry_of_its_own_has_its_texts_and_its_people(client: Client) -> None:
    leader = Leader(organization=make_organization("Example Union"), role="Chair")
    about = make_about(mission="<p>We <i>look</i>.</p>", tagline="Look & tell", leadership=[leader])
    document = read(client, f"/{about.slug}/")
    assert "- Tagline: Look & tell\n" in document
    assert "\nWe *look*.\n" in document
    assert "\n## Leadership\n\n- Example Union, Chair\n" in document


def test_the_page_is_the_original(client: Client) -> None:
    post = make_post()
    response = client.get(MARKDOWN, {"path": f"/{post.slug}.md"})
    assert response["Link"] == f'<{WWW}/{post.slug}/>; rel="canonical"'


def test_accept_does_not_matter(client: Client) -> None:
    post = make_post()
    tags = {
        client.get(MARKDOWN, {"path": f"/{post.slug}/"}, HTTP_ACCEPT=accept)["ETag"]
        for accept in ("*/*", "text/markdown", "application/json", "text/html")
    }
    assert len(tags) == 1


def test_it_is_current_and_tagged(client: Client) -> None:
    post = make_post(title="A post")
    first = client.get(MARKDOWN, {"path": f"/{post.slug}/"})
    assert {f"page:{post.pk}", f"path:{post.get_site().pk}:/{post.slug}/"} <= set(first["Cache-Tag"].split(","))
    again = client.get(MARKDOWN, {"path": f"/{post.slug}/"}, HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    post.title = "Another"
    publish(post)
    assert read(client, f"/{post.slug}/").startswith("# Another\n")
    assert "[Another](" in guide(client)


@pytest.mark.parametrize("path", ["/nothing.md", "/index/x.md", "/a-draft.md", "//x.md", "/a-post.md.md"])
def test_nothing_there(client: Client, path: str) -> None:
    draft = make_post(title="A draft")
    draft.unpublish()
    make_post(title="A post")
    response = client.get(MARKDOWN, {"path": path})
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    ["", "path=%00", "path=/&path=/", "path=/&fields=title", f"path=/{'x' * 3000}", "path=/&format=json"],
)
def test_bad_questions(client: Client, query: str) -> None:
    response = client.get(f"{MARKDOWN}?{query}")
    assert response.status_code == 400, response.content
    assert response.json()["errors"]


def test_the_guide(client: Client) -> None:
    front = home()
    front.title, front.summary = "The *Union*", "We meet.\nWe talk."
    publish(front)
    site = front.get_site()
    site.site_name = "Example [Union]"
    site.save()
    posts = make_section(title="What we write", shows="posts")
    make_post(posts, "First [post]", summary="About bread.", published_on=datetime.date(2024, 5, 17))
    make_event(title="A meeting", status="cancelled")
    assert guide(client) == (
        "# Example \\[Union\\]\n\n"
        "> We meet. We talk.\n\n"
        "Each link leads to a page as Markdown. Without the ending `.md` it is the page itself.\n\n"
        "## Pages\n\n"
        f"- [The \\*Union\\*]({WWW}/index.md): We meet. We talk\n"
        f"- [What we write]({WWW}/what-we-write.md)\n\n"
        "## What we write\n\n"
        f"- [First \\[post\\]]({WWW}/what-we-write/first-post.md): 2024-05-17. About bread\n\n"
        "## Events\n\n"
        f"- [A meeting]({WWW}/a-meeting.md): Canceled. 2030-06-14\n\n"
        "## Optional\n\n"
        f"- [All addresses]({WWW}/sitemap.xml): the sitemap\n"
        "- [API](https://cms.example.org/api/v2/): everything as JSON, described in OpenAPI, with search\n"
    )


def test_each_listed_page_is_there(client: Client) -> None:
    make_post(make_section(title="Posts", shows="posts"), "A post")
    make_event(title="A meeting")
    make_about()
    listed = [line.split("](")[1].split(")")[0] for line in guide(client).splitlines() if ".md)" in line]
    assert len(listed) == 5
    for address in listed:
        assert read(client, address.removeprefix(WWW)).startswith("# ")


def test_what_the_guide_leaves_out(client: Client) -> None:
    section = make_section(title="Members only")
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    make_post(section, "A private post")
    make_post(title="A hidden post", noindex=True)
    make_post(title="A post from elsewhere", canonical_url="https://elsewhere.example.org/post/")
    make_post(title="A draft").unpublish()
    text = guide(client)
    for title in ("Members only", "A private post", "A hidden post", "A post from elsewhere", "A draft"):
        assert title not in text


def test_the_guide_is_short(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_guide, "MOST_PAGES", 2)
    for number in range(3):
        make_post(title=f"Post {number}")
    text = guide(client)
    assert "[Post 2](" in text and "[Post 1](" in text and "[Post 0](" not in text


def test_the_guide_has_each_language(client: Client, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    german = Locale.objects.create(language_code="de")
    section = make_section(title="Posts", shows="posts")
    post = make_post(section, "A post")
    translate(home(), german, "Startseite")
    translate(section, german, "Beiträge")
    translate(post, german, "Ein Beitrag")
    text = guide(client)
    assert f"## Posts (en)\n\n- [A post]({WWW}/posts/a-post.md)" in text
    assert "## Beiträge (de)\n\n- [Ein Beitrag](" in text
    assert f"- [Startseite]({WWW}/de.md)" in text
    assert read(client, "/de.md").startswith("# Startseite\n")


def test_bad_questions_of_the_guide(client: Client) -> None:
    assert client.get("/llms.txt?limit=1").status_code == 400
    assert client.get("/llms.txt?site=unknown.example.org").status_code == 400
    assert client.post("/llms.txt").status_code == 405


def test_queries_do_not_depend_on_the_number_of_pages(client: Client, django_assert_max_num_queries: Any) -> None:
    section = make_section(title="Posts", shows="posts")
    for number in range(6):
        make_post(section, f"Post {number}", [PostAuthor(person=make_person(f"Writer {number}"))])
    client.get("/llms.txt")
    make_event(title="One more")
    with django_assert_max_num_queries(16):
        guide(client)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite stores a key that is none")
def test_a_page_whose_key_is_broken_is_written(client: Client) -> None:
    event = make_event(title="The event")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET translation_key = 'nothing' WHERE id = %s", [event.pk])
    assert "# The event" in read(client, f"/{event.slug}/")
