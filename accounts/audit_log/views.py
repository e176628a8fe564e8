"""The report with the audit log, and its download."""

import datetime
from itertools import islice
from typing import Any

from django import forms
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import AdminDateInput

from accounts.audit_log.entries import HEADINGS, entries
from accounts.audit_log.export import csv_lines
from pages.editor.admin_page import AdminPageView

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


class AuditLogView(AdminPageView):
    """The latest entries; with ``?export=csv`` all of them as a file. For administrators: it names everybody."""

    template_name = "accounts/audit_log.html"
    page_title = "Audit log"
    header_icon = "history"

    def may_see(self, user: Any) -> bool:
        return bool(user.is_superuser)

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
