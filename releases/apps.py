"""The Django application that publishes pages and records together."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Connects releases with the scheduler, the clock of stored responses, the calendar and previews."""

    name = "releases"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Releases"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from pages.editor.calendar.schedule import register_go_live_entries
        from pages.previews.selections import register_selections
        from pages.publishing.scheduled_instants import register_go_live_instants
        from pages.scheduler.transitions import register_transitions
        from releases.editor.calendar import release_entries
        from releases.models import Release
        from releases.previews.selections import selection_of
        from releases.scheduling.due import publish_due
        from releases.scheduling.instants import first_release, record_next_transition

        register_transitions("releases", publish_due, own=True)
        register_go_live_instants("releases", first_release, own=True)
        register_go_live_entries("releases", release_entries, own=True)
        register_selections("releases", selection_of, own=True)
        for signal in (post_save, post_delete):
            signal.connect(record_next_transition, sender=Release, dispatch_uid=f"record_release_{id(signal)}")
