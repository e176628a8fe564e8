"""The Django application of those who run the CMS."""

from django.apps import AppConfig
from django.core.signals import request_finished


class OperationsConfig(AppConfig):
    """Watches over the CMS."""

    name = "operations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Operations"

    def ready(self) -> None:
        from django.conf import settings
        from django.db.backends.signals import connection_created

        from operations.beats import beat
        from operations.definitions import register_own_checks, register_own_chores
        from operations.housekeeping.runner import run_due_chores
        from operations.logs.sentry import begin_sentry
        from operations.logs.statements import watch_statements
        from operations.mail import write_failures
        from pages.scheduler.housekeeping import hourly
        from pages.scheduler.loop import beaten

        register_own_checks()
        register_own_chores()
        hourly.connect(run_due_chores, dispatch_uid="run_due_chores")
        beaten.connect(beat, dispatch_uid="beat")
        request_finished.connect(write_failures, dispatch_uid="write_mail_failures")
        if settings.SLOW_STATEMENT_MILLISECONDS or settings.METRICS_TOKEN:
            connection_created.connect(watch_statements, dispatch_uid="watch_statements")
        if settings.METRICS_TOKEN:
            from operations.metrics.signal_handlers import register_metrics_handlers

            register_metrics_handlers()
        if settings.SENTRY_DSN:
            begin_sentry()
        if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
            from operations.metrics.traces import begin_tracing, trace_statements

            begin_tracing()
            connection_created.connect(trace_statements, dispatch_uid="trace_statements")
