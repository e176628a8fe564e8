"""The Django application of those who run the CMS."""

from django.apps import AppConfig
from django.core.signals import request_finished


class OperationsConfig(AppConfig):
    """Watches over the CMS."""

    name = "operations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Operations"

    def ready(self) -> None:
        from operations.beats import beat
        from operations.definitions import register_own_checks
        from operations.mail import write_failures
        from pages.scheduler.loop import beaten

        register_own_checks()
        beaten.connect(beat, dispatch_uid="beat")
        request_finished.connect(write_failures, dispatch_uid="write_mail_failures")
