"""E-mails to users about something that happened without them."""

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.core.mail import send_mail

logger = logging.getLogger(__name__)


def send_notice(subject: str, text: str, addresses: Sequence[str]) -> bool:
    """Send one e-mail to all the addresses, and return whether it was sent. A failure to send it is logged."""
    # A title of an editor's must not end the header.
    subject = " ".join(subject.split())
    try:
        return send_mail(subject, text, None, addresses) > 0
    except (SMTPException, OSError):
        logger.exception("The e-mail “%s” could not be sent.", subject)
        return False
