"""Wagtail hooks that extend the editor."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from pages.editor.action_menu import leave_one_way_to_publish
from pages.editor.alternative_text import alternative_text
from pages.editor.bulk_delete import DeletePages
from pages.editor.bulk_publish import PublishPages
from pages.editor.calendar.views import CalendarView, change_address
from pages.editor.event_panels import NextEventsPanel
from pages.editor.home_panels import ShortcutsPanel
from pages.editor.listings.viewsets import PagesMenuItem, SectionViewSet, TypeListingViewSet, listing_viewsets
from pages.editor.pasting.views import convert_pasted
from pages.editor.public_libraries import PublicLibraryViewSet
from pages.editor.records_panel import RecordsToPublishPanel
from pages.editor.session_state import session_state
from pages.editor.typed_dates import read_event, read_typed
from pages.editor.viewsets import PeopleAndTopicsGroup
from pages.editor.work_panels import MyDraftsPanel, SchedulePanel
from pages.models.base import BasePage
from pages.previews.content_checks import FrontendContentChecker
from pages.previews.frontends import frontend_origins
from pages.previews.sessions import may_edit
from pages.previews.share_link_views import revoke_link, share_draft
from pages.previews.share_links import CREATED, REVOKED
from pages.publishing.protection import refusal, users_of
from pages.publishing.record_rules import hidden_records
from pages.publishing.rules import remaining_faults

#: The scripts of the editor, in the order in which they run.
EDITOR_SCRIPTS = ("click_to_edit", "checklist", "unsaved_changes", "records_to_publish", "autosave_retry", "submission")

register_snippet(PeopleAndTopicsGroup)


@hooks.register("register_admin_viewset")
def public_libraries() -> PublicLibraryViewSet:
    """Return the list of public libraries."""
    return PublicLibraryViewSet("public_libraries")


@hooks.register("before_publish_page")
def publish_records_of_form(request: HttpRequest, page: Page) -> None:
    """Publish the records that the editor ticked. The form of an existing page does not call ``publish``."""
    match = request.resolver_match
    if isinstance(page, BasePage) and match is not None and match.url_name == "edit":
        page.prepare_publication(page.latest_revision, request.user)


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def name_records_to_approve(request: HttpRequest, page: Page) -> None:
    """After a page is submitted for approval, name the records that are to be published with it."""
    submitted = {"action-submit", "action-restart-workflow"} & request.POST.keys()
    if not submitted or not isinstance(page, BasePage):
        return
    names = dict.fromkeys(f"“{hidden.record}”" for hidden in hidden_records(page))
    if names:
        sentence = "Whoever approves the page is asked to publish with it what it shows and is not public yet:"
        messages.info(request, f"{sentence} {', '.join(names)}.")


@hooks.register("register_admin_viewset")
def page_lists() -> list[TypeListingViewSet | SectionViewSet]:
    """Return the lists of posts, events and other pages with a date, and that of the pages below a section."""
    return [*listing_viewsets(), SectionViewSet()]


@hooks.register("register_admin_urls")
def calendar_urls() -> list[URLPattern]:
    """Return the URL patterns of the calendar."""
    return [
        path("calendar/", CalendarView.as_view(), name="pages_calendar"),
        path("calendar/address/", change_address, name="pages_calendar_address"),
    ]


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    """Return the menu item of the calendar."""
    return PagesMenuItem("Calendar", reverse("pages_calendar"), icon_name="calendar-alt", order=140)


@hooks.register("after_publish_page")
def show_publish_warnings(request: HttpRequest, page: Page) -> None:
    """After publishing a page, show the editor the faults that remain and the hints for improving it."""
    if not isinstance(page, BasePage):
        return
    for sentence in remaining_faults(page):
        messages.warning(request, sentence)
    if warnings := page.publish_warnings():
        items = format_html_join("", "<li>{}</li>", ((warning.message,) for warning in warnings))
        sentence = "How to improve “{}”:<ul class='pages-warnings-message'>{}</ul>"
        messages.info(request, format_html(sentence, page.get_admin_display_title(), items))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the labels of our own entries in a page's history."""
    actions.register_action("pages.publish.refused", "Not published", "Not published: the page was not ready.")
    actions.register_action("pages.publish.expired", "Not published", "Not published: it had already expired.")
    actions.register_action(CREATED, "Share draft", "Created a link to the draft")
    actions.register_action(REVOKED, "Withdraw link", "Withdrew a link to the draft")


