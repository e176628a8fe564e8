"""Sends the link for a new password without telling whether an account exists."""

from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from accounts.background import run_unseen


class PasswordResetForm(WagtailPasswordResetForm):
    """Looks for the account, and writes to it, after the response: a known address takes as long as an unknown one."""

    def save(self, *, request: HttpRequest | None = None, **options: Any) -> None:
        """Hand over what is needed to send the message. Nothing here depends on the account."""
        run_unseen(
            send_reset_link,
            self.cleaned_data["email"],
            options["subject_template_name"],
            options["email_template_name"],
            bool(options.get("use_https")),
        )


@task
def send_reset_link(email: str, subject_template_name: str, email_template_name: str, use_https: bool) -> None:
    """Send the link to the account with this e-mail address, if there is an active one with a password."""
    form = WagtailPasswordResetForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=settings.CMS_BASE_URL.partition("://")[2],
            subject_template_name=subject_template_name,
            email_template_name=email_template_name,
            use_https=use_https,
            token_generator=PasswordResetTokenGenerator(),
            from_email=None,
        )
