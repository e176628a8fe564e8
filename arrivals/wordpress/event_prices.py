"""What events of The Events Calendar cost."""

import re
from dataclasses import dataclass
from decimal import Decimal

from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.plain_names import plain_name

_FREE = frozenset({"0", "0.00", "0,00", "free", "gratis", "kostenlos", "gratuit", "no charge"})
_AMOUNT = re.compile(r"\d{1,3}(?:[.,\u00a0 ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?")
#: Signs of exactly one currency. Others, such as “$”, are of many.
_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₦": "NGN", "₱": "PHP", "zł": "PLN"}
_SIGNS |= {"US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "NZ$": "NZD", "CHF": "CHF"}


@dataclass(frozen=True)
class EventPrice:
    """A price with its currency (ISO 4217), which may be empty, and a note in words."""

    amount: Decimal | None = None
    currency: str = ""
    note: str = ""


def event_price(item: ExportedItem) -> EventPrice:
    """Return what an event costs: an amount, or its words as the note if there are several or none."""
    text = plain_name(item.meta("_EventCost"))
    sign = plain_name(item.meta("_EventCurrencySymbol"))
    code = item.meta("_EventCurrencyCode").upper()
    if not text:
        return EventPrice()
    if text.casefold() in _FREE:
        return EventPrice(Decimal(0))
    currency = code if re.fullmatch(r"[A-Z]{3}", code) else ""
    currency = currency or next((known for mark, known in _SIGNS.items() if mark in (sign, *_signs(text))), "")
    amounts = _AMOUNT.findall(text)
    rest = _AMOUNT.sub("", text).strip()
    if len(amounts) == 1 and (amount := _number(amounts[0])) < 10**8 and not re.search(r"\w{4}", rest):
        return EventPrice(amount, currency)
    words = text if not sign or sign in text or not amounts else _AMOUNT.sub(lambda found: f"{sign}{found[0]}", text)
    return EventPrice(None, currency, re.sub(r"(?<=\d) ?- ?(?=\D?\d)", "\u2013", words)[:500])


def _signs(text: str) -> list[str]:
    return [part for part in re.split(r"[\d\s.,]+", text) if part]


def _number(text: str) -> Decimal:
    """Return an amount: two digits or one after the last mark are a fraction, three are thousands."""
    found = re.fullmatch(r"(.*?)(?:[.,](\d{1,2}))?", text)
    whole, fraction = found.groups() if found else (text, None)
    return Decimal(re.sub(r"[^0-9]", "", whole) + (f".{fraction}" if fraction else ""))
