"""The panel of the dashboard with shortcuts to common tasks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from pages.models import EventPage, GuestBlogPost, HomePage, OrganizationAbout, SectionPage, User


class ShortcutsPanel(Component):
    """Buttons for common tasks, limited to those that the user has permission for."""

    name = "shortcuts"
    template_name = "pages/home/shortcuts.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"shortcuts": list(_shortcuts(parent_context["request"].user))}


def _shortcuts(user: User) -> Iterator[dict[str, str]]:
    sections = SectionPage.Shows
    yield from _add("Write a post", "edit", GuestBlogPost, user, sections.POSTS)
    yield from _add("Add an event", "calendar-alt", EventPage, user, sections.EVENTS)
    about = OrganizationAbout.objects.order_by("-live", "path").first()
    if about is None:
        yield from _add("Write the page about us", "info-circle", OrganizationAbout, user)
    elif about.permissions_for_user(user).can_edit():
        url = reverse("wagtailadmin_pages:edit", args=(about.pk,))
        yield {"label": "Edit the page about us", "icon": "info-circle", "url": url}


def _add(label: str, icon: str, model: type[Page], user: User, shows: str = "") -> Iterator[dict[str, str]]:
    """Yield a shortcut that creates a page in the first section for that type, or else below a home page."""
    meant = Q(sectionpage__shows=shows) if shows else Q(pk__in=[])
    candidates = Page.objects.filter(meant | Q(pk__in=HomePage.objects.values("pk"))).order_by("-depth", "path")
    for parent in candidates.specific():
        if model.can_create_at(parent) and parent.permissions_for_user(user).can_add_subpage():
            arguments = (model._meta.app_label, model._meta.model_name, parent.pk)
            yield {"label": label, "icon": icon, "url": reverse("wagtailadmin_pages:add", args=arguments)}
            return
