"""Tables become people, organizations and events; what cannot be read is said with its row and column."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from arrivals.records.event import ArrivingEvent
from arrivals.records.organization import ArrivingOrganization
from arrivals.records.person import ArrivingPerson
from arrivals.records.topic import ArrivingTopic
from arrivals.sources.source import SourceError
from tests.arrivals.reading import events_of, read, sentences

PEOPLE = "Full name,Job title,Organization,Bio,Website\n"


def table(tmp_path: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def people(tmp_path: Path, text: str | bytes) -> list[ArrivingPerson]:
    return [item for item in read("people_table", table(tmp_path, text)) if isinstance(item, ArrivingPerson)]


def the_event(tmp_path: Path, header: str, row: str) -> ArrivingEvent:
    (event,) = events_of(read("events_table", table(tmp_path, f"{header}\n{row}\n")))
    return event


def test_people(tmp_path: Path) -> None:
    text = (
        PEOPLE
        + 'Jane Doe,Director,Lantern Institute,"One.\n\nTwo.",lantern.example.org\nKai Okoro,,Lantern Institute,,\n'
    )
    records = read("people_table", table(tmp_path, text))
    organization, jane, kai = records
    assert isinstance(organization, ArrivingOrganization) and organization.name == "Lantern Institute"
    assert isinstance(jane, ArrivingPerson) and isinstance(kai, ArrivingPerson)
    assert (jane.name, jane.job_title, jane.biography) == ("Jane Doe", "Director", "<p>One.</p><p>Two.</p>")
    assert jane.links == (("Website", "https://lantern.example.org"),)
    assert jane.organization == kai.organization == organization.key


def test_names_in_two_columns(tmp_path: Path) -> None:
    assert [person.name for person in people(tmp_path, "First Name;Last Name\nJane;Doe\nKai;\n")] == ["Jane Doe", "Kai"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f'Name{delimiter}Bio\r\nJosé{delimiter}"a{delimiter} ""b"", c; d"\r\n'
    (person,) = people(tmp_path, text.encode(encoding))
    assert (person.name, person.biography) == ("José", f"<p>a{delimiter} &quot;b&quot;, c; d</p>")


def test_the_line_that_tells_excel_the_delimiter(tmp_path: Path) -> None:
    assert [person.name for person in people(tmp_path, "sep=;\nName;Bio\nJane;a,b\n")] == ["Jane"]


def test_formulas_are_text(tmp_path: Path) -> None:
    (person,) = people(tmp_path, 'Name,Job title\n"=HYPERLINK(""x"")",+1\n')
    assert (person.name, person.job_title) == ('=HYPERLINK("x")', "+1")


def test_a_mapping(tmp_path: Path) -> None:
    path = table(tmp_path, "Wer,Was,Name\nJane Doe,Director,ignored\n")
    records = read("people_table", path, columns={"wer": "name", "Was": "job_title", "Name": ""})
    (person,) = (item for item in records if isinstance(item, ArrivingPerson))
    assert (person.name, person.job_title) == ("Jane Doe", "Director")
    assert sentences(records) == ["These columns are not taken over: Name."]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Wo": "name"}, "has no column “Wo”. It has: Wer, Was"),
        ({"Wer": "nickname"}, "“nickname” is no field"),
        ({"Wer": "name", "Was": "name"}, "Two columns are to be “name”"),
        ({}, "has no column for name or first_name or last_name. It has: Wer, Was. Say which one it is"),
    ],
)
def test_mappings_that_do_not_fit(tmp_path: Path, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        read("people_table", table(tmp_path, "Wer,Was\nJane,x\n"), columns=columns)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("Name\n", "has no rows"),
        ("Name,name,Name\nA,b,c\n", "two columns of the name “Name”"),
        (b"\x00\x01\x00\x00\x02", "not a text file"),
        (",".join(map(str, range(300))) + "\n1\n", "has 300 columns"),
        ('Name\n"' + "x" * 200_001 + '"\n', "damaged in line 2"),
    ],
)
def test_broken_tables(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        read("people_table", table(tmp_path, text))


def test_rows_that_say_too_little_or_too_much(tmp_path: Path) -> None:
    records = read(
        "people_table", table(tmp_path, "Name,Website\nJane,no address,extra\n,https://example.org\n\nJane,\n")
    )
    assert sentences(records) == [
        "Row 2 has more values than there are columns: extra.",
        "Row 2, column “Website”: “no address” is no web address. It is left out.",
        "Row 3 is not taken over, since it does not say name or first name or last name: https://example.org.",
        "Row 5 says the same as a row before it. Both are taken over: delete one of them.",
    ]
    assert len({record.key for record in records}) == len(records)


def test_identifiers_keep_what_is_renamed(tmp_path: Path) -> None:
    first = read("people_table", table(tmp_path, "ID,Name\n7,Jane\n", "people 2026-01.csv"))
    second = read("people_table", table(tmp_path, "ID,Name\n7,Jane Doe\n", "people 2026-02.csv"))
    assert first[0].key == second[0].key


def test_organizations(tmp_path: Path) -> None:
    text = (
        "Organization,Acronym,Type,Website,About\n"
        "Open Bell,OB,Labor unions,openbell.example.org,Rings.\nLantern,,NGO,,\nOdd,,Guild,,\n"
    )
    records = read("organizations_table", table(tmp_path, text))
    found = [item for item in records if isinstance(item, ArrivingOrganization)]
    assert [(item.name, item.kind) for item in found] == [("Open Bell", "union"), ("Lantern", "nonprofit"), ("Odd", "")]
    assert (found[0].short_name, found[0].url) == ("OB", "https://openbell.example.org")
    assert "Row 4, column “Type”: “Guild” is not one of" in sentences(records)[0]


def test_british_names_of_columns(tmp_path: Path) -> None:
    (record,) = read("organizations_table", table(tmp_path, f"{'Organi' + 'sation'}\nOpen Bell\n"))
    assert isinstance(record, ArrivingOrganization) and record.name == "Open Bell"


def test_an_event(tmp_path: Path) -> None:
    header = (
        "Title,Date,Start time,End time,Time zone,Location,Address,City,State,Zip,Country,"
        "Cost,Currency,Hosts,Topics,Status,Latitude,Longitude"
    )
    row = (
        'A talk,"June 16, 2026",1 pm,2:30 pm,Eastern Standard Time,Town hall,Main St 1,Washington,DC,20515,'
        "United States of America,$12.50,usd,A; B,Work;School,Canceled,38.9,-77"
    )
    records = read("events_table", table(tmp_path, f"{header}\n{row}\n"))
    (event,) = events_of(records)
    assert event.start_date == datetime.date(2026, 6, 16)
    assert (event.start_time, event.end_time) == (datetime.time(13), datetime.time(14, 30))
    assert (event.time_zone, event.status, event.attendance_mode) == ("America/New_York", "cancelled", "in_person")
    assert (event.venue.name, event.venue.street, event.venue.locality) == ("Town hall", "Main St 1", "Washington")
    assert (event.venue.country, event.venue.latitude) == ("US", Decimal("38.9"))
    assert (event.price, event.price_currency) == (Decimal("12.50"), "USD")
    assert [host.name for host in event.hosts] == ["A", "B"]
    assert [topic.name for topic in records if isinstance(topic, ArrivingTopic)] == ["Work", "School"]
    assert event.notes == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-06-16T13:00", ("2026-06-16", "13:00:00")),
        ("2026-06-16 13:00:00", ("2026-06-16", "13:00:00")),
        ("6/16/2026 1:00 PM", ("2026-06-16", "13:00:00")),
        ("June 16, 2026 at 1pm", ("2026-06-16", "13:00:00")),
        ("16 June 2026", ("2026-06-16", "None")),
    ],
)
def test_a_start_in_one_column(tmp_path: Path, value: str, expected: tuple[str, str]) -> None:
    event = the_event(tmp_path, "Title;Start", f"A talk;{value}")
    assert (str(event.start_date), str(event.start_time)) == expected


def test_values_of_events_that_are_not_understood(tmp_path: Path) -> None:
    event = the_event(
        tmp_path, "Title;Start date;Start time;Time zone;Price;All day;Country", "A talk;soon;at 5;Narnia;much;maybe;Oz"
    )
    assert (event.start_date, event.start_time, event.price) == (None, None, None)
    named = ("Start date", "Start time", "Country", "Time zone", "Price", "All day")
    assert {note.partition(":")[0] for note in event.notes} == {f"Row 2, column “{name}”" for name in named}
    assert any("column “Start date”: “soon” is not understood as a date" in note for note in event.notes)
    assert any("America/New_York is taken" in note for note in event.notes)
