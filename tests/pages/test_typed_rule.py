"""A recurrence rule that an editor types or copies from a calendar."""

import datetime
import time

import pytest
from django.core.exceptions import ValidationError

from pages.editor.series.repeat_form import RepeatForm
from pages.models import EventPage
from pages.series.recurrence import dates_of
from pages.series.typed_rule import read_rule, written_rule

TUESDAY = datetime.date(2030, 3, 5)
POSTED = {"series": "Meetings", "frequency": "typed_rule", "interval": "1", "count": "4", "until": ""}


def form(**changed: str) -> RepeatForm:
    return RepeatForm(EventPage(title="A meeting"), TUESDAY, {**POSTED, **changed})


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("freq=weekly;byday=tu", "FREQ=WEEKLY;BYDAY=TU"),
        (" RRULE:FREQ=MONTHLY; BYDAY=1TU,-1FR ;", "FREQ=MONTHLY;BYDAY=1TU,-1FR"),
        ("FREQ=YEARLY;UNTIL=20401231T225959Z", "FREQ=YEARLY;UNTIL=20401231T225959Z"),
    ],
)
def test_what_is_read(typed: str, expected: str) -> None:
    assert written_rule(read_rule(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "A rule says FREQ=DAILY"),
        ("every Tuesday", "“EVERYTUESDAY” is no part of a rule"),
        ("BYDAY=TU", "A rule says FREQ=DAILY"),
        ("FREQ=FORTNIGHTLY", "A rule says FREQ=DAILY"),
        *((f"FREQ={name}LY", "at most one date a day") for name in ("SECOND", "MINUTE", "HOUR")),
        ("FREQ=DAILY;BYHOUR=1", "Leave out BYHOUR"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ is there twice"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20300401", "COUNT or UNTIL, not both"),
        ("FREQ=DAILY;INTERVAL=0", "“0” cannot be read as INTERVAL"),
        ("FREQ=DAILY;INTERVAL=100", "“100” cannot be read as INTERVAL"),
        ("FREQ=DAILY;BYEASTER=1", "“BYEASTER” is no part of a rule"),
        ("FREQ=WEEKLY;BYDAY=TUESDAY", "“TUESDAY” cannot be read as BYDAY"),
        ("DTSTART:20300101\nRRULE:FREQ=DAILY", "is no part of a rule"),
        ("FREQ=DAILY;BYMONTH=" + ",".join(["1"] * 400), "at most 480 characters"),
    ],
)
def test_what_is_wrong_is_named(typed: str, message: str) -> None:
    with pytest.raises(ValidationError) as error:
        read_rule(typed)
    assert message in error.value.messages[0]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=9",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;BYMONTH=99",
        "FREQ=YEARLY;BYMONTH=99",
        "FREQ=YEARLY;BYDAY=99MO",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=DAILY;UNTIL=20309999",
    ],
)
def test_an_impossible_rule_ends_soon(rule: str) -> None:
    assert read_rule(rule)
    begun = time.process_time()
    with pytest.raises(ValidationError):
        dates_of(rule, TUESDAY)
    assert time.process_time() - begun < 3


def test_the_last_days_of_the_calendar() -> None:
    day = datetime.date(9999, 12, 30)
    assert dates_of("FREQ=DAILY", day) == [day, datetime.date.max]


class TestForm:
    def test_the_fields_end_a_rule_without_an_end(self) -> None:
        typed = form(typed_rule="FREQ=MONTHLY;BYDAY=1TU,3TU")
        assert typed.is_valid(), typed.errors
        assert typed.cleaned_data["rule"] == "FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=4"
        assert [day.isoformat() for day in typed.cleaned_data["days"]] == [
            *("2030-03-05", "2030-03-19", "2030-04-02", "2030-04-16")
        ]
        until = form(typed_rule="FREQ=WEEKLY", count="", until="March 19, 2030")
        assert until.is_valid(), until.errors
        assert until.cleaned_data["rule"] == "FREQ=WEEKLY;UNTIL=20300319"
        assert len(until.cleaned_data["days"]) == 3

    @pytest.mark.parametrize("rule", ["FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;UNTIL=20300312T225959Z"])
    def test_its_own_end_counts(self, rule: str) -> None:
        typed = form(typed_rule=rule)
        assert typed.is_valid(), typed.errors
        assert (typed.cleaned_data["rule"], len(typed.cleaned_data["days"])) == (rule, 2)

    @pytest.mark.parametrize(
        ("changed", "field", "message"),
        [
            ({"typed_rule": ""}, "typed_rule", "A rule says FREQ"),
            ({"typed_rule": "FREQ=HOURLY"}, "typed_rule", "at most one date a day"),
            ({"typed_rule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "typed_rule", "There is no date"),
            ({"typed_rule": "FREQ=DAILY;COUNT=61"}, "typed_rule", "more than 60 dates"),
            ({"typed_rule": "FREQ=DAILY", "count": ""}, "__all__", "Enter how many dates there are, or the last day."),
            ({"typed_rule": "FREQ=DAILY", "until": "March 19, 2030"}, "__all__", "not both"),
        ],
    )
    def test_errors_stand_at_their_field(self, changed: dict[str, str], field: str, message: str) -> None:
        typed = form(**changed)
        assert not typed.is_valid()
        assert list(typed.errors) == [field] and message in typed.errors[field][0]
