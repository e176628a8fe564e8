"""Advice on people whose consent does not hold any more, before a page that shows them is published."""

from collections import defaultdict
from typing import Any

from django.utils.formats import date_format

from pages.models import Person
from pages.publishing.rules import PublishWarning
from pages.publishing.shown_records import ShownRecord, shown_records
from pages.visibility.site_day import day_at
from privacy.models import Consent


def consent_warnings(page: Any) -> list[PublishWarning]:
    """Return a warning for each thing to which a person on the page no longer agrees, with at most two queries.

    People without any recorded consent are left out: not every organization keeps them.
    """
    if not Consent.objects.exists():
        return []
    places: dict[int, ShownRecord] = {}
    for shown in shown_records(page):
        if issubclass(shown.model, Person):
            places.setdefault(shown.primary_key, shown)
    if not places:
        return []
    today = day_at(page)
    by_purpose: dict[tuple[int, str], list[Consent]] = defaultdict(list)
    for consent in Consent.objects.filter(person__in=places).select_related("person").order_by("given_on", "pk"):
        by_purpose[consent.person_id, consent.purpose].append(consent)
    warnings = []
    for (person, purpose), consents in by_purpose.items():
        if any(consent.is_valid_on(today) for consent in consents):
            continue
        last, place = consents[-1], places[person]
        field = place.field if place.relation is None else None
        subject = f"{person} {purpose}"
        warnings.append(
            PublishWarning("consent_ended", _sentence(last), field, place.relation, place.row, subject=subject)
        )
    return warnings


def _sentence(consent: Consent) -> str:
    what = f"“{consent.person}” agreed to show their {consent.get_purpose_display().lower()}"
    if consent.withdrawn_on is not None:
        return f"{what}, and withdrew that on {date_format(consent.withdrawn_on, 'j F Y')}. Ask them, or leave it out."
    day = date_format(consent.ends_on, "j F Y") if consent.ends_on else ""
    return f"{what} only until {day}. Ask them again, or leave it out."
