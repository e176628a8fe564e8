"""A guest post, an event and the page about the organization, from an empty form to the website.

An Editor enters them whole by typing and clicking, a Moderator approves, and every fact that was typed is in the API's
JSON and, as visible text, on the page of the reference frontend.
"""

import datetime
import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Site

from pages.models import EventPage, GuestBlogPost, OrganizationAbout, SiteSettings
from pages.scheduler.transitions import apply_due_transitions
from tests.content import make_image, make_organization, make_person, make_section, make_topic
from tests.e2e.conftest import Admin

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: The clicks in all documents of a tab. Those of a script do not count.
COUNT_CLICKS = """addEventListener("click", (event) => {
    if (event.isTrusted && window === top) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""
#: How often somebody presses the tab key before they take the mouse: comments have a button beside each field.
PATIENCE = 6


#: To enter and approve a post took 36 clicks once, and to enter an event 45.
MOST_CLICKS_FOR_A_POST = 36
MOST_CLICKS_FOR_AN_EVENT = 45
NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Fact:
    """Something that was typed or chosen: how the API gives it, how visitors read it, and where it leads."""

    given: str
    read: str = ""
    link: str = ""


@dataclass
class Typist:
    """Somebody who types, and who reaches the next field with the tab key and any other with a click."""

    admin: Admin
    facts: list[Fact] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.admin.page

    @property
    def clicks(self) -> int:
        """The number of clicks in this tab so far."""
        return int(self.page.evaluate("sessionStorage.clicks ?? 0"))

    def labeled(self, label: str) -> Locator:
        """Return the visible field with this label for text or a number."""
        return self.admin.field(label).or_(self.page.get_by_role("spinbutton", name=label, exact=True))

    def reach(self, place: Locator) -> bool:
        """Move the cursor to a field, and return whether that took a click."""
        for _ in range(PATIENCE):
            self.page.keyboard.press("Tab")
            if has_focus(place):
                return False
        place.click()
        expect(place).to_be_focused()
        return True

    def type(self, place: Locator | str, text: str, *facts: Fact) -> None:
        """Type into a field, which is given or has this label. Without ``facts``, the text must arrive as it is."""
        self.reach(self.labeled(place) if isinstance(place, str) else place)
        self.go_on(text, *facts)

    def go_on(self, text: str, *facts: Fact) -> None:
        """Type where the cursor is."""
        self.page.keyboard.type(text)
        self.facts += facts or (Fact(text, text),)

    def choose(self, label: str, option: str, fact: Fact, within: Locator | None = None) -> None:
        """Choose from the list of options with this label by typing one."""
        place = (within or self.page).get_by_role("combobox", name=label)
        was_clicked = self.reach(place)
        self.page.keyboard.type(option)
        if was_clicked:
            # The click opened the list.
            self.page.keyboard.press("Enter")
        expect(place.locator("option:checked")).to_have_text(option)
        self.facts.append(fact)

    def pick(self, button: Locator, name: str, fact: Fact | None = None) -> None:
        """Choose a record that exists."""
        button.click()
        self.page.get_by_role("dialog").get_by_role("link", name=name).click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        self.facts.append(fact or Fact(name, name))

    def create(self, button: Locator, kind: str, fields: dict[str, str]) -> None:
        """Create a record in a chooser."""
        button.click()
        window = self.page.get_by_role("dialog")
        window.get_by_role("tab", name=f"Add {kind}").click()
        for label, text in fields.items():
            self.type(window.get_by_label(label), text)
        window.get_by_role("button", name=f"Add this {kind.split()[-1]}").click()
        expect(self.page.get_by_text(f"{fields['Name']} (not published)")).to_be_visible()

    def begin_paragraph(self) -> None:
        """Put the cursor into a new paragraph at the end of the text."""
        self.page.locator("[data-contentpath=body]").get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("option", name="Paragraph").click()
        expect(rich_text(self.page, "body").last).to_be_focused()

    def begin_block(self, name: str) -> None:
        """In a paragraph, begin a block of another type below it."""
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(f"/{name}")
        expect(self.page.get_by_role("option", name=name).first).to_be_visible()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("[data-contentpath=body] :is(input, textarea):focus")).to_be_visible()

    def submit(self) -> None:
        """Submit the page for moderation."""
        self.admin.act("Submit to Moderators approval")
        expect(self.page.get_by_text("submitted").first).to_be_visible()


def has_focus(place: Locator) -> bool:
    return place.count() == 1 and place.evaluate("element => element === document.activeElement") is True


def rich_text(page: Page, path: str) -> Locator:
    return page.locator(f"[data-contentpath='{path}'] [contenteditable=true]")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def tags(page: Page) -> Locator:
    return page.locator("[data-contentpath=tags] input.ui-autocomplete-input")


@pytest.fixture
def typist(admin: Admin, editor: Any, settings: Any, tmp_path: Path) -> Typist:
    """An Editor at the dashboard of a site in New York, which has sections, topics and a picture."""
    settings.MEDIA_ROOT = str(tmp_path)
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"time_zone": "America/New_York"})
    make_section(title="Posts", shows="posts")
    make_section(title="Events", shows="events")
    make_image("Tobacco field", alt="A field of tobacco")
    make_topic("Agriculture")
    admin.page.add_init_script(COUNT_CLICKS)
    admin.enter(editor)
    admin.open("/admin/")
    return Typist(admin)


def approve(typist: Typist, moderator: Any, title: str) -> None:
    """Approve a page as a Moderator, from the dashboard on."""
    typist.admin.enter(moderator)
    typist.admin.open("/admin/")
    typist.page.get_by_role("link", name=title).first.click()
    typist.admin.act("Approve and Publish")
    expect(typist.page.get_by_text("has been updated")).to_be_visible()


def assert_all_is_there(typist: Typist, path: str, cards: str = "") -> None:
    """Compare what was typed with what the API gives at a path, and with the website.

    ``cards`` is the path of another page of the frontend, with a card that shows the summary.
    """
    document = typist.page.request.get(f"{typist.admin.servers.cms}/api/v2/{path}").json()
    assert missing_from_api(typist, document) == []
    assert missing_from_website(typist, document["meta"]["html_path"], cards) == []


def leaves(value: Any) -> Iterator[str]:
    """Yield the texts and numbers of a JSON document."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    elif value is not None:
        yield html.unescape(str(value))


