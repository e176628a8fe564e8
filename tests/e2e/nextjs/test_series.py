"""The page of an event names its series and the other dates that are to come, and its card says which date it is."""

import datetime

import pytest
import requests

from tests.content import make_event, make_section, make_series
from tests.statuses import elements, visible_text

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_the_other_dates_of_a_series(frontend: str) -> None:
    section = make_section(title="Events", shows="events")
    series = make_series("Open evenings")
    for number, (year, status) in enumerate(
        [(2019, "scheduled"), (2091, "scheduled"), (2092, "cancelled"), (2093, "postponed")], start=1
    ):
        make_event(
            section,
            f"Evening {number}",
            start_date=datetime.date(year, 3, 5),
            status=status,
            series=series,
            series_number=number,
        )
    make_event(section, "Alone", start_date=datetime.date(2091, 3, 5))
    answer = requests.get(f"{frontend}/events/evening-2/", timeout=60)
    text = visible_text(answer.text)
    assert "Open evenings, no. 2" in text
    (other,) = [item for item in elements(answer.text, "li") if "2092" in item]
    assert "Canceled" in other
    # Neither what is over nor what has no date any more.
    assert "2019" not in text and "2093" not in text
    # A list says which of the dates each card is.
    cards = {
        name: card
        for card in elements(requests.get(f"{frontend}/events/", timeout=60).text, "article")
        for name in ("Evening 1", "Evening 2", "Evening 3", "Evening 4", "Alone")
        if name in card
    }
    assert "Date 1 of 4" in cards["Evening 1"]
    assert "Next of 4 dates" in cards["Evening 2"]
    assert "Date 3 of 4" in cards["Evening 3"] and "Date 4 of 4" in cards["Evening 4"]
    assert "Date " not in cards["Alone"] and "dates" not in cards["Alone"]
    assert "Series" not in visible_text(requests.get(f"{frontend}/events/alone/", timeout=60).text)
