"""The names of months and weekdays in the languages of an editor."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, override


def month_names() -> Mapping[str, int]:
    """Return the number of each month by its names: in English, the site's language and the editor's, casefolded."""
    return _names(_languages())[0]


def weekday_names() -> Mapping[str, int]:
    """Return the number of each weekday by its names, casefolded; Monday is 0."""
    return _names(_languages())[1]


def _languages() -> tuple[str, ...]:
    return tuple(dict.fromkeys(("en", settings.LANGUAGE_CODE, get_language() or "en")))


@cache
def _names(languages: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    months: dict[str, int] = {"sept": 9}
    weekdays: dict[str, int] = {"tues": 1, "thur": 3, "thurs": 3}
    for language in languages:
        with override(language):
            for names in (MONTHS, MONTHS_ALT, MONTHS_AP, MONTHS_3):
                months = {_plain(name): number for number, name in names.items()} | months
            for names in (WEEKDAYS, WEEKDAYS_ABBR):
                weekdays = {_plain(name): number for number, name in names.items()} | weekdays
    return months, weekdays


def _plain(name: object) -> str:
    return str(name).casefold().rstrip(".")
