"""The report with the audit log, and its download."""

import datetime
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from accounts.audit_log.entries import HEADINGS, entries
from accounts.audit_log.export import csv_lines

#: Entries that the page shows; the file has all.
SHOWN = 50


class PeriodForm(forms.Form):
    """The days of the entries, in the time zone of the editor; without one, there is no bound."""

    since = forms.DateField(label="From", required=False, widget=AdminDateInput)
    until = forms.DateField(label="To", required=False, widget=AdminDateInput, help_text="This day included.")

    def period(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """Return the first instant, and the first one after the last day. The form must be valid."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return _midnight(since), _midnight(until + datetime.timedelta(days=1) if until else None)


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time())) if day else None


@method_decorator(never_cache, name="dispatch")
class AuditLogView(WagtailAdminTemplateMixin, TemplateView):
    """The latest entries; with ``?export=csv`` all of them as a file. For administrators: it names everybody."""

    template_name = "accounts/audit_log.html"
    page_title = "Audit log"
    header_icon = "history"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *arguments, **options)

    def get(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        form = PeriodForm(request.GET)
        if form.is_valid() and request.GET.get("export") == "csv":
            response = StreamingHttpResponse(csv_lines(entries(*form.period())), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="audit-log-{timezone.localdate()}.csv"'
            return response
        found = islice(entries(*form.period(), newest_first=True), SHOWN) if form.is_valid() else ()
        return self.render_to_response(self.get_context_data(form=form, entries=list(found), headings=HEADINGS))


class AuditLogMenuItem(MenuItem):
    """Shown to administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)
