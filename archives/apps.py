"""The application of archives."""

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """An application without models that provides ``manage.py export_site`` and ``manage.py import_site``."""

    name = "archives"

    def ready(self) -> None:
        from archives import checks  # noqa: F401  (importing registers the checks)
        from archives.definitions import register_own_models

        register_own_models()
