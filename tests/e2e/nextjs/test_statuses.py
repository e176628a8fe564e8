"""What has become of an event is read wherever the reference frontend shows it, also without scripts."""

import datetime
import json

import pytest
import requests
from playwright.sync_api import Page

from pages.models import EventSpeaker, HomePageFeatured, PostRelatedPage
from tests.content import block, home, make_event, make_person, make_post, make_section, publish
from tests.statuses import DAY, WORDS, elements, title_of, visible_text

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: How the date of the events is written, long and in a calendar sheet.
DATES = ("March 14, 2031", "Mar 14")


def read(url: str) -> str:
    answer = requests.get(url, timeout=60)
    assert answer.status_code == 200, url
    return answer.text


def check(entries: list[str], at_least: int = len(WORDS), dated: bool = True) -> None:
    """Check what each of the entries that name an event says about it."""
    shown = {status: entry for status in WORDS for entry in entries if title_of(status) in entry}
    assert len(shown) >= at_least, entries
    for status, entry in shown.items():
        said = [words for words in WORDS.values() if words and words in entry]
        assert said == [WORDS[status]] * bool(WORDS[status]), entry
        assert any(date in entry for date in DATES) == (dated and status != "postponed"), entry


def test_the_status_is_read_wherever_an_event_is_shown(page: Page, frontend: str) -> None:
    make_section(title="Events", shows="events")
    make_section(title="People", shows="people")
    person = make_person()
    events = [
        make_event(title=title_of(status), status=status, start_date=DAY, speakers=[EventSpeaker(person=person)])
        for status in WORDS
    ]
    body = json.dumps([block("related_pages", {"pages": [event.pk for event in events]})])
    post = make_post(published_on=datetime.date(2024, 5, 17), body=body)
    second = make_post(title="Second")
    second.related_pages.set([PostRelatedPage(page=event) for event in events])
    publish(second)
    front = home()
    front.featured.set([HomePageFeatured(page=event, sort_order=n) for n, event in enumerate(events)])
    publish(front)

    # The featured row and the first events, then the list of all, a block of a text, related pages, a person.
    entries = elements(read(f"{frontend}/"), "article")
    check([entry for entry in entries if "Town hall" not in entry])
    check([entry for entry in entries if "Town hall" in entry], at_least=3)
    for path in ("/events/", f"/{post.slug}/", "/second/", f"/people/{person.slug}/"):
        check(elements(read(f"{frontend}{path}"), "li"))
    # Suggestions, and results of a search, which have no date.
    # Next.js renders what is not found in the browser.
    page.goto(f"{frontend}/meeting-9/", wait_until="networkidle")
    check(page.locator("main article").all_inner_texts(), at_least=3)
    check(elements(read(f"{frontend}/search/?q=meeting"), "li"), dated=False)
    # The page itself.
    for event in events:
        main = visible_text(read(f"{frontend}/{event.slug}/").partition("<main")[2].partition("Featuring")[0])
        check([main], at_least=1)
