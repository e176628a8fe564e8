"""The Django application that delivers content."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Read-only JSON over the content of ``pages``."""

    name = "api"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "API"

    def ready(self) -> None:
        from api import checks  # noqa: F401  (importing registers the checks)
        from api.changes.clock import wind_clock
        from api.changes.compaction import compact_hourly
        from api.changes.signal_handlers import register_signal_handlers
        from pages.housekeeping import hourly, ticked

        register_signal_handlers(self)
        ticked.connect(wind_clock, dispatch_uid="wind_clock")
        hourly.connect(compact_hourly, dispatch_uid="compact_changes")
