"""The Django application that tells others about changes."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Tells receivers what the change log holds."""

    name = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Delivery"

    def ready(self) -> None:
        from delivery import checks  # noqa: F401  (importing registers the checks)
        from delivery.definitions import register_own_receiver_kinds

        register_own_receiver_kinds()
