"""The second frontend, in Astro: every kind of page, statuses, previews, what it passes on, and how small it is."""

import datetime
import json
from collections.abc import Iterator

import pytest
import requests
from django.core.management import call_command
from playwright.sync_api import expect
from wagtail.contrib.redirects.models import Redirect

from tests.content import block, make_event, make_post, make_post_of_every_block, make_section
from tests.e2e.every_block import expect_every_block
from tests.node import PROJECT, build_once, install, require_node, run
from tests.servers import free_port, serving
from tests.statuses import DAY, WORDS, elements, title_of, visible_text

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ASTRO = PROJECT / "examples" / "astro"
AXE = ASTRO / "node_modules" / "axe-core" / "axe.min.js"
NO_TELEMETRY = {"ASTRO_TELEMETRY_DISABLED": "1"}

DEMO_PAGES = [
    "/",
    "/posts/three-winters-of-counting/",
    "/events/",
    "/events/world-day-briefing-2017/",
    "/about/",
    "/people/",
    "/people/delia-marsh/",
    "/search/?q=children",
    "/nowhere/",
]


#: What no person wrote, or what says nothing of how to build a frontend.
NOT_COUNTED = ("package-lock.json", ".gitignore", ".npmrc", "public")
#: What `npm` and `astro` make.
MADE = ("node_modules", "dist", ".astro", ".env")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """The production build, whose types are right, created without a CMS."""
    require_node()
    build_once(tmp_path_factory.getbasetemp(), worker_id, "astro", make_build)


def make_build() -> None:
    install(ASTRO)
    run("npm", "run", "check", directory=ASTRO, **NO_TELEMETRY)
    run("npm", "run", "build", directory=ASTRO, CMS_URL="http://127.0.0.1:9", **NO_TELEMETRY)


@pytest.fixture(scope="session")
def frontend(build: None, live_server) -> Iterator[str]:
    """The origin of the frontend, instead of the small one's. It keeps nothing between requests."""
    port = free_port()
    variables = {"HOST": "127.0.0.1", "PORT": str(port), "CMS_URL": live_server.url}
    with serving("node", "dist/server/entry.mjs", port=port, directory=ASTRO, **variables):
        yield f"http://127.0.0.1:{port}"


def read(url: str) -> str:
    response = requests.get(url, timeout=30)
    assert response.status_code == 200, url
    return response.text


def said(text: str) -> list[str]:
    """Return the words for a status that a text has."""
    return [words for words in WORDS.values() if words and words in text]


def test_it_takes_at_most_400_lines():
    parts = [part for part in ASTRO.iterdir() if part.name not in (*NOT_COUNTED, *MADE)]
    files = [file for part in parts for file in (part.rglob("*") if part.is_dir() else [part]) if file.is_file()]
    assert {"package.json", "styles.css", "[...path].astro"} <= {file.name for file in files}
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if len(line) > 120] == []
    assert len(lines) <= 400


