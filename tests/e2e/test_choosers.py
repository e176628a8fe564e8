"""What is typed and chosen in the windows of choosers stays, whatever else happens meanwhile."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from pages.models import EventHost, EventPage, EventSpeaker, Organization, Person
from tests.content import add, make_document, make_image, make_organization, make_person, make_section, picture_file
from tests.e2e.conftest import PASSWORD, Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SAVED = re.compile(r"/edit/$")
#: Milliseconds between two keys. Eleven letters take longer than a window takes to fade in.
BETWEEN_KEYS = 40
NAME = "Delia Marsh"


@dataclass(frozen=True)
class Chooser:
    """A chooser of an event's form, by the key of its element, and where the revision has what was chosen."""

    key: str
    tab: str
    existing: str
    stored: Callable[[EventPage], Any]
    #: The tab of the window in which a new one is made, and the field for its name.
    creation: str = ""
    label: str = "Name"


CHOOSERS = {
    "person": Chooser(
        "id_speakers-0-person", "People", "Old Person", lambda event: event.speakers.get().person, "Add a person"
    ),
    "organization": Chooser(
        "id_hosts-0-organization",
        "People",
        "Old Union",
        lambda event: event.hosts.get().organization,
        "Add an organization",
    ),
    "image": Chooser("id_feature_image", "What", "Old bridge", lambda event: event.feature_image, "Upload", "Title"),
    "document": Chooser(
        "body-0-value-link-document",
        "What",
        "Old paper",
        lambda event: event.body[0].value["link"]["document"],
        "Upload",
        "Title",
    ),
    "page": Chooser("body-0-value-link-page", "What", "Home", lambda event: event.body[0].value["link"]["page"]),
}
FILES = {
    "image": FilePayload(name="bridge.jpg", mimeType="image/jpeg", buffer=picture_file(color="blue").read()),
    "document": FilePayload(name="paper.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 %%EOF"),
}
with_creation = pytest.mark.parametrize("kind", [kind for kind, chooser in CHOOSERS.items() if chooser.creation])
with_records = pytest.mark.parametrize("kind", ["person", "organization"])
every = pytest.mark.parametrize("kind", CHOOSERS)
#: A page is chosen without asking the CMS once more.
with_answers = pytest.mark.parametrize("kind", [kind for kind in CHOOSERS if kind != "page"])


@pytest.fixture
def event(settings: Any, tmp_path: Path) -> EventPage:
    """A draft with an empty chooser of each kind."""
    settings.MEDIA_ROOT = str(tmp_path)
    make_image("Old bridge")
    make_document("Old paper")
    make_person("Old Person")
    make_organization("Old Union")
    section = make_section(title="Old events", shows="events")
    draft: EventPage = add(section, EventPage(title="A draft", body=[("call_to_action", {"text": "Come along."})]))
    draft.speakers.add(EventSpeaker(name="Somebody"))
    draft.hosts.add(EventHost(name="Somebody"))
    draft.save_revision()
    return draft


@pytest.fixture
def form(admin: Admin, editor: Any, event: EventPage) -> Admin:
    """The form of the draft, opened by an Editor."""
    admin.enter(editor)
    admin.open(f"/admin/pages/{event.pk}/edit/")
    admin.edit()
    return admin


def element_of(page: Page, kind: str) -> Locator:
    return page.locator(f"[id='{CHOOSERS[kind].key}-chooser']")


def window_of(page: Page) -> Locator:
    return page.locator("body > .modal")


def open_window(admin: Admin, kind: str) -> Locator:
    """Open the window of a chooser, and return it as soon as it begins to show."""
    tab = admin.page.get_by_role("tab", name=CHOOSERS[kind].tab, exact=True)
    if tab.get_attribute("aria-selected") != "true":
        tab.click()
    element_of(admin.page, kind).get_by_role("button").filter(visible=True).click()
    return window_of(admin.page)


def link_to_existing(window: Locator, kind: str) -> Locator:
    links = window.locator("[data-chooser-modal-choice], .choose-page")
    return links.filter(has_text=CHOOSERS[kind].existing).first


def choose(admin: Admin, kind: str) -> None:
    """Choose what exists."""
    link_to_existing(open_window(admin, kind), kind).click()


