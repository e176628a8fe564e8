"""What happens when pages are published and records are deleted: messages, refusals, and what goes along."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from pages.editor.action_menu import leave_one_way_to_publish
from pages.editor.bulk_delete import DeletePages
from pages.editor.bulk_publish import PublishPages
from pages.models.base import BasePage
from pages.previews.share_links import CREATED, REVOKED
from pages.publishing.protection import refusal, users_of
from pages.publishing.record_rules import hidden_records
from pages.publishing.rules import remaining_faults


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


@hooks.register("construct_page_action_menu")
def tidy_page_action_menu(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer a page in moderation only one way to be published."""
    leave_one_way_to_publish(items, context)
