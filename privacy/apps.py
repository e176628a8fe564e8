"""The Django application for the rights of people whom content names."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Finds, exports and erases what names a person, and keeps consents."""

    name = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Personal data"

    def ready(self) -> None:
        import privacy.checks  # noqa: F401
        from pages.publishing.further_warnings import register_further_warnings
        from privacy.consents.advice import consent_warnings
        from privacy.definitions import register_own_holders

        register_own_holders()
        register_further_warnings("consents", consent_warnings, own=True)
