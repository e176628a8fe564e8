"""The panels of the dashboard with one's own drafts, and with what is about to be published or to end."""

import datetime
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, WorkflowState

from pages.editor.calendar.entry import Entry, Kind, Span, at_instant
from pages.editor.calendar.schedule import expiry_entries, go_live_entries
from pages.editor.visible_pages import visible_pages
from pages.fields.written_dates import instant_in_words
from pages.visibility.site_time_zone import default_site_time_zone

MOST_DRAFTS = MOST_SCHEDULED = 10
#: How far ahead the panels look for what is published and what ends, and how far back for what has ended.
PUBLISHED_WITHIN, ENDS_WITHIN, ENDED_WITHIN = (datetime.timedelta(days=days) for days in (365, 14, 14))


class MyDraftsPanel(Component):
    """The pages that the user changed last and that are not published as they are.

    Those that are in moderation or scheduled are in panels of their own.
    """

    name = "my_drafts"
    template_name = "pages/home/my_drafts.html"
    order = 230

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        drafts = my_drafts(parent_context["request"].user)
        shown = list(drafts.order_by("-latest_revision_created_at", "-pk")[: MOST_DRAFTS + 1])
        return {"drafts": shown[:MOST_DRAFTS], "more": len(shown) > MOST_DRAFTS}


def my_drafts(user: Any) -> QuerySet[Page]:
    """Return the pages of which the user wrote the latest version and which wait for nobody else."""
    unpublished = Q(live=False) | Q(has_unpublished_changes=True)
    pages = visible_pages(user).filter(unpublished, latest_revision__user=user)
    in_moderation = _page_keys(WorkflowState.objects.active())
    scheduled = _page_keys(Revision.objects.filter(approved_go_live_at__isnull=False))
    return pages.exclude(pk__in=[*in_moderation, *scheduled])


def _page_keys(rows: Any) -> list[int]:
    keys = rows.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page")
    return [int(key) for key in keys.values_list("object_id", flat=True)]


class SchedulePanel(Component):
    """What is scheduled to be published, and which public pages end soon or have ended lately."""

    name = "schedule"
    template_name = "pages/home/schedule.html"
    order = 235

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, zone = parent_context["request"].user, ZoneInfo(default_site_time_zone())
        today = timezone.localdate(timezone=zone)
        # What should have been published while the scheduler was down is still to come.
        publications = go_live_entries(user, Span(today - ENDED_WITHIN, today + PUBLISHED_WITHIN, zone))
        expiries = expiry_entries(user, Span(today, today + ENDS_WITHIN, zone))
        return {
            "scheduled": _in_words(publications),
            "ending": _in_words(expiries),
            "ended": _in_words(_ended(user, zone)),
        }


def _ended(user: Any, zone: ZoneInfo) -> list[Entry]:
    lately = timezone.now() - ENDED_WITHIN
    pages = visible_pages(user).filter(expired=True, live=False, expire_at__gte=lately).order_by("-expire_at")
    return [
        at_instant(
            Kind.EXPIRY,
            page,
            page.get_admin_display_title(),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            page.expire_at,
            zone,
        )
        for page in pages[:MOST_SCHEDULED]
    ]


def _in_words(entries: list[Entry]) -> list[tuple[Entry, str]]:
    in_order = sorted(entries, key=lambda entry: entry.order)[:MOST_SCHEDULED]
    return [(entry, instant_in_words(entry.starts_at)) for entry in in_order if entry.starts_at]
