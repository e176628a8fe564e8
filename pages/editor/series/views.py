"""Repeats an event on other days, and brings what is changed on one date of a series to others."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from pages.editor.admin_page import AdminPageView
from pages.editor.series.repeat_form import RepeatForm
from pages.fields.wall_clock import WallClock, classify
from pages.fields.written_dates import date_in_words
from pages.models import EventPage, EventSeries, User
from pages.previews.sessions import may_edit
from pages.series.changing import DateChange, change_dates, other_dates, planned_changes
from pages.series.making import make_dates, taken_days
from pages.series.scope import Scope, dates_in_scope


class EventView(AdminPageView):
    """The base class of pages of the admin about one event, whose latest version is ``self.event``."""

    header_icon = "date"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        stored = get_object_or_404(EventPage, pk=options["page_id"])
        self.event: EventPage = stored.get_latest_revision_as_object()
        self.page_subtitle = self.event.get_admin_display_title()

    def may_see(self, user: Any) -> bool:
        return may_edit(user, self.event)

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the list of pages to the event."""
        parent = self.event.get_parent()
        return [
            {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.get_admin_display_title()},
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.event.pk]),
                "label": self.event.get_admin_display_title(),
            },
        ]

    def to_dates(self, number: int, done: str, problems: Iterable[str]) -> HttpResponse:
        """Redirect to the dates of the series, and say there how many were ``done``, such as made, and what was not."""
        messages.success(self.request, f"{number} {'date was' if number == 1 else 'dates were'} {done}.")
        for problem in problems:
            messages.warning(self.request, problem)
        return redirect("pages_series_dates", self.event.pk)


