"""The Django application that finds links that are broken."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Checks the links of public content, nightly and before publishing."""

    name = "links"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Links"

    def ready(self) -> None:
        from links.advice import link_warnings
        from pages.publishing.further_warnings import register_further_warnings

        register_further_warnings("links", link_warnings, own=True)
