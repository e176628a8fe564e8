"""The calendar in the admin: a month as a grid, or as an agenda, and the address under which programs read it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from pages.accounts.calendar_address import CalendarAddress, remove_address, rotate_address
from pages.editor.admin_page import AdminPageView
from pages.editor.calendar.entries import entries_of
from pages.editor.calendar.entry import KIND_LABELS, Kind, Span
from pages.editor.calendar.events import postponed_events
from pages.editor.calendar.month import Month, agenda, grid, weekdays
from pages.editor.visible_pages import may_see_pages
from pages.fields.zone_names import place_of
from pages.visibility.site_time_zone import default_site_time_zone

VIEWS = {"month": "Month", "agenda": "Agenda"}


class CalendarView(AdminPageView):
    """A month of events, scheduled publications and expiries, in the time zone of the organization.

    The query string takes ``month`` (``2030-06``), ``view`` (``month`` or ``agenda``) and any number of ``kind``. What
    is not understood is ignored: the present month, the grid, and all kinds are shown instead.
    """

    template_name = "pages/calendar/calendar.html"
    page_title = "Calendar"
    header_icon = "calendar-alt"

    def may_see(self, user: Any) -> bool:
        return may_see_pages(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        zone = ZoneInfo(default_site_time_zone())
        today = timezone.localdate(timezone=zone)
        month = Month.parse(self.request.GET.get("month", "")) or Month.of(today)
        view = self.request.GET.get("view", "")
        view = view if view in VIEWS else "month"
        kinds = [kind for kind in Kind if kind in self.request.GET.getlist("kind")] or list(Kind)
        dates = month.weeks()
        span = Span(dates[0][0], dates[-1][-1], zone)
        weeks = grid(month, entries_of(self.request.user, span, kinds), today)
        user: Any = self.request.user
        address = CalendarAddress.objects.filter(user=user).first()

        def link(to: Month | None, view: str = view) -> str:
            chosen = [("kind", kind.value) for kind in kinds if len(kinds) < len(Kind)]
            return f"?{urlencode([('month', str(to)), ('view', view), *chosen])}" if to else ""

        return {
            **super().get_context_data(**context),
            "month": month,
            "heading": written(month.first, "F Y"),
            "zone": place_of(zone),
            "view_name": view,
            "views": [(name, label, link(month, name)) for name, label in VIEWS.items()],
            "kinds": [(kind.value, label, kind in kinds) for kind, label in KIND_LABELS.items()],
            "previous": link(month.later(-1)),
            "next": link(month.later(1)),
            "this_month": link(Month.of(today)),
            "weekdays": weekdays(dates[0]),
            "weeks": weeks,
            "agenda": agenda(month, weeks),
            "postponed": postponed_events(self.request.user) if Kind.EVENT in kinds else [],
            "address": address_url(address) if address else "",
            "created_at": timezone.localtime(address.created_at, zone) if address else None,
        }


def address_url(address: CalendarAddress) -> str:
    """Return the absolute URL under which a calendar program reads the calendar of the address's user."""
    path = reverse("editors_calendar", args=[address.user_id, address.token])
    return f"{settings.CMS_BASE_URL.rstrip('/')}{path}"


@require_POST
def change_address(request: HttpRequest) -> HttpResponse:
    """Give the user a new address or, with ``action`` ``off``, none. Either way the one before no longer works."""
    if not may_see_pages(request.user):
        raise PermissionDenied
    if request.POST.get("action") == "off":
        remove_address(request.user)
        messages.success(request, "Your calendar has no address any more. Programs that use the old one get nothing.")
    else:
        rotate_address(request.user)
        messages.success(request, "This is the new address of your calendar. An address from before no longer works.")
    return redirect(f"{reverse('pages_calendar')}#subscribe")
