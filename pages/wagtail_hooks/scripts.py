"""The style sheet and the scripts of the admin."""

import json

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from pages.editor.session_state import session_script
from pages.previews.frontends import frontend_origins

#: The scripts of the editor, in the order in which they run.
EDITOR_SCRIPTS = (
    "random_uuid",
    "controllers",
    "refusals",
    "click_to_edit",
    "checklist",
    "unsaved_changes",
    "records_to_publish",
    "autosave_retry",
    "submission",
    "failed_requests",
    "choosers",
    "undo_pasting",
    "going_back",
)


@hooks.register("insert_global_admin_css")
def link_admin_css() -> SafeString:
    """Return the link to the style sheet with our colors and spacing."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))


@hooks.register("insert_global_admin_js")
def link_admin_scripts() -> SafeString:
    """Return the scripts that every form of the admin needs."""
    scripts = ("pages/inline_calls.js", "pages/typed_dates.js", "pages/long_texts.js")
    return format_html_join("", '<script src="{}"></script>', ((static(script),) for script in scripts))


@hooks.register("insert_editor_js")
def link_editor_scripts() -> SafeString:
    """Return the scripts that connect the form with previews on the CMS's frontends and that save all changes."""
    return format_html(
        '<script src="{}" data-frontends="{}"></script>'
        "{}"
        '<script src="{}" data-url-pattern="{}"></script>'
        '<script src="{}" data-convert-url="{}"></script>{}',
        static("pages/preview_panel.js"),
        json.dumps(frontend_origins()),
        session_script(),
        static("pages/alternative_text.js"),
        reverse("pages_alternative_text", args=[0]),
        static("pages/pasting.js"),
        reverse("pages_convert_pasted"),
        format_html_join("", '<script src="{}"></script>', ((static(f"pages/{name}.js"),) for name in EDITOR_SCRIPTS)),
    )