def begin(admin: Admin, kind: str) -> Locator:
    """Open the form for a new record or file, type its name, and return the button that adds it."""
    window = open_window(admin, kind)
    window.get_by_role("tab", name=CHOOSERS[kind].creation).click()
    panel = window.get_by_role("tabpanel").filter(visible=True)
    panel.get_by_label(CHOOSERS[kind].label).filter(visible=True).click()
    admin.page.keyboard.type(NAME, delay=BETWEEN_KEYS)
    if kind in FILES:
        panel.locator("input[type=file]").set_input_files(FILES[kind])
    return panel.get_by_role("button", name=re.compile("Add this|Upload"))


def expect_created(page: Page, kind: str) -> None:
    """Expect the form to show what was added in the window, with its name."""
    if kind in FILES:
        expect(element_of(page, kind)).to_contain_text(NAME)
    else:
        expect(element_of(page, kind)).to_contain_text(f"{NAME} (not published)")


def latest(event: EventPage) -> EventPage:
    event.refresh_from_db()
    revision: EventPage = event.get_latest_revision_as_object()
    return revision


class Held:
    """Requests that are kept back until they are let go."""

    def __init__(self, page: Page, is_held: Callable[[Route], bool]) -> None:
        self.page = page
        self.routes: list[Route] = []
        self.is_open = False
        self.is_held = is_held
        page.route("**/admin/**", self.hold)

    def hold(self, route: Route) -> None:
        if self.is_open or not self.is_held(route):
            route.fallback()
        else:
            self.routes.append(route)

    def wait(self) -> None:
        """Wait until a request is held."""
        for _ in range(100):
            if self.routes:
                return
            self.page.wait_for_timeout(100)
        pytest.fail("No such request was made.")

    def let_go(self) -> None:
        self.is_open = True
        for route in self.routes:
            route.continue_()


def is_save(route: Route) -> bool:
    return route.request.method == "POST" and bool(SAVED.search(route.request.url))


def is_answer_of_window(route: Route) -> bool:
    return bool(re.search(r"/chosen/|/create/|/chooser/\d+/$", route.request.url))


@with_creation
def test_a_name_is_typed_whole_while_the_window_fades_in(form, kind):
    window = open_window(form, kind)
    window.get_by_role("tab", name=CHOOSERS[kind].creation).click()
    field = window.get_by_role("tabpanel").get_by_label(CHOOSERS[kind].label).filter(visible=True)
    field.focus()
    form.page.keyboard.type(NAME, delay=BETWEEN_KEYS)
    expect(field).to_have_value(NAME)


@every
@pytest.mark.parametrize("is_first", [True, False], ids=["autosave first", "chooser first"])
def test_what_is_chosen_while_a_draft_saves_itself_is_kept(form, event, kind, is_first):
    held_save = Held(form.page, is_save)
    held_choice = Held(form.page, is_answer_of_window)
    form.page.locator("#id_title").fill("Typed meanwhile")
    held_save.wait()
    choose(form, kind)
    if kind != "page":
        held_choice.wait()
    for held in (held_save, held_choice) if is_first else (held_choice, held_save):
        held.let_go()
        form.page.wait_for_timeout(700)
    title = element_of(form.page, kind).locator("[data-chooser-title], [data-chooser-image]").filter(visible=True)
    expect(title.first).to_be_visible()
    form.pause()
    form.pause()
    assert latest(event).title == "Typed meanwhile"
    assert CHOOSERS[kind].existing in str(CHOOSERS[kind].stored(latest(event)))


@with_creation
@pytest.mark.parametrize("is_first", [True, False], ids=["autosave first", "chooser first"])
def test_what_is_created_while_a_draft_saves_itself_is_kept(form, event, kind, is_first):
    held_save = Held(form.page, is_save)
    held_choice = Held(form.page, is_answer_of_window)
    form.page.locator("#id_title").fill("Typed meanwhile")
    held_save.wait()
    begin(form, kind).click()
    held_choice.wait()
    for held in (held_save, held_choice) if is_first else (held_choice, held_save):
        held.let_go()
        form.page.wait_for_timeout(700)
    expect_created(form.page, kind)
    form.pause()
    form.pause()
    assert str(CHOOSERS[kind].stored(latest(event))) == NAME


def fail_with(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body="<h1>A proxy says so</h1>")


FAILURES = {
    "no connection": (lambda route: route.abort("connectionfailed"), "The CMS did not answer."),
    "error": (fail_with(500), "The CMS could not do this just now."),
    "too large": (fail_with(413), "The file is larger than the server takes."),
}


