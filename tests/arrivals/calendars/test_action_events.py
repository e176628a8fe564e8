"""Events of Action Network and Mobilize, as their interfaces give them."""

import json
from pathlib import Path
from typing import Any

import pytest

from arrivals.records.page import Publicity
from arrivals.records.series import ArrivingSeries
from arrivals.sources.source import SourceError
from tests.arrivals.reading import events_of, read, sentences

PLACE = {
    "venue": "Town hall",
    "address_lines": ["Main St 1", ""],
    "locality": "Washington",
    "region": "DC",
    "postal_code": "20515",
    "location": {"latitude": 38.9, "longitude": -77.0},
}


def saved(tmp_path: Path, value: Any) -> Path:
    path = tmp_path / "events.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


def test_action_network(tmp_path: Path) -> None:
    item = {
        "identifiers": ["action_network:abc", "other:1"],
        "title": "March",
        "description": "<p>Come.</p>",
        "start_date": "2026-06-16T13:00:00Z",
        "end_date": "2026-06-16T14:00:00Z",
        "location": {**PLACE, "country": "US"},
        "browser_url": "https://actionnetwork.org/events/march",
        "featured_image_url": "https://example.org/a.jpg",
        "status": "cancelled",
    }
    path = saved(tmp_path, {"_embedded": {"osdi:events": [item, {"title": "No start"}]}})
    records = read("action_events", path)
    (event,) = events_of(records)
    assert (event.key, event.title, event.status) == ("event:action_network:abc", "March", "cancelled")
    assert (str(event.start_time), event.time_zone) == ("13:00:00", "America/New_York")
    assert (event.venue.name, event.venue.country) == ("Town hall", "US")
    assert (event.rsvp_mode, event.rsvp_url) == ("url", "https://actionnetwork.org/events/march")
    assert "names no time zone" in event.notes[0]
    assert "Event 2 (No start) is not as documented, and left out." in sentences(records)


def test_mobilize(tmp_path: Path) -> None:
    item: dict[str, Any] = {
        "id": 7,
        "title": "Phone bank",
        "summary": "Call.",
        "description": "One\n\nTwo",
        "timezone": "America/Chicago",
        "timeslots": [
            {"id": 2, "start_date": 1781722800, "end_date": 1781726400},
            {"id": 1, "start_date": 1781636400, "end_date": 1781640000},
        ],
        "location": PLACE,
        "browser_url": "https://www.mobilize.us/x/event/7/",
        "sponsor": {"name": "The Coalition"},
        "visibility": "PRIVATE",
        "tags": [{"name": "calls"}],
    }
    online = {**item, "id": 8, "timeslots": item["timeslots"][:1], "location": None, "visibility": "PUBLIC"}
    records = read("action_events", saved(tmp_path, [{"data": [item]}, {"data": [online]}]))
    first, second, third = events_of(records)
    assert isinstance(records[0], ArrivingSeries) and first.series == records[0].key
    assert (first.series_number, str(first.start_date), str(first.start_time)) == (1, "2026-06-16", "14:00:00")
    assert (second.series_number, second.key) == (2, "event:7:2")
    assert (first.publicity, first.attendance_mode, first.tags) == (Publicity.RESTRICTED, "in_person", ("calls",))
    assert (third.series, third.attendance_mode, third.publicity) == ("", "online", Publicity.PUBLIC)
    assert third.address == "https://www.mobilize.us/x/event/7/"
    assert [host.name for host in first.hosts] == ["The Coalition"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("{", "damaged in line 1"),
        ("[" * 100_000, "too deep|damaged"),
        ({"data": {}}, "holds no events"),
        ([], "holds no events"),
        ([{"data": []}, {"_embedded": {"osdi:events": []}}], "holds no events"),
    ],
)
def test_other_files(tmp_path: Path, value: Any, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        read("action_events", saved(tmp_path, value))
