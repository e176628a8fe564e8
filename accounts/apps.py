"""The Django application of signing in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Connects the libraries that sign people in with each other and with the log."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from accounts import checks  # noqa: F401  (importing registers the checks)
        from accounts.audit_log.signal_handlers import register_audit_log_handlers
        from accounts.definitions import register_own_chores
        from accounts.sessions.listing import register_session_handlers
        from accounts.throttling.signal_handlers import register_throttling_handlers

        register_own_chores()
        register_throttling_handlers()
        register_audit_log_handlers()
        register_session_handlers()
