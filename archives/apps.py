"""The application of archives."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """Provides ``manage.py export_site`` and ``manage.py import_site``, and the export in the admin."""

    name = "archives"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Archives"

    def ready(self) -> None:
        from archives import checks  # noqa: F401  (importing registers the checks)
        from archives.definitions import register_own_models

        register_own_models()
