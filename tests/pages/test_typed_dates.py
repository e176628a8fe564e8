"""Dates and times as people type them, and what is understood: exactly that, or an error that keeps the text."""

import datetime
import time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pages.fields.date_conventions import date_order
from pages.fields.typed_date import read_date
from pages.fields.typed_instant import read_instant
from pages.fields.typed_time import read_time

JUNE_16 = datetime.date(2017, 6, 16)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "06/16/2017",
            "6/16/2017",
            "16/06/2017",
            "2017-06-16",
            "2017/6/16",
            "2017.06.16",
            "16.06.2017",
            "16. 06. 2017",
        ),
        *("06-16-2017", "06 16 2017", "2017. 6. 16.", "2017年6月16日", "06／16／2017"),
        *("June 16, 2017", "june 16 2017", "JUNE 16,2017", "June 16th, 2017", "Jun 16 2017", "Jun. 16, 2017"),
        *(
            "16 June 2017",
            "16 June, 2017",
            "16th of June 2017",
            "the 16th of June, 2017",
            "16-Jun-2017",
            "2017 June 16",
        ),
        *("Friday, June 16, 2017", "Fri 16 Jun 2017", "  June\u00a016,\u202f2017 ", "\u200e06/16/2017"),
    ],
)
def test_a_date_that_can_only_mean_one_day(typed):
    assert read_date(typed) == JUNE_16


