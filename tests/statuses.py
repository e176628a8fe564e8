"""The statuses of events, and what visitors of English sites read for each."""

import datetime
import html
import re

#: Empty where all is as planned.
WORDS = {
    "scheduled": "",
    "postponed": "Postponed",
    "rescheduled": "New date",
    "moved_online": "Moved online",
    "cancelled": "Canceled",
}
#: The date of the events of tests, which is void while they are postponed.
DAY = datetime.date(2031, 3, 14)


def title_of(status: str) -> str:
    """Return the title of the event of a status, which does not say it."""
    return f"Meeting {list(WORDS).index(status)}"


def visible_text(markup: str) -> str:
    """Return what a visitor reads of a document: its text without scripts, styles and the head, on one line."""
    body = markup.partition("<body")[2] or markup
    body = re.sub(r"<(script|style|template)\b.*?</\1>", " ", body, flags=re.DOTALL)
    # What one element says does not run into the next, but for a comment that React puts between texts.
    text = re.sub(r"<[^>]*>", "\n", re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL))
    return " ".join(html.unescape(text).split())


def elements(markup: str, name: str) -> list[str]:
    """Return what a visitor reads of each element of a name, which must not be nested."""
    return [visible_text(found) for found in re.findall(rf"<{name}\b.*?</{name}>", markup, flags=re.DOTALL)]