def test_every_page_of_the_demo_is_accessible(page, frontend):
    call_command("seed_demo", verbosity=0)
    found = {}
    axe = AXE.read_text(encoding="utf-8")
    for path in DEMO_PAGES:
        response = page.goto(f"{frontend}{path}")
        assert response is not None and response.status == (404 if path == "/nowhere/" else 200), path
        assert page.get_by_role("heading", level=1).count() == 1, path
        assert page.locator("script:not([type='application/ld+json'])").count() == 0, path
        # The title beside it says what it is of.
        assert page.locator(".cards img:not([alt=''])").count() == 0, path
        page.evaluate(axe)
        for width, scheme in ((1280, "light"), (390, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
            violations = page.evaluate("async () => (await axe.run()).violations.map(({ id }) => id)")
            if violations:
                found[f"{path} ({scheme})"] = violations
    assert found == {}


def test_every_type_of_block(page, frontend):
    post = make_post_of_every_block()
    page.goto(f"{frontend}/{post.slug}/")
    main = page.get_by_role("main")
    expect_every_block(main)
    expect(main.get_by_role("note")).to_contain_text("Please note")
    expect(main.get_by_role("heading", level=3, name="Ada Writer")).to_be_visible()
    expect(main.get_by_role("heading", level=3, name="The event")).to_be_visible()


def test_the_status_is_read_wherever_an_event_is_shown(frontend):
    make_section(title="Events", shows="events")
    events = [make_event(title=title_of(status), status=status, start_date=DAY) for status in WORDS]
    make_post(title="A post", body=json.dumps([block("related_pages", {"pages": [event.pk for event in events]})]))
    for path in ("/events/", "/a-post/", "/search/?q=meeting"):
        entries = elements(read(f"{frontend}{path}"), "li")
        for status, words in WORDS.items():
            entry = next(entry for entry in entries if title_of(status) in entry)
            assert said(entry) == said(words), entry
            assert ("March 14, 2031" in entry) == (status != "postponed"), entry
    for event in events:
        main = visible_text(read(f"{frontend}/{event.slug}/").partition("<main")[2])
        assert said(main) == said(WORDS[event.status])


def test_statuses(frontend):
    section = make_section(title="Posts", shows="posts")
    post = make_post(section, title="The bus that waits")
    gone = make_post(title="A post")
    gone.unpublish()
    Redirect.add_redirect("/old/", post, is_permanent=True)
    Redirect.add_redirect("/for-now/", post, is_permanent=False)

    def ask(path: str) -> tuple[int, str]:
        response = requests.get(f"{frontend}{path}", allow_redirects=False, timeout=30)
        return response.status_code, response.headers.get("Location", "")

    assert ask("/posts/the-bus-that-waits/") == (200, "")
    assert ask("/posts/the-bus-that-waits?a=b") == (301, "/posts/the-bus-that-waits/?a=b")
    assert ask("/old/?a=b") == (301, "/posts/the-bus-that-waits/?a=b")
    assert ask("/for-now/") == (302, "/posts/the-bus-that-waits/")
    assert ask("/a-post/") == (410, "")
    assert ask("/posts/?cursor=nonsense") == (404, "")
    assert ask("/%00/")[0] == 404
    assert not ask("//other.example.org/x")[1].startswith("//")
    missing = requests.get(f"{frontend}/posts/the-bus-that-wait/", timeout=30)
    assert missing.status_code == 404
    assert 'href="/posts/the-bus-that-waits/"' in missing.text


def test_reading_on(page, frontend):
    section = make_section(title="Posts", shows="posts")
    for number in range(10):
        make_post(section, title=f"Post {number}", published_on=datetime.date(2030, 1, 1 + number))
    page.goto(f"{frontend}/posts/")
    titles = page.get_by_role("main").get_by_role("heading", level=3)
    expect(titles).to_have_text([f"Post {number}" for number in range(9, 1, -1)])
    page.get_by_role("link", name="Next").click()
    expect(titles).to_have_text(["Post 1", "Post 0"])
    page.get_by_role("link", name="Previous").click()
    expect(titles).to_have_text([f"Post {number}" for number in range(9, 1, -1)])


def test_reading_on_in_one_of_two_lists(page, frontend):
    make_section(title="Events", shows="events")
    make_event(title="To come", start_date=DAY)
    for number in range(9):
        make_event(title=f"Past {number}", start_date=datetime.date(2020, 1, 1 + number))
    page.goto(f"{frontend}/events/")
    titles = page.get_by_role("main").get_by_role("heading", level=3)
    expect(titles).to_have_text(["To come", *(f"Past {number}" for number in range(8, 0, -1))])
    page.get_by_role("link", name="Next").click()
    expect(titles).to_have_text(["To come", "Past 0"])


def test_what_the_cms_answers_itself(frontend):
    post = make_post(title="A post")
    make_event(title="A meeting", start_date=DAY)
    assert f"<loc>{frontend}/{post.slug}/</loc>" in read(f"{frontend}/sitemap.xml")
    assert f"{frontend}/sitemap.xml" in read(f"{frontend}/robots.txt")
    assert "A post" in read(f"{frontend}/feeds/posts.atom?limit=1")
    assert f"({frontend}/{post.slug}.md)" in read(f"{frontend}/llms.txt")
    document = requests.get(f"{frontend}/{post.slug}.md", timeout=30)
    assert document.headers["Content-Type"].startswith("text/markdown")
    assert document.headers["Link"] == f'<{frontend}/{post.slug}/>; rel="canonical"'
    assert document.text.startswith("# A post\n")
    assert requests.get(f"{frontend}/nothing.md", timeout=30).status_code == 404
    calendar = requests.get(f"{frontend}/feeds/events.ics", timeout=30)
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert "A meeting" in calendar.text


def test_without_the_cms(build):
    port = free_port()
    variables = {"HOST": "127.0.0.1", "PORT": str(port), "CMS_URL": "http://127.0.0.1:9"}
    with serving("node", "dist/server/entry.mjs", port=port, directory=ASTRO, **variables):
        for path in ("/", "/sitemap.xml", "/search/?q=a"):
            response = requests.get(f"http://127.0.0.1:{port}{path}", timeout=30)
            assert response.status_code == 503 and response.headers["Retry-After"] == "30", path


def test_a_draft_is_shown_and_followed(admin, editor, frontend):
    event = make_event(title="An evening", venue_name="Town hall", start_date=DAY)
    admin.enter(editor)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    preview = admin.preview()
    heading = preview.get_by_role("heading", level=1)
    expect(heading).to_have_text("An evening")
    assert "token" not in admin.preview_frame().url
    frame = admin.preview_frame()
    # A click leads to the field, however deep in another tab.
    field = admin.page.locator("#id_venue_name")
    admin.click_until(preview.locator("[data-edit='venue_name']"), field)
    # What is typed is shown in the document that is there.
    field.fill("The library")
    expect(preview.get_by_text("The library")).to_be_visible()
    assert admin.preview_frame() == frame


def test_a_preview_that_is_over(frontend):
    response = requests.get(f"{frontend}/preview?token=none&content_type=pages.eventpage", timeout=30)
    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