@pytest.mark.parametrize(
    ("typed", "language", "setting", "expected"),
    [
        ("03/04/2017", "en", "", (2017, 3, 4)),
        ("03/04/2017", "en-us", "", (2017, 3, 4)),
        ("03/04/2017", "en-gb", "", (2017, 4, 3)),
        ("03/04/2017", "en-nz", "", (2017, 4, 3)),
        ("03.04.2017", "en", "", (2017, 3, 4)),
        ("03.04.2017", "de", "", (2017, 4, 3)),
        ("3/4/2017", "fr", "", (2017, 4, 3)),
        ("3/4/2017", "pt-br", "", (2017, 4, 3)),
        ("3/4/2017", "ja", "", (2017, 3, 4)),
        ("03/04/2017", "en", "DMY", (2017, 4, 3)),
        ("03/04/2017", "de", "MDY", (2017, 3, 4)),
        ("2017-03-04", "en-gb", "", (2017, 3, 4)),
        ("2017-03-04", "en", "", (2017, 3, 4)),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_site(settings, typed, language, setting, expected):
    settings.LANGUAGE_CODE, settings.DATE_ORDER = language, setting
    assert read_date(typed) == datetime.date(*expected)


@pytest.mark.parametrize(
    ("language", "order"),
    [("en", "MDY"), ("en-gb", "DMY"), ("es", "DMY"), ("zh-hans", "YMD"), ("hu", "YMD"), ("ko", "YMD"), ("sw", "DMY")],
)
def test_the_order_of_a_language(settings, language, order):
    settings.LANGUAGE_CODE = language
    assert date_order() == order


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("16. Juni 2017", "de"),
        ("Freitag, 16. Juni 2017", "de"),
        ("16 juin 2017", "fr"),
        ("16 de junio de 2017", "es"),
        ("16 июня 2017", "ru"),
        ("June 16, 2017", "de"),
    ],
)
def test_the_months_have_their_names_in_english_and_in_the_language_of_the_editor(typed, language):
    with override(language):
        assert read_date(typed) == JUNE_16


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("June 16", "Add the year."),
        ("16 June", "Add the year."),
        ("06/16/17", "Write the year with four digits."),
        ("June 16, 17", "Write the year with four digits."),
        ("02/30/2017", "There is no such day in the calendar."),
        ("13/13/2017", "There is no such day in the calendar."),
        ("June 31, 2017", "There is no such day in the calendar."),
        ("2017-16-06", "There is no such day in the calendar."),
        ("Thursday, June 16, 2017", "That day is a Friday."),
        *(
            (typed, "not understood as a date")
            for typed in ("1pm", "June 2017", "2017", "16", "today", "next Friday", "06/16", "June 16, 2017 1pm")
        ),
        *(
            (typed, "not understood as a date")
            for typed in ("16 17 June 2017", "June June 16 2017", "June/16-2017x", "—")
        ),
        *(
            (typed, "not understood as a date")
            for typed in ("2017-06-16T13:00", "June 16–17, 2017", "06/16/2017?", "1/2-2017")
        ),
    ],
)
def test_what_is_not_a_whole_date_is_not_guessed(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read_date(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *(
            (typed, "13:00")
            for typed in ("1pm", "1 pm", "1PM", "1 p.m.", "1 P.M.", "1p", "1:00pm", "1.00 pm", "01:00 PM")
        ),
        *((typed, "13:00") for typed in ("13:00", "13.00", "13h", "13h00", "1300", "13:00:00", "13 Uhr", "13:00 Uhr")),
        *((typed, "13:30") for typed in ("1:30 p.m.", "1:30pm", "13:30", "13.30", "13h30", "1330 hours")),
        *((typed, "19:00") for typed in ("7PM", "7pm", "7 pm", "7 p.m.", "19:00", "7\u00a0PM", "7\u202fpm")),
        *((typed, "12:00") for typed in ("noon", "Noon", "12 noon", "midday", "12pm", "12:00", "12:00 noon")),
        *((typed, "00:00") for typed in ("midnight", "12am", "12 a.m.", "00:00", "0:00", "12:00 midnight")),
        *((typed, "07:00") for typed in ("7am", "7 a.m.", "7:00", "07:00", "0700")),
        *((typed, "01:00") for typed in ("1:00", "1 am")),
    ],
)
def test_a_time(typed, expected):
    assert read_time(typed).isoformat("minutes") == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1", "Write 1 am or 1 pm."),
        ("12", "Write 12 am or 12 pm."),
        ("24:00", "Write midnight as 00:00"),
        ("25:00", "There is no such time."),
        ("13:60", "There is no such time."),
        *(
            (typed, "not understood as a time")
            for typed in (
                "13",
                "0",
                "13pm",
                "0 am",
                "1:3 pm",
                "13:00 EDT",
                "now",
                "1-2 pm",
                "seven",
                "06/16/2017",
                "7 o'clock",
            )
        ),
    ],
)
def test_what_is_not_a_whole_time_is_not_guessed(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        *(
            (typed, "2017-06-16T22:00")
            for typed in ("06/16/2017 18:00", "2017-06-16 18:00", "2017-06-16T18:00", "June 16, 2017, 6 pm")
        ),
        *(
            (typed, "2017-06-16T22:00")
            for typed in ("June 16, 2017 at 6pm", "6 pm, June 16, 2017", "16 June 2017 18.00", "Jun 16 2017 6:00 p.m.")
        ),
        *(
            (typed, "2017-06-16T22:00")
            for typed in ("Friday, June 16, 2017, 6:00 pm EDT", "2017-06-16T22:00:00Z", "2017-06-16 18:00-04:00")
        ),
        ("June 16, 2017 noon", "2017-06-16T16:00"),
        ("12/16/2017 18:00", "2017-12-16T23:00"),
        ("11/05/2017 1:30 am EDT", "2017-11-05T05:30"),
        ("11/05/2017 1:30 am EST", "2017-11-05T06:30"),
    ],
)
def test_a_date_with_a_time_is_in_the_named_zone(typed, utc):
    assert read_instant(typed, NEW_YORK).astimezone(datetime.UTC).isoformat("T", "minutes") == f"{utc}+00:00"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("06/16/2017", "Add the time"),
        ("18:00", "Add the date."),
        ("06/16/2017 6", "not understood"),
        ("06/16/2017 18:00 PST", "Times here are New York time .EDT.. Leave out “PST”."),
        ("03/12/2017 2:30 am", "does not exist in New York time"),
        ("11/05/2017 1:30 am", "Add EDT for the first time or EST for the second."),
        ("tomorrow 18:00", "not understood"),
        ("2017-02-30T18:00:00Z", "There is no such day or time."),
    ],
)
def test_what_is_not_an_instant_is_not_guessed(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read_instant(typed, NEW_YORK)


@pytest.mark.parametrize("word", ["1 ", "June 16, 2017 ", "مرحبا "])
def test_a_long_text_that_is_pasted_by_mistake_is_refused_at_once(word):
    before = time.process_time()
    with pytest.raises(ValidationError, match="not understood as a date with a time"):
        read_instant(word * 600, NEW_YORK)
    assert time.process_time() - before < 0.5
