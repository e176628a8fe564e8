"""The Django application that fills a new site with demo content."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Brings ``manage.py seed_demo``; it has no models."""

    name = "demo"
    label = "demo"
    verbose_name = "Demo content"
