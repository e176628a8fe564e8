"""Wagtail hooks that add personal data, consents and erasures to the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from pages.models import Person
from privacy.editor.access import PERMISSION, may_see
from privacy.editor.consents import ConsentViewSet
from privacy.editor.views import ErasePersonView, ErasuresView, PersonalDataView
from privacy.rewriting.content import ERASED


class ErasuresMenuItem(MenuItem):
    """Shown to those who may see personal data."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the label of our entries in the history of a page or record."""
    actions.register_action(ERASED, "Erase a person", "Took a person out, as they have the right to")


@hooks.register("register_admin_viewset")
def consents() -> ConsentViewSet:
    """Return the list of consents."""
    return ConsentViewSet("consents")


@hooks.register("register_admin_urls")
def personal_data_urls() -> list[URLPattern]:
    """Return the URL patterns of personal data."""
    return [
        path("personal-data/", PersonalDataView.as_view(), name="privacy_data"),
        path("personal-data/erase/", ErasePersonView.as_view(), name="privacy_erase"),
        path("personal-data/<int:person_id>/", PersonalDataView.as_view(), name="privacy_data_of"),
        path("personal-data/<int:person_id>/erase/", ErasePersonView.as_view(), name="privacy_erase_of"),
        path("reports/erasures/", ErasuresView.as_view(), name="privacy_erasures"),
    ]


@hooks.register("register_reports_menu_item")
def erasures_menu_item() -> ErasuresMenuItem:
    """Return the menu item of erasures."""
    return ErasuresMenuItem("Erasures", reverse("privacy_erasures"), icon_name="bin", order=860)


@hooks.register("register_record_header_buttons")
def personal_data_of(record: Any, user: Any) -> Iterator[Button]:
    """Offer the personal data of a person to those who may see them."""
    if isinstance(record, Person) and may_see(user):
        yield Button("Personal data", reverse("privacy_data_of", args=[record.pk]), icon_name="user", priority=85)


@hooks.register("register_permissions")
def personal_data_permission() -> QuerySet[Permission]:
    """Offer the permission in the form of groups."""
    application, _, codename = PERMISSION.partition(".")
    return Permission.objects.filter(content_type__app_label=application, codename=codename)
