"""The application of backups."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """An application without models that provides ``manage.py backup`` and ``manage.py restore``."""

    name = "backups"
