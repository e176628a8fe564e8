"""Every kind of page of the reference frontend, as visitors and search engines see it."""

import datetime
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from pages.models import PostAuthor
from tests.content import (
    home,
    make_event,
    make_image,
    make_person,
    make_post,
    make_post_of_every_block,
    make_section,
    translate,
)
from tests.e2e.every_block import expect_every_block
from tests.e2e.nextjs.conftest import NEXTJS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

AXE = NEXTJS / "node_modules" / "axe-core" / "axe.min.js"

DEMO_PAGES = [
    "/",
    "/posts/",
    "/posts/three-winters-of-counting/",
    "/posts/the-bus-that-waits/",
    "/events/",
    "/events/world-day-briefing-2017/",
    "/events/schools-and-fields/",
    "/events/evening-with-the-harvest-choir/",
    "/events/film-night-in-the-union-hall/",
    "/about/",
    "/people/",
    "/people/delia-marsh/",
    "/take-action/",
    "/privacy/",
    "/search/?q=children",
    "/nowhere/",
]


@pytest.fixture
def visit(page: Page, servers):
    """A function that opens a path of the frontend and returns the response."""
    return lambda path: page.goto(f"{servers.frontend}{path}", wait_until="networkidle")


def violations(page: Page) -> list[str]:
    """Return the findings of axe-core for the page."""
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_every_page_of_the_demo_is_accessible(page, visit):
    call_command("seed_demo", verbosity=0)
    found = {}
    for path in DEMO_PAGES:
        response = visit(path)
        assert response is not None and response.status == (404 if path == "/nowhere/" else 200), path
        assert page.get_by_role("heading", level=1).count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if problems := violations(page):
                found[f"{path} ({scheme})"] = problems
    assert found == {}


def test_axe_finds_what_is_wrong(page, visit):
    make_section(title="Posts", shows="posts")
    visit("/posts/")
    page.evaluate("document.querySelector('h1').style.color = '#c8c8c8'")
    assert any(problem.startswith("color-contrast") for problem in violations(page))


def test_a_phone(page, visit):
    call_command("seed_demo", verbosity=0)
    page.set_viewport_size({"width": 360, "height": 740})
    for path in ("/", "/posts/three-winters-of-counting/", "/events/", "/about/"):
        visit(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_every_type_of_block(page, visit):
    post = make_post_of_every_block()
    visit(f"/{post.slug}/")
    main = page.get_by_role("main")
    expect_every_block(main)
    expect(main.get_by_role("note")).to_contain_text("Please note")
    expect(main.get_by_text("Ada Writer")).to_have_count(2)
    expect(main.get_by_role("heading", level=3)).to_have_text("The event")


def test_what_search_engines_read(page, visit, servers):
    section = make_section(title="Posts", shows="posts")
    post = make_post(section, title="A </script> of a post", feature_image=make_image())
    visit(post.url_path.removeprefix("/home"))
    address = f"{servers.frontend}/posts/{post.slug}/"
    assert page.title().startswith("A </script> of a post")
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", address)
    expect(page.locator("meta[property='og:image']")).to_have_attribute("content", re.compile(r"/social-1200\."))
    graph = json.loads(page.locator("script[type='application/ld+json']").inner_text())["@graph"]
    assert "BlogPosting" in {node["@type"] for node in graph}
    types = [link.get_attribute("type") for link in page.locator("link[rel=alternate]").all()]
    assert types == ["application/atom+xml", "application/rss+xml", "text/calendar"]
    expect(page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="Posts")).to_be_visible()


