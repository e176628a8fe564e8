"""Reminds by e-mail of consents that end soon."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from api.formats.links import absolute
from pages.accounts.notices import send_notice
from privacy.models import Consent

#: Who is reminded: users who may note a new consent, and may decide what the public sees of a person.
NOTES_CONSENTS, PUBLISHES_PEOPLE = "privacy.change_consent", "pages.publish_person"


def remind_of_ending_consents() -> int:
    """Send one e-mail about the consents whose last day is at most ``CONSENT_REMINDER_DAYS`` days away.

    Return the number of consents. Each is named once, unless its last day changes; of several callers, one names it.
    If nobody could be told, the next call tries again.
    """
    if settings.CONSENT_REMINDER_DAYS == 0:
        return 0
    today = timezone.localdate()
    last = today + datetime.timedelta(days=settings.CONSENT_REMINDER_DAYS)
    waiting = Consent.ending_between(today, last).exclude(reminded_of=F("ends_on"))
    recipients = _recipients() if waiting.exists() else []
    if not recipients:
        return 0
    taken = [consent for consent in waiting if _take(consent)]
    if taken and not _send(taken, recipients):
        Consent.objects.filter(pk__in=[consent.pk for consent in taken]).update(reminded_of=None)
        return 0
    return len(taken)


def _take(consent: Consent) -> bool:
    """Note that editors are reminded of a consent; return whether nobody else noted it first."""
    mine = Consent.objects.filter(pk=consent.pk, ends_on=consent.ends_on).exclude(reminded_of=consent.ends_on)
    return bool(mine.update(reminded_of=consent.ends_on))


def _recipients() -> list[str]:
    backend = ModelBackend()
    publishers = backend.with_perm(PUBLISHES_PEOPLE).values("pk")
    users = backend.with_perm(NOTES_CONSENTS).filter(pk__in=publishers).exclude(email="")
    return sorted(users.values_list("email", flat=True))


def _send(consents: Sequence[Consent], recipients: Sequence[str]) -> bool:
    """Send an e-mail to each recipient, and return whether at least one was sent. Failures are logged."""
    lines = "\n".join(
        f"- {consent.person}: {consent.get_purpose_display().lower()}, until {date_format(consent.ends_on, 'j F Y')}"
        for consent in consents
        if consent.ends_on is not None
    )
    address = absolute(reverse("consents:index"))
    introduction = "These people agreed only for a time. Ask them again, or leave out what they agreed to."
    text = f"{introduction}\n\n{lines}\n\n{address}"
    # One each: who else is told is nobody's business. All are tried.
    sent = [send_notice("Consents that end soon", text, [recipient]) for recipient in recipients]
    return any(sent)
