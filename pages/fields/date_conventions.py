"""How dates and times are written where the site is at home: the order of day and month, and the hours of a day."""

from functools import cache
from importlib import import_module

from django.conf import settings

#: The orders in which a date can be written in digits.
DATE_ORDERS = ("MDY", "DMY", "YMD")

#: The English-speaking countries that write the month first (Unicode CLDR); plain “en” means the United States.
_MONTH_FIRST = frozenset({"us", "ph", "pr", "gu"})

#: The languages that write the year first (Unicode CLDR).
_YEAR_FIRST = frozenset({"hu", "ja", "ko", "lt", "mn", "zh"})


def date_order() -> str:
    """Return the order of day, month and year in a date written in digits: ``MDY``, ``DMY`` or ``YMD``.

    It is the setting ``DATE_ORDER`` or, if that is empty, the order of the site's language and country,
    ``LANGUAGE_CODE``. The language of an editor's account does not matter: one site, one order.
    """
    return settings.DATE_ORDER or _order_of(settings.LANGUAGE_CODE.lower())


def twelve_hours() -> bool:
    """Tell whether times are written with am and pm: in English."""
    return settings.LANGUAGE_CODE.lower().split("-")[0] == "en"


@cache
def _order_of(code: str) -> str:
    language, _, country = code.partition("-")
    if language == "en":
        return "MDY" if not country or country in _MONTH_FIRST else "DMY"
    if language in _YEAR_FIRST:
        return "YMD"
    # Django's own module, because `get_format` would fall back to American formats for a language that has none.
    name = f"{language}_{country.title()}" if len(country) > 2 else language
    try:
        formats = import_module(f"django.conf.locale.{name}.formats")
    except ModuleNotFoundError:
        return "DMY"
    for pattern in getattr(formats, "DATE_INPUT_FORMATS", ()):
        order = "".join({"%d": "D", "%m": "M", "%Y": "Y"}.get(f"%{part[0]}", "") for part in pattern.split("%")[1:])
        if order in ("MDY", "DMY"):
            return order
    return "DMY"
