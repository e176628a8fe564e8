"""Whatever a file holds, a source reads it or refuses it with a sentence: nothing else is raised."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrivals.sources.source import SourceError
from tests.arrivals.calendars.test_programs import GOOGLE, LUMA, MEETUP, OUTLOOK
from tests.arrivals.newsletters.test_newsletters import POST
from tests.arrivals.pictures import PIXEL
from tests.arrivals.reading import parts_of, read, read_post
from tests.arrivals.word_document import WordDocument, items, paragraph, table

odd = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
LINES = sorted({line for text in (GOOGLE, OUTLOOK, MEETUP, LUMA) for line in text.split("\n")})
VALUES = st.sampled_from(
    ["", ":", ";", "=", "9" * 40, "-1", "20269999T999999Z", "00010101T000000Z", "99991231T235959Z", "TZID", "\x00", "é"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def read_or_refuse(source: str, path: Path) -> None:
    try:
        read(source, path)
    except SourceError as error:
        assert str(error)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(LINES), VALUES), max_size=8))
@odd
def test_calendars(tmp_path: Path, changes: list[tuple[int, int, str, str]]) -> None:
    lines = GOOGLE.split("\n")
    for line, place, other, value in changes:
        at = line % len(lines)
        text = other if place % 3 == 0 else lines[at]
        lines[at] = text[:place] + value + text[place + (line % 4) :]
    path = tmp_path / "calendar.ics"
    path.write_text("\r\n".join(lines))
    read_or_refuse("icalendar", path)


@pytest.mark.slow
@given(st.text(max_size=200))
@odd
def test_tables_and_texts(tmp_path: Path, text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    for source, suffix in (
        *(("people_table", ".csv"), ("organizations_table", ".csv"), ("events_table", ".csv"), ("markdown", ".md")),
        *(("html", ".html"), ("icalendar", ".ics"), ("ghost", ".json"), ("word", ".docx"), ("substack", ".zip")),
    ):
        path = tmp_path / f"file{suffix}"
        path.write_bytes(content)
        read_or_refuse(source, path)
    path = tmp_path / "events.csv"
    path.write_bytes(b"Title,Start,End,Price,Country,Time zone\nA talk," + content)
    read_or_refuse("events_table", path)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from([*POST, "authors", "mobiledoc"]), JSON, max_size=6), JSON, JSON)
@odd
def test_json(tmp_path: Path, values: dict[str, Any], other: Any, third: Any) -> None:
    path = tmp_path / "ghost.json"
    tables = {"posts": [{**POST, **values}, other], "users": [third, {"id": other}], "tags": other}
    related = {"posts_tags": [{"post_id": "p1", "tag_id": other, "sort_order": third}], "settings": [{"key": third}]}
    path.write_text(json.dumps({"db": [{"data": {**tables, **related}}]}))
    read_or_refuse("ghost", path)
    event = {
        "id": other,
        "title": third,
        "timeslots": [{"id": 1, "start_date": other, "end_date": 5}],
        "location": third,
    }
    osdi = {"identifiers": other, "start_date": third, "location": {"address_lines": other, "location": third}}
    for answer in ({"data": [event, other]}, {"_embedded": {"osdi:events": [osdi, third]}}):
        path.write_text(json.dumps(answer))
        read_or_refuse("action_events", path)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 400), st.integers(0, 10_000)), max_size=4))
@odd
def test_word_documents(tmp_path: Path, changes: list[tuple[int, int, int]]) -> None:
    document = WordDocument()
    document.add(
        paragraph("Title", style="Title"),
        paragraph("Text ", document.link("link", "https://example.org"), document.footnote("Note")),
        paragraph(document.picture(PIXEL, "Alt")),
        items("One", "Two"),
        table([["a", "b"]]),
    )
    parts = dict(document.parts())
    for name in ("word/document.xml", "word/_rels/document.xml.rels", "word/footnotes.xml"):
        text = str(parts[name])
        elements = text.split("<")
        for at, length, to in changes:
            # Whole elements are moved, doubled and lost, so that what is left is often well formed.
            start = at % len(elements)
            moved = elements[start : start + length % 7]
            place = to % len(elements)
            elements[place:place] = moved
        parts[name] = "<".join(elements)
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    try:
        parts_of(read_post(path))
    except SourceError as error:
        assert str(error)
