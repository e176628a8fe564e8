"""The Django application that brings content in."""

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    """Reads sources and makes drafts of what they hold."""

    name = "arrivals"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Arrivals"

    def ready(self) -> None:
        from arrivals import checks  # noqa: F401  (importing registers the checks)
        from arrivals.definitions import register_own_definitions

        register_own_definitions()
