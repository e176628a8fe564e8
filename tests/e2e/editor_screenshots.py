"""The pictures of docs/editors.md in docs/images/, taken again by `make screenshots`.

No test: the name keeps it out of those that are collected. Look at the pictures before you commit them.
"""

import datetime
import re
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image as Picture
from playwright.sync_api import Locator, Page, expect

from delivery.models import Subscription
from delivery.subscribing import begin
from delivery.worker.worker import Worker
from demo.seed import seed_demo
from operations.models import Heartbeat
from pages.models import EventPage, GuestBlogPost, SectionPage, User
from tests.arrivals.word_document import WordDocument, paragraph
from tests.content import add
from tests.delivery.receiver import Answer, receiving
from tests.e2e.conftest import Admin, account
from tests.node import PROJECT

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

IMAGES = PROJECT / "docs" / "images"
WIDTH, HEIGHT = 1280, 800
#: Where the fields of a form end.
RIGHT = 1060
#: Enough for flat colors and small photographs, with a third of the bytes.
COLORS = 256
PARAGRAPH = (
    "By seven the stalls are up. By eight I have counted nine children behind them, each on a crate, each with a cloth "
    "bag for the coins. “On market days,” says the woman who sells me tea, “the teacher comes here for her class.”"
)


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": {"width": WIDTH, "height": HEIGHT}, "locale": "en-US", "reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def demo(servers: object) -> None:
    seed_demo()


def take(page: Page, name: str, *, left: int = 0, top: int = 0, right: int = WIDTH, bottom: int = HEIGHT) -> None:
    """Save a part of the window to docs/images/."""
    path = IMAGES / f"{name}.png"
    # Undo any horizontal scrolling on the way to a button.
    page.evaluate("for (const part of document.querySelectorAll('*')) if (part.scrollLeft) part.scrollLeft = 0")
    # Wait for elements that fade in, and for images that load last.
    page.wait_for_timeout(1500)
    page.screenshot(path=path, clip={"x": left, "y": top, "width": right - left, "height": bottom - top})
    with Picture.open(path) as picture:
        picture.convert("RGB").quantize(COLORS, dither=Picture.Dither.NONE).save(path, optimize=True)


def scroll(page: Page, place: Locator, top: float) -> None:
    """Scroll the form until ``place`` is ``top`` pixels below the upper edge of the window."""
    box = place.bounding_box()
    assert box is not None
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    page.mouse.wheel(0, box["y"] - top)
    page.wait_for_timeout(400)


def narrow_menu(admin: Admin) -> None:
    """Make more room for forms."""
    admin.page.context.add_cookies([{"name": "wagtail_sidebar_collapsed", "value": "1", "url": admin.servers.cms}])


def open_form(admin: Admin, page: GuestBlogPost | EventPage) -> None:
    admin.open(f"/admin/pages/{page.pk}/edit/")
    admin.edit()


def write_post(admin: Admin) -> GuestBlogPost:
    """Write the beginning of a post as an editor, with a screenshot of each step."""
    page = admin.page
    admin.open("/admin/")
    take(page, "editors-first-screen", bottom=720)

    narrow_menu(admin)
    page.get_by_role("link", name="Write a post").click()
    admin.edit()
    admin.field("Title").press_sequentially("What the market women told me", delay=20)
    admin.field("Subtitle").press_sequentially("A year of Saturdays between the stalls", delay=20)
    page.wait_for_url("**/edit/**")
    opening = page.locator("[data-contentpath=intro] [contenteditable=true]")
    opening.press_sequentially("On market days the school is half empty. I went to find the other half.", delay=10)
    admin.pause()
    take(page, "editors-post")

    body = page.locator("[data-contentpath=body]")
    body.get_by_role("button", name="Insert a block").first.click()
    take(page, "editors-blocks", left=60, top=52, right=RIGHT)
    page.get_by_role("option", name="Paragraph").click()
    body.locator("[contenteditable=true]").first.press_sequentially(PARAGRAPH)
    admin.pause()

    admin.tab("Who")
    page.get_by_role("button", name="Add Author").click()
    page.get_by_role("button", name="Choose person").click()
    page.get_by_role("dialog").get_by_role("link", name="Delia Marsh").click()
    page.get_by_role("button", name="Add Author").click()
    second = page.get_by_role("region", name="Author 2")
    second.get_by_label("Name", exact=True).fill("Rosa Imani")
    second.get_by_label("Role").select_option("Co-author")
    second.get_by_label("Line after the name").fill("Sells vegetables in Riverside")
    admin.pause()
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    scroll(page, page.get_by_role("heading", name="Authors"), 80)
    take(page, "editors-authors", left=60, top=52, right=RIGHT, bottom=930)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    admin.tab("What")
    scroll(page, body.get_by_role("button", name="Insert a block").last, 300)
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Image").click()
    body.get_by_role("button", name="Choose an image").click()
    page.get_by_role("dialog").get_by_role("link", name="Letters on a table").click()
    body.get_by_label("Caption").fill("What the children wrote to the mayor in March.")
    admin.pause()
    scroll(page, body.get_by_label("Caption"), 520)
    take(page, "editors-image", left=60, top=52, right=RIGHT)

    page.locator("footer").get_by_role("button", name="More actions").click()
    take(page, "editors-submit", left=60, top=680, right=560)
    page.locator("footer").get_by_role("button", name="Submit to Moderators approval").click()
    expect(page.get_by_text("submitted").first).to_be_visible()
    return GuestBlogPost.objects.get(title="What the market women told me")