def missing_from_api(typist: Typist, document: dict[str, Any]) -> list[str]:
    """Return the facts that the API does not give."""
    given = list(leaves(document))
    return [fact.given for fact in typist.facts if not any(fact.given in text for text in given)]


def missing_from_website(typist: Typist, *paths: str) -> list[str]:
    """Return the facts that visitors do not read, or cannot follow, on these pages of the frontend."""
    text, links = "", set[str]()
    for path in filter(None, paths):
        typist.page.goto(f"{typist.admin.servers.frontend}{path}", wait_until="networkidle")
        text += in_one_line(typist.page.locator("body").inner_text())
        links.update(typist.page.locator("a").evaluate_all("links => links.map(link => link.href)"))
    unread = [fact.read for fact in typist.facts if in_one_line(fact.read) not in text]
    return unread + [fact.link for fact in typist.facts if fact.link and fact.link not in links]


def in_one_line(text: str) -> str:
    """Return the text without capitals and line breaks, which style sheets decide about."""
    return " ".join(text.casefold().split())


def in_words(day: datetime.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def test_a_guest_post_with_a_new_author(typist: Typist, moderator: Any, record_property: Any) -> None:
    make_section(title="People", shows="people")
    page = typist.page
    page.get_by_role("link", name="Write a post").click()
    typist.admin.edit()
    typist.type("Title", "The third week of August")
    typist.type("Line above the title", "From the classroom")
    typist.type("Subtitle", "What an empty chair teaches a teacher")
    typist.type(rich_text(page, "intro"), "Our school year begins in the third week of August.")
    image = Fact("A field of tobacco")
    typist.pick(page.get_by_role("button", name="Choose an image").first, "Tobacco field", image)
    typist.begin_paragraph()
    typist.go_on("I noticed the hands first.")
    typist.begin_block("Heading")
    typist.go_on("Asking a different question")
    typist.begin_paragraph()
    typist.go_on("You can scrub the green off, but it takes two days.")
    typist.begin_block("Quote")
    typist.go_on("Children rarely tell you that their work is dangerous.")
    typist.type("Who said it", "Theo")
    typist.type("Role", "a pupil of twelve")

    typist.admin.tab("Who")
    page.get_by_role("button", name="Add Author").click()
    author = row(page, "Author 1")
    person = {"Name": "Delia Marsh", "Job title": "Science teacher"}
    typist.create(author.get_by_role("button", name="Choose person"), "a person", person)
    byline = author.get_by_role("textbox", name="Line after the name")
    typist.type(byline, "Middle school science teacher and beekeeper")
    typist.type("Disclaimer", "Guest posts say what their authors think.")

    typist.admin.tab("When")
    page.get_by_role("heading", name="If it first appeared elsewhere").click()
    typist.type("Title there", "The Farm Teacher")
    typist.type("Published there on", "06/12/2026", Fact("2026-06-12", "June 12, 2026"))
    address = "https://farmteacher.example.org/august"
    typist.type("Address there", address, Fact(address, link=address))

    typist.admin.tab("Topics")
    typist.type("Summary", "A science teacher on what she learned when she stopped marking absences.")
    typist.reach(page.get_by_label("Agriculture"))
    typist.go_on(" ", Fact("Agriculture", "Agriculture"))
    typist.type(tags(page), "tobacco,", Fact("tobacco"))
    typist.submit()
    entered = typist.clicks
    approve(typist, moderator, "The third week of August")
    approved = typist.clicks - entered
    record_property("summary", f"A guest post: {entered} clicks to enter it and {approved} to approve it")
    expect(page.get_by_text("“Delia Marsh” has been published with the page.")).to_be_visible()
    assert entered + approved < MOST_CLICKS_FOR_A_POST

    # Nobody chose a date, so it is the day of publication, as the site's clock has it.
    today = timezone.localdate(timezone=NEW_YORK)
    typist.facts.append(Fact(today.isoformat(), in_words(today)))
    assert_all_is_there(typist, f"posts/{GuestBlogPost.objects.get().pk}/", cards="/people/delia-marsh/")


def test_an_event_with_a_new_cohost(typist: Typist, moderator: Any, record_property: Any) -> None:
    make_organization("Child Labor Coalition")
    for name in ("Kailash Satyarthi", "Jo Becker", "Kevin Willcutts"):
        make_person(name)
    page = typist.page
    page.get_by_role("link", name="Add an event").click()
    typist.admin.edit()
    title = "World Day Against Child Labor: a briefing in Congress"
    typist.type("Title", title)
    typist.type("Line above the title", "Congressional briefing")
    typist.type("Subtitle", "With a Nobel Peace laureate")
    typist.type(rich_text(page, "intro"), "Come and listen to those who research child labor.")
    typist.begin_paragraph()
    typist.go_on("Much of what is said about child labor is said far away from it.")
    typist.begin_block("Heading")
    typist.go_on("The hour")
    typist.begin_paragraph()
    typist.go_on("* Welcome by the hosts", Fact("Welcome by the hosts", "Welcome by the hosts"))
    page.keyboard.press("Enter")
    typist.go_on("Your questions")

    typist.admin.tab("When and where")
    typist.type("Start date", "06/16/2030", Fact("2030-06-16T13:00:00", "Sunday, June 16, 2030"))
    typist.type("Start time", "1pm", Fact("2030-06-16T17:00:00Z", "1:00 – 2:00 PM EDT"))
    typist.type("End time", "2 pm", Fact("2030-06-16T14:00:00"))
    typist.type("Name", "Rayburn House Office Building")
    typist.type("Room", "Room 2172")
    typist.type("Street and number", "45 Independence Avenue")
    typist.type("Postal code", "20515")
    typist.type("Town", "Washington")
    typist.type("State or region", "DC")
    typist.choose("Country", "United States of America", Fact("US", "United States"))
    typist.type("Note on the place", "Bring a photo ID.")

    typist.admin.tab("People")
    speakers = {
        "Kailash Satyarthi": "Founder of the Save Childhood Movement",
        "Jo Becker": "Human Rights Watch",
        "Kevin Willcutts": "Department of Labor",
    }
    for number, (name, affiliation) in enumerate(speakers.items(), 1):
        page.get_by_role("button", name="Add Speaker").click()
        speaker = row(page, f"Speaker {number}")
        typist.pick(speaker.get_by_role("button", name="Choose person"), name)
        if number == 1:
            typist.choose("Role", "Keynote", Fact("keynote", "Keynote"), within=speaker)
        typist.type(speaker.get_by_role("textbox", name="Line after the name"), affiliation)
    page.get_by_role("button", name="Add Speaker").click()
    speaker = row(page, "Speaker 4")
    typist.type(speaker.get_by_role("textbox", name="Name", exact=True), "Elena Marrow")
    typist.type(speaker.get_by_role("textbox", name="Line after the name"), "Former tobacco-field worker")
    typist.facts.append(Fact("featured", "Featuring"))
    page.get_by_role("button", name="Add Host").click()
    host = row(page, "Host 1")
    union = {"Name": "Satyarthi Foundation"}
    typist.create(host.get_by_role("button", name="Choose organization"), "an organization", union)
    typist.choose("Role", "Co-host", Fact("cohost", "Co-host"), within=host)

    typist.admin.tab("RSVP")
    typist.choose("How to sign up", "By e-mail", Fact("email"))
    typist.type("E-mail address", "briefings@example.org")
    typist.type("Name of the contact", "Rosa Whitfield")
    typist.type("Text of the button", "Save me a seat")
    typist.type("Closes on", "June 10, 2030", Fact("2030-06-11T04:00:00Z", "June 11, 2030"))
    typist.type("Price", "15", Fact("15", "$15.00"))
    typist.type("Note on the price", "Free for students.")

    typist.admin.tab("Topics & promote")
    typist.type("Summary", "One hour on Capitol Hill about children who work.")
    typist.reach(page.get_by_label("Agriculture"))
    typist.go_on(" ", Fact("Agriculture", "Agriculture"))
    typist.type(tags(page), "congress,", Fact("congress"))
    typist.submit()
    entered = typist.clicks
    record_property("summary", f"An event: {entered} clicks to enter it")
    assert entered < MOST_CLICKS_FOR_AN_EVENT
    approve(typist, moderator, title)
    assert_all_is_there(typist, f"events/{EventPage.objects.get().pk}/", cards="/events/")


def test_the_page_about_the_organization_at_its_hour(typist: Typist, moderator: Any) -> None:
    league = "National Consumers League"
    make_organization(league)
    page = typist.page
    page.get_by_role("link", name="Write the page about us").click()
    typist.admin.edit()
    typist.type("Title", "About the coalition")
    ours = {"Name": "Child Labor Coalition"}
    typist.create(page.get_by_role("button", name="Choose organization"), "an organization", ours)
    typist.type("Short name", "CLC")
    typist.type("Tagline", "For childhoods with time for school and play")
    typist.type("Founded year", "1989")
    typist.type("Summary", "35 organizations and one aim.")
    typist.type(rich_text(page, "mission"), "We bring together people who rarely sit at one table.")
    typist.type(rich_text(page, "boilerplate"), "The coalition was founded by the League.")
    typist.begin_paragraph()
    typist.go_on("Whoever buys a thing has a part in how it was made.")

    typist.admin.tab("People")
    page.get_by_role("button", name="Add Founder").click()
    typist.pick(row(page, "Founder 1").get_by_role("button", name="Choose organization"), league)
    page.get_by_role("button", name="Add Person").click()
    leader = row(page, "Person 1")
    typist.type(leader.get_by_role("textbox", name="Name", exact=True), "Ines Halloran")
    typist.type(leader.get_by_role("textbox", name="Role"), "Co-chair")
    typist.type(leader.get_by_role("textbox", name="Since"), "01/15/2015", Fact("2015-01-15", "2015"))

    typist.admin.tab("Members")
    typist.type("Number of members", "35")
    typist.type("Kinds of members", "Labor unions")
    page.get_by_role("button", name="Add Member").click()
    typist.type(row(page, "Member 1").get_by_role("textbox", name="Name"), "Cedar Street Guild")

    typist.admin.tab("Figures")
    page.get_by_role("button", name="Add Figure").click()
    figure = row(page, "Figure 1")
    typist.type(figure.get_by_role("textbox", name="Label"), "Kinds of members")
    typist.type(figure.get_by_role("textbox", name="Value"), "8")

    typist.admin.tab("Contact")
    page.get_by_role("button", name="Add Contact").click()
    contact = row(page, "Contact 1")
    typist.type(contact.get_by_role("textbox", name="E-mail address"), "hello@example.org")
    typist.type(contact.get_by_role("textbox", name="Phone number"), "+1 202 555 0142")
    typist.type("Town", "Washington")
    typist.type("State or region", "DC")
    typist.choose("Country", "United States of America", Fact("US", "United States"))
    page.get_by_role("button", name="Add Profile").click()
    profile = row(page, "Profile 1")
    typist.type(profile.get_by_role("textbox", name="Platform"), "Mastodon")
    address = "https://social.example.org/@coalition"
    typist.type(profile.get_by_role("textbox", name="Address"), address, Fact(address, link=address))

    # 18:00 at the site, in winter, is 23:00 in UTC.
    typist.admin.pause()
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Set schedule").click()
    page.get_by_role("dialog").get_by_label("Go live").fill("01/15/2030 6 pm")
    expect(page.get_by_text("Tuesday, January 15, 2030, 6:00 pm EST")).to_be_visible()
    page.get_by_role("button", name="Save schedule").click()
    expect(page.get_by_text("has been updated")).to_be_visible()
    typist.admin.edit()
    typist.submit()
    approve(typist, moderator, "About the coalition")

    assert not OrganizationAbout.objects.live().exists()
    at = datetime.datetime(2030, 1, 15, 18, tzinfo=NEW_YORK)
    with time_machine.travel(at - datetime.timedelta(seconds=1), tick=False):
        assert apply_due_transitions().published == 0
    with time_machine.travel(at, tick=False):
        assert apply_due_transitions().published == 1
    assert_all_is_there(typist, "organization/")
