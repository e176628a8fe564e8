import os

from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "tests.applications.press"
    label = "press"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from api.registry import PageType, register_page_type
        from tests.applications.press.models import Advisory, PressRelease
        from tests.applications.press.serializers import AdvisorySerializer, PressReleaseSerializer

        registered = os.environ.get("PRESS_TYPES", "PressRelease").split(",")
        if "PressRelease" in registered:
            register_page_type(PressRelease, PageType(PressReleaseSerializer, "press-releases", "-issued_on"))
        if "Advisory" in registered:
            register_page_type(Advisory, PageType(AdvisorySerializer, "advisories", "-issued_on"))
