"""The Django application that fills a new site with demo content."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """An application without models that provides ``manage.py seed_demo``."""

    name = "demo"
    label = "demo"
    verbose_name = "Demo content"
