"""Tells whoever scheduled a release that it was not published."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from releases.models import Release

logger = logging.getLogger(__name__)


def tell_that_it_failed(release: Release) -> None:
    """Send an e-mail with the reasons to whoever scheduled the release. A failure to send it is logged."""
    user = release.scheduled_by
    if user is None or not user.is_active or not user.email:
        return
    address = settings.CMS_BASE_URL.rstrip("/") + reverse("releases_release", args=[release.pk])
    reasons = "\n".join(f"- {sentence}" for sentence in release.problems)
    text = f"Nothing of the release “{release}” was published when it was due.\n\n{reasons}\n\n{address}"
    try:
        send_mail(f"Not published: {release}".replace("\n", " "), text, None, [user.email])
    except (SMTPException, OSError):
        logger.exception("The e-mail about the release “%s” could not be sent.", release)
