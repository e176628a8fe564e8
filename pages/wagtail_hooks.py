"""What this application adds to the editor."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from pages.editor.bulk_delete import DeletePages
from pages.editor.home_panels import NextEventsPanel, ShortcutsPanel
from pages.editor.viewsets import PeopleAndTopicsGroup
from pages.models.base import BasePage
from pages.previews.content_checks import FrontendContentChecker
from pages.previews.frontends import frontend_origins
from pages.previews.sessions import may_edit
from pages.previews.share_link_views import revoke_link, share_draft
from pages.previews.share_links import CREATED, REVOKED
from pages.publishing.protection import refusal, users_of
from pages.publishing.rules import remaining_faults

register_snippet(PeopleAndTopicsGroup)


@hooks.register("after_publish_page")
def show_publish_warnings(request: HttpRequest, page: Page) -> None:
    """Tell the editor what is still wrong with a page, though it could be published, and what would make it better."""
    if not isinstance(page, BasePage):
        return
    for sentence in remaining_faults(page):
        messages.warning(request, sentence)
    if warnings := page.publish_warnings():
        items = format_html_join("", "<li>{}</li>", ((warning.message,) for warning in warnings))
        sentence = "What would make “{}” better:<ul class='pages-warnings-told'>{}</ul>"
        messages.info(request, format_html(sentence, page.get_admin_display_title(), items))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what is written into the history of a page beside what Wagtail writes there."""
    actions.register_action("pages.publish.refused", "Not published", "Not published: the page was not ready.")
    actions.register_action("pages.publish.expired", "Not published", "Not published: its time was already over.")
    actions.register_action(CREATED, "Share draft", "Made a link to the draft")
    actions.register_action(REVOKED, "Withdraw link", "Withdrew a link to the draft")


@hooks.register("before_delete_snippet")
def refuse_to_delete_used(request: HttpRequest, instances: list[Model]) -> HttpResponse | None:
    """Send the editor back with the reason when something that is used is about to be deleted."""
    sentences = [refusal(instance, users) for instance in instances if (users := users_of(instance))]
    if not sentences:
        return None
    for sentence in sentences:
        messages.error(request, sentence)
    viewset = instances[0].snippet_viewset  # type: ignore[attr-defined]
    if len(instances) == 1:
        return redirect(viewset.get_url_name("usage"), instances[0].pk)
    return redirect(viewset.get_url_name("list"))


# In place of Wagtail's: of two actions of one kind, the one that is registered last counts.
hooks.register("register_bulk_action", DeletePages, order=1)


@hooks.register("construct_homepage_panels")
def add_home_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Put our own panels on the first screen."""
    panels += [ShortcutsPanel(), NextEventsPanel()]


@hooks.register("construct_help_menu")
def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep the notes for developers out of the editors' menu."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("insert_global_admin_css")
def link_admin_css() -> SafeString:
    """Colours and spacing of our own."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))


@hooks.register("insert_editor_js")
def link_editor_scripts() -> SafeString:
    """Let previews speak with the form, which only the frontends of this CMS may, and save all that is typed."""
    return format_html(
        '<script src="{}" data-frontends="{}"></script><script src="{}"></script><script src="{}"></script>',
        static("pages/preview_panel.js"),
        json.dumps(frontend_origins()),
        static("pages/click_to_edit.js"),
        static("pages/unsaved_changes.js"),
    )


@hooks.register("construct_wagtail_userbar")
def check_frontends(request: HttpRequest | None, items: list[BaseItem], page: Page | None) -> None:
    """Let the content checks look at what frontends show."""
    items[:] = [
        FrontendContentChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("register_admin_urls")
def share_link_urls() -> list[URLPattern]:
    """Where drafts are shared."""
    return [
        path("pages/<int:page_id>/share/", share_draft, name="pages_share_draft"),
        path("pages/share/<int:link_id>/revoke/", revoke_link, name="pages_revoke_share_link"),
    ]


@hooks.register("register_page_header_buttons")
def share_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer to share the draft to whoever may edit it."""
    if isinstance(page.specific_deferred, BasePage) and may_edit(user, page):
        url = reverse("pages_share_draft", args=[page.pk])
        yield Button("Share draft", url, icon_name="link", priority=64)
