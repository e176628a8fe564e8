"""E-mails that could not be sent."""

from django.db import models


class MailFailure(models.Model):
    """An e-mail that the mail server did not take: when and why, never to whom or what it said."""

    at = models.DateTimeField(db_index=True)
    #: The class of the error, with the status of the mail server if it answered: ``SMTPAuthenticationError 535``.
    reason = models.CharField(max_length=255)
    #: When an e-mail was next sent; null while none was.
    recovered_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason
