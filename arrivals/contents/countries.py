"""The countries, by their codes and by the names that other systems know them by."""

from functools import cache

from django_countries import countries
from icu import Locale


@cache
def country_codes() -> dict[str, str]:
    """Return the codes (ISO 3166-1) of all countries by their English names and their codes, in lower case."""
    english = Locale("en")
    found = {}
    for code, name in countries:
        displayed = Locale("", code).getDisplayCountry(english)
        for known in (code, name, displayed, displayed.replace("&", "and")):
            found[known.casefold()] = code
    return found