def review_post(admin: Admin, post: GuestBlogPost) -> None:
    """Review a post that awaits approval, schedule it and approve it as a moderator."""
    page = admin.page
    narrow_menu(admin)
    open_form(admin, post)
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name=re.compile("schedule")).click()
    page.get_by_label("Go live").fill("June 12, 2030, 9 am")
    expect(page.get_by_text("Wednesday, June 12, 2030, 9:00 am EDT")).to_be_visible()
    take(page, "editors-schedule", left=340, top=130, right=940, bottom=672)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Toggle status").click()
    page.locator("footer").get_by_role("button", name="More actions").click()
    take(page, "editors-approve", left=60, top=510, right=560)
    page.keyboard.press("Escape")
    admin.act("Approve and Publish")
    expect(page.get_by_text("has been updated")).to_be_visible()
    admin.open(f"/admin/pages/{post.pk}/history/")
    take(page, "editors-history", left=60, bottom=560)


def write_event(admin: Admin) -> None:
    """Write an event with a mistake in it, and try to publish it."""
    page = admin.page
    events = SectionPage.objects.get(shows=SectionPage.Shows.EVENTS)
    event = EventPage(title="An open evening at the school", time_zone="America/New_York")
    event.start_date = datetime.date(2030, 6, 14)
    event.start_time, event.end_time = datetime.time(18, 30), datetime.time(20, 30)
    event.venue_name, event.venue_locality = "Riverside Middle School", "Wilson"
    open_form(admin, add(events, event))
    admin.tab("When")
    take(page, "editors-event-when", left=60, top=52, right=RIGHT, bottom=665)
    admin.fill("End time", "06:30")
    admin.act("Publish")
    admin.tab("When")
    expect(page.get_by_text("The event must end after it starts.").locator("visible=true").first).to_be_visible()
    take(page, "editors-refused", left=60, right=1000, bottom=680)
    admin.fill("End time", "20:30")
    page.locator("footer").get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    page.locator("details.pages-checklist summary").click()
    take(page, "editors-hints", left=60, top=484, right=900)
    admin.open("/admin/settings/pages/navigation/")
    page.wait_for_timeout(2000)
    take(page, "editors-menu", left=60, top=60, right=RIGHT, bottom=560)


def test_a_post(admin: Admin, editor, moderator) -> None:
    admin.enter(editor)
    post = write_post(admin)
    admin.enter(moderator)
    review_post(admin, post)


def test_deliveries(admin: Admin, servers) -> None:
    manager = account("manager@example.org", "Mara", "Site manager")
    with receiving() as receiver:
        subscription = begin(Subscription(name="Search service", address=f"{receiver.url}/hook", allow_private=True))
        subscription.save()
        receiver.answers = [Answer(503, body=b"Back soon.")]
        post = GuestBlogPost.objects.live().first()
        assert post is not None
        post.save_revision().publish()
        for _ in range(2):
            admin.page.wait_for_timeout(1500)
            Worker().run_until_idle()
            Subscription.objects.update(next_attempt_at=None)
        # What readers see need not be the address of this machine.
        Subscription.objects.update(address="https://search.example.org/hook")
    admin.enter(manager)
    narrow_menu(admin)
    admin.open(f"/admin/webhooks/inspect/{subscription.pk}/")
    admin.page.get_by_role("heading", name="Deliveries").scroll_into_view_if_needed()
    admin.page.locator("summary").first.click()
    take(admin.page, "webhook-deliveries")


def test_the_health_page_while_the_worker_is_dead(admin: Admin, settings) -> None:
    manager = account("manager@example.org", "Mara", "Site manager")
    settings.HEALTH_BANNER, settings.CMS_BASE_URL = True, "https://localhost"
    now = timezone.now()
    for name, silence in (("Scheduled publishing", datetime.timedelta(hours=3)), ("Delivery", datetime.timedelta(0))):
        Heartbeat.objects.create(name=name, at=now - silence, owner="cms 4711")
    GuestBlogPost.objects.filter(live=True).update(expire_at=now - datetime.timedelta(hours=3))
    admin.enter(manager)
    narrow_menu(admin)
    admin.open("/admin/reports/health/")
    expect(admin.page.get_by_role("alert")).to_contain_text("Scheduled publishing")
    take(admin.page, "health")


def test_an_event(admin: Admin, moderator) -> None:
    admin.enter(moderator)
    narrow_menu(admin)
    write_event(admin)


def test_an_import(admin: Admin, editor: User, tmp_path: Path) -> None:
    made = WordDocument()
    made.add(
        paragraph("What the market women told me", style="Title"),
        paragraph("By Rosa Imani"),
        paragraph(PARAGRAPH),
        paragraph("A year of Saturdays", style="Heading1"),
        paragraph("The teacher comes here for her class.", style="Quote"),
    )
    page = admin.page
    admin.sign_in(editor)
    narrow_menu(admin)
    admin.open("/admin/imports/")
    page.locator("input[type=file]").set_input_files(made.save(tmp_path / "market-women.docx"))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("link", name="What the market women told me")).to_be_visible()
    take(page, "editors-import", left=60, bottom=420)
