"""Tells whoever scheduled a release that it was not published."""

from django.urls import reverse

from api.formats.links import absolute
from pages.accounts.notices import send_notice
from releases.models import Release


def tell_that_it_failed(release: Release) -> None:
    """Send an e-mail with the reasons to whoever scheduled the release. A failure to send it is logged."""
    user = release.scheduled_by
    if user is None or not user.is_active or not user.email:
        return
    address = absolute(reverse("releases_release", args=[release.pk]))
    reasons = "\n".join(f"- {sentence}" for sentence in release.problems)
    text = f"Nothing of the release “{release}” was published when it was due.\n\n{reasons}\n\n{address}"
    send_notice(f"Not published: {release}", text, [user.email])
