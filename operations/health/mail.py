"""Whether e-mails are sent."""

from django.utils import timezone

from operations.health.durations import in_words
from operations.health.health_check import Finding, ok, warning
from operations.models import MailFailure


def judge_mail() -> Finding:
    """Look for an e-mail that failed after the last one that was sent."""
    last = MailFailure.objects.order_by("-pk").first()
    if last is None:
        return ok("No e-mail has failed.")
    sentence = f"The last failure was {in_words(timezone.now() - last.at)} ago ({last.reason})"
    if last.recovered_at is not None:
        return ok(f"{sentence}; e-mails have been sent since.")
    return warning(f"{sentence}; none has been sent since.")