@hooks.register("before_delete_snippet")
def refuse_to_delete_used(request: HttpRequest, instances: list[Model]) -> HttpResponse | None:
    """Redirect the editor with a message if a record to delete is still used; otherwise return ``None``."""
    sentences = [refusal(instance, users) for instance in instances if (users := users_of(instance))]
    if not sentences:
        return None
    for sentence in sentences:
        messages.error(request, sentence)
    viewset = instances[0].snippet_viewset  # type: ignore[attr-defined]
    if len(instances) == 1:
        return redirect(viewset.get_url_name("usage"), instances[0].pk)
    return redirect(viewset.get_url_name("list"))


# These replace Wagtail's actions: of two actions with the same type, the one registered last is used.
hooks.register("register_bulk_action", DeletePages, order=1)
hooks.register("register_bulk_action", PublishPages, order=1)


@hooks.register("construct_homepage_panels")
def add_home_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Add our panels to the dashboard. The user's drafts replace Wagtail's last edits, which would repeat them."""
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels += [ShortcutsPanel(), RecordsToPublishPanel(), MyDraftsPanel(), SchedulePanel(), NextEventsPanel()]


@hooks.register("construct_help_menu")
def leave_out_release_notes(request: HttpRequest, items: list[MenuItem]) -> None:
    """Remove Wagtail's release notes, which are for developers, from the help menu."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]


@hooks.register("insert_global_admin_css")
def link_admin_css() -> SafeString:
    """Return the link to the style sheet with our colours and spacing."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/admin.css"))


@hooks.register("insert_global_admin_js")
def link_admin_scripts() -> SafeString:
    """Return the scripts that every form of the admin needs."""
    scripts = ("pages/typed_dates.js", "pages/long_texts.js")
    return format_html_join("", '<script src="{}"></script>', ((static(script),) for script in scripts))


@hooks.register("register_admin_urls")
def typed_date_urls() -> list[URLPattern]:
    """Return the URL patterns of the views that say what is understood from a typed date."""
    return [
        path("dates/read/", read_typed, name="pages_read_typed"),
        path("dates/read-event/", read_event, name="pages_read_event"),
    ]


@hooks.register("insert_editor_js")
def link_editor_scripts() -> SafeString:
    """Return the scripts that connect the form with previews on the CMS's frontends and that save all changes."""
    return format_html(
        '<script src="{}" data-frontends="{}"></script>'
        '<script src="{}" data-state-url="{}" data-login-url="{}"></script>'
        '<script src="{}" data-url-pattern="{}"></script>'
        '<script src="{}" data-convert-url="{}"></script>{}',
        static("pages/preview_panel.js"),
        json.dumps(frontend_origins()),
        static("pages/session.js"),
        reverse("pages_session_state"),
        resolve_url(getattr(settings, "WAGTAILADMIN_LOGIN_URL", "wagtailadmin_login")),
        static("pages/alternative_text.js"),
        reverse("pages_alternative_text", args=[0]),
        static("pages/pasting.js"),
        reverse("pages_convert_pasted"),
        format_html_join("", '<script src="{}"></script>', ((static(f"pages/{name}.js"),) for name in EDITOR_SCRIPTS)),
    )


@hooks.register("register_admin_urls")
def editor_urls() -> list[URLPattern]:
    """Return the URL patterns of the views that the editor's scripts call."""
    return [
        path("session/", session_state, name="pages_session_state"),
        path("images/<int:image_id>/alternative-text/", alternative_text, name="pages_alternative_text"),
        path("pasted/", convert_pasted, name="pages_convert_pasted"),
    ]


@hooks.register("construct_page_action_menu")
def tidy_page_action_menu(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer a page in moderation only one way to be published."""
    leave_one_way_to_publish(items, context)


@hooks.register("construct_wagtail_userbar")
def check_frontends(request: HttpRequest | None, items: list[BaseItem], page: Page | None) -> None:
    """Replace Wagtail's content checker with one that checks the frontend's page."""
    items[:] = [
        FrontendContentChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("register_admin_urls")
def share_link_urls() -> list[URLPattern]:
    """Return the URL patterns of the views that share drafts."""
    return [
        path("pages/<int:page_id>/share/", share_draft, name="pages_share_draft"),
        path("pages/share/<int:link_id>/revoke/", revoke_link, name="pages_revoke_share_link"),
    ]


@hooks.register("register_page_header_buttons")
def share_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that shares the draft, if the user may edit the page."""
    if isinstance(page.specific_deferred, BasePage) and may_edit(user, page):
        url = reverse("pages_share_draft", args=[page.pk])
        yield Button("Share draft", url, icon_name="link", priority=64)
