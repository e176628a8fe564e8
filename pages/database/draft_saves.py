"""Saves that note a new draft on the row of a page or record, and leave its content as it is."""

from typing import Any

#: What Wagtail writes on the row when it stores a revision.
NOTES = frozenset(
    {"latest_revision", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "live_revision"}
)


def only_notes_a_draft(update_fields: Any) -> bool:
    """Return whether a save with these ``update_fields`` changes neither texts nor references."""
    return update_fields is not None and NOTES.issuperset(update_fields)


class DraftSavesMixin:
    """A model whose references are not read again when a save only notes a draft, whose content is in its revision."""

    def save_base(
        self,
        raw: bool = False,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Any = None,
    ) -> None:
        """Save the row. The parameters are those of Django."""
        # Needs all models to be loaded.
        from wagtail.signal_handlers import disable_reference_index_auto_update, reference_index_auto_update_disabled

        save: Any = super().save_base  # type: ignore[misc]
        disabled = getattr(reference_index_auto_update_disabled, "value", False)
        if disabled or not only_notes_a_draft(update_fields):
            save(raw, force_insert, force_update, using, update_fields)
            return
        with disable_reference_index_auto_update():
            save(raw, force_insert, force_update, using, update_fields)
