"""Wagtail hooks that add releases to the editor."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from releases.editor.actions import act, preview
from releases.editor.bulk import AddPagesToRelease
from releases.editor.choosing import ChooseReleaseView, choose_url, say_where_it_is
from releases.editor.views import ReleasesView, ReleaseView, UndoView
from releases.members.contents import is_releasable
from releases.members.permissions import may_add, may_compose


class ReleasesMenuItem(MenuItem):
    """Shown to those who may make releases."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_compose(request.user)


@hooks.register("register_admin_urls")
def release_urls() -> list[URLPattern]:
    """Return the URL patterns of releases."""
    return [
        path("releases/", ReleasesView.as_view(), name="releases_releases"),
        path("releases/<int:release_id>/", ReleaseView.as_view(), name="releases_release"),
        path("releases/<int:release_id>/act/", act, name="releases_act"),
        path("releases/<int:release_id>/preview/", preview, name="releases_preview"),
        path("releases/<int:release_id>/undo/", UndoView.as_view(), name="releases_undo"),
        path(
            "releases/add/<int:content_type_id>/<int:object_id>/", ChooseReleaseView.as_view(), name="releases_choose"
        ),
    ]


@hooks.register("register_admin_menu_item")
def releases_menu_item() -> ReleasesMenuItem:
    """Return the menu item of releases."""
    return ReleasesMenuItem("Releases", reverse("releases_releases"), icon_name="collapse-up", order=250)


@hooks.register("register_page_header_buttons")
def add_page_to_release(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that adds a page to a release."""
    if is_releasable(page) and may_add(user, page):
        yield Button("Add to a release", choose_url(page), icon_name="collapse-up", priority=67)


@hooks.register("register_snippet_listing_buttons")
def add_record_to_release(record: Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the button that adds a record to a release."""
    if is_releasable(record) and may_add(user, record):
        yield Button("Add to a release", choose_url(record), icon_name="collapse-up", priority=67)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def name_releases(request: HttpRequest, content: Any) -> None:
    """Say in which releases a page or record is."""
    say_where_it_is(request, content)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the labels of what is recorded of releases."""
    actions.register_action("releases.create", "Make a release", "Made")
    actions.register_action("releases.add", "Add to a release", "Added a page or record")
    actions.register_action("releases.remove", "Take out of a release", "Took a page or record out")
    actions.register_action("releases.schedule", "Schedule a release", "Scheduled")
    actions.register_action("releases.unschedule", "Take a release off the schedule", "Took it off the schedule")
    actions.register_action("releases.publish", "Publish a release", "Published")
    actions.register_action("releases.refuse", "Release not published", "Not published when it was due")
    actions.register_action("releases.undo", "Undo a release", "Undone")


hooks.register("register_bulk_action", AddPagesToRelease)