class RepeatView(EventView):
    """Asks for a rule, shows its days to choose from, and makes an event for each that is chosen."""

    template_name = "pages/series/repeat.html"
    page_title = "Repeat"

    def may_see(self, user: Any) -> bool:
        return super().may_see(user) and may_add_beside(self.event, user)

    @property
    def _first(self) -> datetime.date:
        if self.event.start_date is None:
            raise PermissionDenied
        return self.event.start_date

    def get(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        return self._page(RepeatForm(self.event, self._first))

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Show the days of the rule; with ``make``, make those that are chosen in ``day``."""
        form = RepeatForm(self.event, self._first, request.POST)
        if not form.is_valid():
            return self._page(form)
        if "make" not in request.POST:
            return self._page(form, chosen=None)
        chosen = {day for day in form.cleaned_data["days"] if day.isoformat() in request.POST.getlist("day")}
        if not chosen:
            form.add_error(None, "Choose at least one day.")
            return self._page(form, chosen)
        return self._make(form, chosen)

    def _make(self, form: RepeatForm, chosen: set[datetime.date]) -> HttpResponse:
        user: Any = self.request.user
        leave_out = () if form.cleaned_data["take_speakers"] else ("speakers",)
        publish = self.request.POST["make"] == "published" and self.event.permissions_for_user(user).can_publish()
        try:
            with transaction.atomic():
                series = self.event.series or new_series(form.cleaned_data["series"], user)
                EventSeries.objects.filter(pk=series.pk).update(rule=form.cleaned_data.get("rule", ""))
                made = make_dates(self.event, chosen, series, user, leave_out=leave_out, publish=publish)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return self._page(form, chosen)
        return self.to_dates(len(made.pages), "made", made.problems)

    def _page(self, form: RepeatForm, chosen: set[datetime.date] | None = None) -> HttpResponse:
        found = form.cleaned_data.get("days", []) if form.is_bound else []
        context = self.get_context_data(
            form=form,
            days=list(self._days(found, chosen)),
            can_publish=self.event.permissions_for_user(self.request.user).can_publish(),
            when=self.event.when_in_words,
        )
        return self.render_to_response(context)

    def _days(self, found: list[datetime.date], chosen: set[datetime.date] | None) -> Iterator[dict[str, Any]]:
        taken = taken_days(self.event)
        for day in found:
            note = "has a date already" if day in taken else self._oddity(day)
            is_chosen = day not in taken and (chosen is None or day in chosen)
            yield {"day": day, "words": date_in_words(day), "taken": day in taken, "chosen": is_chosen, "note": note}

    def _oddity(self, day: datetime.date) -> str:
        """Return what an editor should know about the start on a day: its hour may not exist, or happen twice."""
        if self.event.all_day or self.event.start_time is None:
            return ""
        local = datetime.datetime.combine(day, self.event.start_time)
        return {
            WallClock.NEVER: "the clocks go forward: this hour does not exist on that day",
            WallClock.TWICE: "the clocks go back: this hour happens twice on that day",
        }.get(classify(local, self.event.zone), "")


class SeriesDatesView(EventView):
    """Lists the other dates of the series, with what a change of this one would do, and brings it to those meant.

    The query string takes ``scope`` (``following`` or ``all``): its dates are ticked, over or not.
    """

    template_name = "pages/series/dates.html"
    page_title = "Dates of the series"

    def get(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        user: Any = request.user
        others = other_dates(self.event)
        changes = planned_changes(self.event, others, user)
        meant = {
            scope: {page.pk for page in dates_in_scope(self.event, others, scope)}
            for scope in (Scope.FOLLOWING, Scope.ALL)
        }
        ticked = meant.get(_scope(request.GET.get("scope")))
        dates = list(self._dates(changes, ticked))
        changing = {date["change"].page.pk for date in dates if date["can_change"]}
        return self.render_to_response(
            self.get_context_data(
                dates=dates,
                event=self.event,
                can_repeat=may_add_beside(self.event, user),
                when=self.event.when_in_words,
                following=len(meant[Scope.FOLLOWING] & changing),
                all=len(changing),
            )
        )

    @staticmethod
    def _dates(changes: Iterable[DateChange], ticked: Collection[int] | None) -> Iterator[dict[str, Any]]:
        now = timezone.now()
        for change in changes:
            is_past = change.page.over_at is not None and change.page.over_at <= now
            can_change = bool(change.changed) and not change.problem
            yield {
                "change": change,
                "can_change": can_change,
                "ticked": can_change and (change.page.pk in ticked if ticked is not None else not is_past),
                "is_past": is_past,
                "when": change.page.when_in_words or "without a date",
                "edit_url": reverse("wagtailadmin_pages:edit", args=[change.page.pk]),
            }

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Bring the latest version of the event to the dates in ``scope``; if that is ``chosen``, those in ``date``."""
        scope = _scope(request.POST.get("scope"))
        others = dates_in_scope(self.event, other_dates(self.event), scope, request.POST.getlist("date"))
        if not others:
            messages.error(request, "Choose at least one date. Nothing was changed.")
            return redirect("pages_series_dates", self.event.pk)
        user: Any = request.user
        done, problems = change_dates(self.event, others, user)
        return self.to_dates(len(done), "changed", problems)


def _scope(name: str | None) -> Scope:
    return Scope(name) if name in list(Scope) else Scope.CHOSEN


def may_add_beside(event: EventPage, user: Any) -> bool:
    """Tell whether a user may repeat an event: it has a date, and they may add a page below the same parent."""
    return event.start_date is not None and event.get_parent().permissions_for_user(user).can_add_subpage()


def new_series(name: str, user: User) -> EventSeries:
    """Return a new series, published if ``user`` may publish it. Raise ``PermissionDenied`` if they may not add one."""
    if not user.has_perm("pages.add_eventseries"):
        raise PermissionDenied
    series = EventSeries(name=name, live=False)
    series.full_clean()
    series.save()
    revision = series.save_revision(user=user, log_action=True)
    if user.has_perm("pages.publish_eventseries"):
        revision.publish(user=user)
    return EventSeries.objects.get(pk=series.pk)
