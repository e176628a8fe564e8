"""The Django application that serves content."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Serves the content of ``pages`` as read-only JSON."""

    name = "api"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "API"

    def ready(self) -> None:
        from api import checks  # noqa: F401  (importing registers the checks)
        from api.changes.recording import append_pending, index_pending_references
        from api.changes.scheduled import refresh_next_transition
        from api.changes.signal_handlers import register_change_log_handlers
        from api.definitions import register_own_definitions
        from pages.database.before_commit import call_before_commit
        from pages.publishing.protection import call_before_reading_references
        from pages.scheduler.housekeeping import ticked

        register_own_definitions()
        register_change_log_handlers(self)
        call_before_commit(append_pending)
        call_before_reading_references(index_pending_references)
        ticked.connect(refresh_next_transition, dispatch_uid="refresh_next_transition")