def fail_once(page: Page, answer: Callable[[Route], None]) -> None:
    page.route(lambda url: "choose" in url and "/static/" not in url, answer, times=1)


@pytest.mark.parametrize(
    ("kind", "failure"),
    [
        ("person", "no connection"),
        ("person", "error"),
        ("organization", "too large"),
        ("image", "no connection"),
        ("document", "too large"),
    ],
)
def test_a_new_record_that_could_not_be_added_is_kept_and_can_be_added_again(form, event, traffic, kind, failure):
    answer, words = FAILURES[failure]
    button = begin(form, kind)
    fail_once(form.page, answer)
    button.click()
    alert = window_of(form.page).get_by_role("alert").filter(has_text=words)
    expect(alert).to_have_text(f"{words} What you typed is kept. Please try again.")
    expect(window_of(form.page).get_by_text("Report this error")).to_have_count(0)
    button.click()
    expect_created(form.page, kind)
    form.pause()
    assert str(CHOOSERS[kind].stored(latest(event))) == NAME
    traffic.failures.clear()


@pytest.mark.parametrize("failure", ["no connection", "error"])
@every
def test_a_window_that_could_not_be_opened_says_so_and_can_be_opened(form, traffic, kind, failure):
    answer, words = FAILURES[failure]
    fail_once(form.page, answer)
    open_window(form, kind)
    expect(form.page.locator(".messages").get_by_text(words)).to_be_visible()
    expect(element_of(form.page, kind).get_by_role("button").filter(visible=True)).to_be_focused()
    open_window(form, kind)
    expect(window_of(form.page).get_by_role("heading").first).to_be_visible()
    traffic.failures.clear()


@with_answers
def test_a_choice_that_was_not_answered_says_so(form, traffic, kind):
    window = open_window(form, kind)
    link = link_to_existing(window, kind)
    expect(link).to_be_visible()
    fail_once(form.page, FAILURES["error"][0])
    link.click()
    expect(window.get_by_role("alert").filter(has_text=FAILURES["error"][1])).to_be_visible()
    link.click()
    expect(window).to_have_count(0)
    traffic.failures.clear()


@with_records
def test_a_new_record_survives_a_session_that_ends(form, editor, event, kind):
    button = begin(form, kind)
    form.pause()
    Session.objects.all().delete()
    button.click()
    dialog = form.page.get_by_role("dialog", name="You are signed out. Sign in again: your text is kept.")
    dialog.get_by_label("E-mail address").fill(editor.email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(window_of(form.page).get_by_text("You are signed in again. What you typed is kept.")).to_be_visible()
    button.click()
    expect(element_of(form.page, kind)).to_contain_text(f"{NAME} (not published)")


@with_records
def test_a_window_is_not_closed_over_what_is_typed_without_a_question(form, kind):
    questions: list[str] = []
    answers = [False, True]

    def answer(dialog: Any) -> None:
        questions.append(dialog.message)
        dialog.accept() if answers.pop(0) else dialog.dismiss()

    form.page.on("dialog", answer)
    begin(form, kind)
    form.page.keyboard.press("Escape")
    field = window_of(form.page).get_by_label("Name").filter(visible=True)
    expect(field).to_have_value(NAME)
    window_of(form.page).get_by_role("button", name="Close").click()
    expect(window_of(form.page)).to_have_count(0)
    assert questions == ["Close without adding? What you typed here is not kept."] * 2
    assert not Person.objects.filter(name=NAME).exists()
    assert not Organization.objects.filter(name=NAME).exists()


@every
def test_the_keyboard_goes_on_where_the_window_was_opened(form, kind):
    button = element_of(form.page, kind).get_by_role("button").filter(visible=True)
    window = open_window(form, kind)
    expect(window.get_by_role("heading").first).to_be_visible()
    form.page.wait_for_timeout(500)
    form.page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(button).to_be_focused()

    choose(form, kind)
    expect(window).to_have_count(0)
    expect(element_of(form.page, kind).get_by_role("button", name="Actions")).to_be_focused()

    # From the menu of what was chosen.
    form.page.keyboard.press("Enter")
    form.page.get_by_role("button", name=re.compile("Choose another|Change")).filter(visible=True).click()
    expect(window.get_by_role("heading").first).to_be_visible()
    form.page.wait_for_timeout(500)
    form.page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(element_of(form.page, kind).get_by_role("button", name="Actions")).to_be_focused()