def test_other_languages(page, visit, servers, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    german = Locale.objects.create(language_code="de")
    section = make_section(title="Posts", shows="posts")
    translate(home(), german, "Startseite")
    translate(section, german, "Beiträge")
    visit("/posts/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("link[hreflang=de]")).to_have_attribute("href", re.compile(f"^{servers.frontend}/de/"))
    page.get_by_role("navigation", name="Languages").get_by_role("link", name="German").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Startseite")


def test_a_redirect_is_followed(page, visit, servers):
    post = make_post(title="A post")
    Redirect.add_redirect("/old/", post, is_permanent=True)
    visit("/OLD/?a=b")
    assert page.url == f"{servers.frontend}/{post.slug}/?a=b"
    expect(page.get_by_role("heading", level=1)).to_have_text("A post")


@pytest.mark.parametrize("agent", ["a browser", ""])
def test_statuses(page, servers, agent):
    post = make_post(title="A post")
    Redirect.add_redirect("/old/", post, is_permanent=True)
    Redirect.add_redirect("/for-now/", post, is_permanent=False)
    Redirect.add_redirect("/?p=12", post, is_permanent=True)

    def ask(path: str) -> tuple[int, str]:
        headers = {"User-Agent": agent}
        response = page.request.get(f"{servers.frontend}{path}", headers=headers, max_redirects=0)
        return response.status, response.headers.get("location", "").removeprefix(servers.frontend)

    assert ask(f"/{post.slug}/") == (200, "")
    assert ask(f"/{post.slug}") == (308, f"/{post.slug}/")
    assert ask("/old/") == (308, f"/{post.slug}/")
    assert ask("/for-now/") == (307, f"/{post.slug}/")
    # Older systems number their pages below the home page.
    assert ask("/?p=12") == (308, f"/{post.slug}/?p=12")
    assert ask("/?p=13") == (200, "")
    assert ask("/nowhere/") == (404, "")
    assert ask(f"/{post.slug}/?cursor=nonsense")[0] == 200
    assert ask("/%00/")[0] == 404
    assert not ask("//other.example.org/x")[1].startswith("//")


def test_a_list_takes_no_cursor_that_somebody_made_up(visit):
    make_section(title="Posts", shows="posts")
    assert visit("/posts/?cursor=nonsense").status == 404


def test_what_may_have_been_meant(page, visit):
    section = make_section(title="Posts", shows="posts")
    make_post(section, title="The bus that waits")
    visit("/posts/the-bus-that-wait/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")
    expect(page.get_by_role("main").get_by_role("link", name="The bus that waits")).to_be_visible()
    expect(page.locator("meta[name=robots]").first).to_have_attribute("content", "noindex")


def test_what_is_gone(page, visit):
    post = make_post(title="A post")
    post.unpublish()
    visit(f"/{post.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is gone")


def test_reading_on_with_the_keyboard(page, visit):
    section = make_section(title="Posts", shows="posts")
    first = datetime.date(2030, 1, 1)
    for number in range(8):
        make_post(section, title=f"Post {number}", published_on=first + datetime.timedelta(days=number))
    visit("/posts/")
    titles = page.get_by_role("main").get_by_role("heading", level=2)
    expect(titles).to_have_text([f"Post {number}" for number in range(7, 1, -1)])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    reading_on = page.get_by_role("link", name="Next posts")
    for _ in range(60):
        page.keyboard.press("Tab")
        if reading_on.evaluate("node => node === document.activeElement"):
            break
    expect(reading_on).to_be_focused()
    assert reading_on.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(titles).to_have_text(["Post 1", "Post 0"])
    page.get_by_role("link", name="Previous posts").press("Enter")
    expect(titles).to_have_text([f"Post {number}" for number in range(7, 1, -1)])


def test_events_that_are_coming_and_past(page, visit):
    section = make_section(title="Events", shows="events")
    make_event(section, title="To come", start_date=timezone.localdate() + datetime.timedelta(days=30))
    make_event(section, title="Long ago", start_date=datetime.date(2017, 6, 16))
    visit("/events/")
    expect(page.get_by_role("region", name="Coming up").get_by_role("heading", level=3)).to_have_text("To come")
    expect(page.get_by_role("region", name="Past events").get_by_role("heading", level=3)).to_have_text("Long ago")


def test_an_author_has_a_page(page, visit):
    make_section(title="People", shows="people")
    person = make_person("Ada Writer", job_title="Reporter")
    post = make_post(title="A post", authors=[PostAuthor(person=person)])
    visit(f"/{post.slug}/")
    page.get_by_role("region", name="About the author").get_by_role("link", name="Ada Writer").click()
    page.wait_for_url("**/people/ada-writer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Writer")
    expect(page.get_by_role("region", name="Posts").get_by_role("link", name="A post")).to_be_visible()


def test_search(page, visit):
    section = make_section(title="Posts", shows="posts")
    make_post(section, title="About harvests", summary="Apples & <b>pears</b>")
    visit("/")
    page.get_by_role("search").get_by_role("searchbox").fill("pears")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 page for “pears”")
    expect(page.locator("mark")).to_have_text("pears")
    expect(page.get_by_role("main").get_by_role("link", name="About harvests")).to_be_visible()


def test_sitemap_and_robots_come_from_the_cms(page, servers):
    post = make_post(title="A post")
    sitemap = page.request.get(f"{servers.frontend}/sitemap.xml")
    assert sitemap.headers["content-type"].startswith("application/xml")
    assert f"<loc>{servers.frontend}/{post.slug}/</loc>" in sitemap.text()
    assert f"{servers.frontend}/sitemap.xml" in page.request.get(f"{servers.frontend}/robots.txt").text()


def test_pages_as_markdown(page, servers):
    post = make_post(title="A post")
    guide = page.request.get(f"{servers.frontend}/llms.txt")
    assert guide.ok and f"({servers.frontend}/{post.slug}.md)" in guide.text()
    document = page.request.get(f"{servers.frontend}/{post.slug}.md")
    assert document.headers["content-type"].startswith("text/markdown")
    assert document.text().startswith("# A post\n")
    assert page.request.get(f"{servers.frontend}/nothing.md").status == 404


def test_without_the_cms(start, page):
    with start("http://127.0.0.1:9") as alone:
        response = page.request.get(f"{alone}/")
        assert response.status == 503 and "Back in a moment" in response.text()
        assert page.request.get(f"{alone}/sitemap.xml").status == 503
