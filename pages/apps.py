"""The Django application that holds the content model."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    """Registers the content model, its system checks and the rules that protect it."""

    name = "pages"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Pages"

    def ready(self) -> None:
        from pages import checks  # noqa: F401  (importing registers the checks)
        from pages.editor import refusal_message
        from pages.editor.chosen_keys import check_keys_of_files
        from pages.editor.form_fields import use_our_fields
        from pages.editor.inline_scripts import without_inline_scripts
        from pages.editor.zone_in_admin import name_the_zone
        from pages.fields.too_long import say_by_how_much
        from pages.models import Topic
        from pages.models.indexes import make_indexes
        from pages.previews import signal_handlers as preview_signal_handlers
        from pages.publishing.signal_handlers import register_publishing_handlers
        from pages.records.permissions import permit_added_records
        from pages.records.record import record_models
        from pages.search import signal_handlers as search_signal_handlers
        from pages.urls import signal_handlers as path_signal_handlers

        use_our_fields()
        name_the_zone()
        without_inline_scripts()
        check_keys_of_files()
        say_by_how_much()
        post_migrate.connect(make_indexes, sender=self, dispatch_uid="make_indexes")
        post_migrate.connect(permit_added_records, sender=self, dispatch_uid="permit_added_records")
        refusal_message.install()
        register_publishing_handlers([*record_models(), Topic])
        search_signal_handlers.register_search_handlers(self)
        path_signal_handlers.register_path_handlers()
        preview_signal_handlers.register_preview_handlers()
