"""The pages of the admin with the followed calendars, and with what has changed in them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from arrivals.editor.access import calendars_of, changes_for, may_follow, may_import
from arrivals.editor.change_rows import change_rows
from arrivals.editor.follow_form import FollowForm
from arrivals.following.deciding import NotDecided, accept, dismiss, may_publish_at_once
from arrivals.models import FollowedCalendar
from pages.editor.admin_page import AdminPageView

CHANGES_SHOWN = 50


class CalendarsView(AdminPageView):
    """What has changed in followed calendars, the calendars, and the form for another one."""

    template_name = "arrivals/calendars.html"
    page_title = "Followed calendars"
    header_icon = "calendar-alt"

    def may_see(self, user: Any) -> bool:
        return may_follow(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        user = self.request.user
        changes = changes_for(user).select_related("event__page", "event__calendar")
        calendars = calendars_of(user).select_related("below__locale", "added_by").order_by("pk")
        if may_import(user):
            context.setdefault("form", FollowForm(user=user))
        page = Paginator(changes, CHANGES_SHOWN).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**context), "changes": page, "page": page, "calendars": calendars}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Follow a calendar."""
        if not may_import(request.user):
            raise PermissionDenied
        form = FollowForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.instance.added_by = request.user
        calendar = form.save()
        messages.success(request, f"The calendar at {calendar} is followed. It is read within a minute.")
        return redirect("arrivals_calendars")


@require_POST
def act_on_calendar(request: HttpRequest, calendar_id: int) -> HttpResponse:
    """Pause or resume a followed calendar, read it soon, or follow it no longer."""
    calendar = get_object_or_404(calendars_of(request.user), pk=calendar_id)
    action = request.POST.get("action")
    same = FollowedCalendar.objects.filter(pk=calendar.pk)
    if action == "remove":
        calendar.delete()
        messages.success(request, f"The calendar at {calendar} is not followed any more. Its events stay.")
    elif action == "pause":
        same.update(is_paused=True)
        messages.success(request, f"The calendar at {calendar} is not read until you resume.")
    elif action in ("resume", "read"):
        same.update(is_paused=False, next_read_at=timezone.now())
        messages.success(request, f"The calendar at {calendar} is read within a minute.")
    return redirect("arrivals_calendars")


class ChangeView(AdminPageView):
    """What has changed of an event in its calendar, to be accepted field by field or dismissed."""

    template_name = "arrivals/change.html"
    page_title = "Change in a calendar"
    header_icon = "calendar-alt"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        changes = changes_for(request.user).select_related("event__page", "event__calendar")
        self.change: Any = changes.filter(pk=options["change_id"]).first()

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        if self.change is None and may_follow(request.user):
            messages.warning(request, "This change waits no longer: it was decided on, or replaced by a later one.")
            return redirect("arrivals_calendars")
        return super().dispatch(request, *arguments, **options)

    def may_see(self, user: Any) -> bool:
        return self.change is not None

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the list of changes."""
        return [{"url": reverse("arrivals_calendars"), "label": "Followed calendars"}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        change = self.change
        page = change.event.page
        return {
            **super().get_context_data(**context),
            "change": change,
            "event": page,
            "rows": change_rows(change, page.get_latest_revision_as_object()),
            "may_publish": may_publish_at_once(page, self.request.user),  # type: ignore[arg-type]
        }

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Accept the chosen fields, or dismiss all."""
        change, action = self.change, request.POST.get("action")
        title, user = change.event.page.get_admin_display_title(), request.user
        try:
            if action == "dismiss":
                dismiss(change, user)  # type: ignore[arg-type]
                messages.success(request, f"“{title}” stays as it is.")
            else:
                chosen = request.POST.getlist("fields")
                for sentence in accept(change, chosen, user, publish=action == "publish"):  # type: ignore[arg-type]
                    messages.warning(request, sentence)
                messages.success(request, f"“{title}” has a new version.")
        except NotDecided as error:
            messages.error(request, str(error))
            return redirect("arrivals_change", change.pk)
        return redirect("arrivals_calendars")
