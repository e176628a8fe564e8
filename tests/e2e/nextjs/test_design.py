"""The reference frontend on every screen: narrow, printed, from right to left, and without scripts."""

import datetime
import re

import pytest
import requests
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from wagtail.models import Locale

from pages.models import EventPage, SectionPage
from tests.content import home, make_event, make_post, make_section, publish, translate

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: A word of 41 letters, which no narrow window holds in one line.
LONG_WORD = "Kinderarbeitsschutzrahmenuebereinkommenxy"
#: The first of the next month but one, in which nothing else takes place.
NEXT = (timezone.localdate().replace(day=1) + datetime.timedelta(days=70)).replace(day=12)
MONTH = NEXT.isoformat()[:7]
PHONE: ViewportSize = {"width": 390, "height": 844}


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window, in either direction."""
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width


def make_long_site() -> EventPage:
    """Create an events section and a post in which every text is one long word."""
    section = make_section(title=LONG_WORD, slug="events", shows="events", show_in_menus=True)
    post = make_post(make_section(title="Posts", slug="posts", shows="posts"), title=LONG_WORD, summary=LONG_WORD)
    event: EventPage = make_event(
        section, title=LONG_WORD, slug="long", summary=LONG_WORD, start_date=NEXT, venue_name=LONG_WORD
    )
    front = home()
    front.title, front.subtitle, front.summary = LONG_WORD, LONG_WORD, LONG_WORD
    publish(front)
    assert len(LONG_WORD) == 41 and post.live
    return event


def test_a_long_word_stays_within_a_narrow_window(page: Page, frontend: str) -> None:
    make_long_site()
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/posts/", "/events/", "/events/long/", f"/events/?view=month&month={MONTH}"):
        page.goto(frontend + path, wait_until="networkidle")
        expect(page.get_by_text(LONG_WORD).first).to_be_visible()
        assert overflow(page) == 0, path


def test_the_header_of_a_phone_is_one_line_and_its_menu_opens_without_scripts(browser: Browser, frontend: str) -> None:
    call_command("seed_demo", verbosity=0)
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(frontend)
        main = page.locator("main").bounding_box()
        assert main is not None and main["y"] <= 72
        posts = page.get_by_role("navigation", name="Main").get_by_role("link", name="Posts")
        expect(posts).not_to_be_visible()
        menu = page.get_by_role("button", name="Menu")
        menu.focus()
        page.keyboard.press("Enter")
        expect(posts).to_be_visible()
        page.keyboard.press("Escape")
        expect(posts).not_to_be_visible()
        page.get_by_role("button", name="News").click()
        expect(page.get_by_role("complementary", name="Announcements")).to_be_visible()


def test_the_menu_of_a_wide_window_is_one_line(page: Page, frontend: str) -> None:
    call_command("seed_demo", verbosity=0)
    page.goto(frontend)
    links = page.get_by_role("navigation", name="Main").locator(".menu > li > a")
    tops = {box["y"] for link in links.all() if (box := link.bounding_box())}
    assert links.count() == 4 and len(tops) == 1
    # The name is in the header, so the headline is something else.
    expect(page.get_by_role("heading", level=1)).to_have_text("Every child has better things to do")
    # What takes place next; not what is postponed or canceled.
    coming = page.get_by_role("region", name="Coming up").get_by_role("article")
    expect(coming).to_have_count(3)
    expect(coming.locator("[data-status='cancelled'], [data-status='postponed']")).to_have_count(0)
    # No picture is there twice.
    pictures = page.evaluate("[...document.querySelectorAll('main img')].map((image) => image.src.split('/').at(-2))")
    assert len(pictures) == len(set(pictures)) > 8


def test_from_right_to_left(page: Page, frontend: str, settings) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    arabic = Locale.objects.create(language_code="ar")
    section = make_section(title="Events", shows="events", show_in_menus=True)
    make_event(section, title="To come", start_date=NEXT)
    translate(home(), arabic, "الصفحة الرئيسية")
    translate(section, arabic, "الفعاليات")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("/ar/", f"/ar/{section.slug}/"):
            page.goto(frontend + path, wait_until="networkidle")
            expect(page.locator("html")).to_have_attribute("dir", "rtl")
            assert overflow(page) == 0 and page.evaluate("document.body.scrollLeft") == 0, path
    brand, heading = page.locator(".brand").bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert brand and heading and brand["x"] + brand["width"] > 1000 and heading["x"] + heading["width"] > 1000
    page.goto(frontend)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_on_paper(page: Page, frontend: str) -> None:
    section = make_section(title="Events", shows="events")
    event = make_event(
        section, title="To come", start_date=NEXT, rsvp_mode="url", rsvp_url="https://example.org/sign-up/"
    )
    page.emulate_media(media="print")
    page.goto(f"{frontend}/{section.slug}/{event.slug}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("search")).to_have_count(0)
    # An address is of use on paper only if it can be read.
    link = page.get_by_role("link", name="Sign up")
    printed = link.evaluate("node => getComputedStyle(node, '::after').content")
    assert "attr(href)" in printed or "example.org" in printed


def test_what_is_canceled_is_crossed_out_everywhere(page: Page, frontend: str) -> None:
    section = make_section(title="Events", slug="events", shows="events")
    event = make_event(section, title="Film night", status="cancelled", start_date=NEXT)
    for path in ("/events/", f"/events/{event.slug}/", f"/events/?view=month&month={MONTH}"):
        page.goto(frontend + path)
        expect(page.get_by_role("main").get_by_text("Canceled").first).to_be_visible()
        title = page.get_by_role("main").get_by_text("Film night", exact=True).last
        crossed = "node => getComputedStyle(node.closest('h1, h3, a')).textDecorationLine"
        assert "line-through" in title.evaluate(crossed) or "line-through" in title.evaluate(
            "node => getComputedStyle(node.parentElement).textDecorationLine"
        )


def make_calendar() -> SectionPage:
    section: SectionPage = make_section(title="Events", slug="events", shows="events")
    make_event(section, title="In town", start_date=NEXT, venue_name="Town hall")
    make_event(section, title="On screen", start_date=NEXT, attendance_mode="online", online_url="https://example.org/")
    make_event(section, title="Two days", start_date=NEXT, end_date=NEXT + datetime.timedelta(1), status="cancelled")
    make_event(section, title="Years later", start_date=NEXT.replace(year=NEXT.year + 3))
    return section


def test_the_calendar_works_without_scripts(browser: Browser, frontend: str) -> None:
    make_calendar()
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{frontend}/events/")
        entries = page.locator("main li article")
        expect(entries).to_have_count(4)
        form = page.get_by_role("search", name="Events")
        form.get_by_label("Month").select_option(MONTH)
        form.get_by_role("button", name="Show").click()
        expect(entries).to_have_count(3)
        form.get_by_label("Where").select_option("Online")
        form.get_by_role("button", name="Show").click()
        expect(entries.get_by_role("heading")).to_have_text(["On screen"])
        assert re.search(rf"\?(?=.*where=online)(?=.*month={MONTH})", page.url)
        # The filters stay while the view changes.
        page.get_by_role("navigation", name="Views").get_by_role("link", name="Month").click()
        cells = page.get_by_role("cell").filter(has=page.get_by_role("link"))
        expect(cells).to_have_count(1)
        form.get_by_label("Where").select_option("")
        form.get_by_role("button", name="Show").click()
        expect(cells).to_have_count(2)
        expect(cells.last).to_contain_text("Canceled")
        page.get_by_role("link", name="→").click()
        expect(page.get_by_text("There is nothing in this month.")).to_be_visible()


@pytest.mark.parametrize("query", ["month=2026-13", "month=nonsense", "where=nowhere", "topic=nothing", "view=week"])
def test_a_view_of_the_calendar_that_does_not_exist(frontend: str, query: str) -> None:
    make_calendar()
    assert requests.get(f"{frontend}/events/?{query}", timeout=60).status_code == 200


def test_sign_up_is_seen_at_once(page: Page, frontend: str) -> None:
    call_command("seed_demo", verbosity=0)
    page.goto(f"{frontend}/events/a-story-for-your-representative/")
    button = page.get_by_role("link", name="Reserve a chair")
    expect(button).to_be_in_viewport()
    expect(page.get_by_role("link", name="Add to calendar")).to_have_attribute("href", re.compile(r"\.ics$"))
    expect(page.get_by_text("Sign language on request")).to_be_visible()
    expect(page.get_by_text("No hearing loop")).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(button).to_be_in_viewport()


def test_the_time_of_the_visitor(page: Page, frontend: str) -> None:
    event = make_event(
        title="Far away",
        start_date=datetime.date(2031, 3, 14),
        start_time=datetime.time(9),
        time_zone="Africa/Nairobi",
        attendance_mode="online",
        online_url="https://example.org/",
    )
    page.goto(f"{frontend}/{event.slug}/")
    expect(page.locator("local-time")).to_contain_text("For you: Friday, 2:00")
