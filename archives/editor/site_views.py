"""The pages of the admin that have an archive of the site made, show how far it is, and hand it out."""

import logging
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.generic import View

from archives.editor.access import may_export_site
from archives.models import SiteExport
from pages.editor.admin_page import AdminPageView

logger = logging.getLogger(__name__)


class SiteExportForm(forms.ModelForm):
    """What is in the archive."""

    class Meta:
        model = SiteExport
        fields = ("with_history",)


class SiteExportView(AdminPageView):
    """Lists the archives of the last day, and takes the wish for another one."""

    template_name = "archives/site.html"
    page_title = "Export of the site"
    header_icon = "upload"

    def may_see(self, user: Any) -> bool:
        return may_export_site(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        exports = list(SiteExport.objects.select_related("user"))
        return {
            **super().get_context_data(**context),
            "form": SiteExportForm(),
            "exports": exports,
            "waits": any(export.finished_at is None for export in exports),
        }

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Ask for an archive, unless one is being made."""
        form = SiteExportForm(request.POST)
        if SiteExport.objects.filter(finished_at=None).exists():
            messages.warning(request, gettext("An archive is being made already."))
        elif form.is_valid():
            form.instance.user = request.user
            form.save()
        return redirect("archives_site")


class SiteExportStateView(View):
    """Says in JSON how far the archive is that is being made."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not may_export_site(request.user):
            raise PermissionDenied
        export = SiteExport.objects.filter(finished_at=None).order_by("asked_at").first()
        if export is None:
            return JsonResponse({"finished": True})
        return JsonResponse(
            {
                "finished": False,
                "begun": export.busy_until is not None,
                "step": export.step,
                "done": export.done,
                "total": export.total,
            }
        )


class SiteExportFileView(View):
    """Hands out an archive."""

    def get(self, request: HttpRequest, export_id: int) -> FileResponse:
        if not may_export_site(request.user):
            raise PermissionDenied
        export = get_object_or_404(SiteExport.objects.exclude(file=""), pk=export_id)
        try:
            file = export.file.open("rb")
        except OSError as error:
            raise Http404 from error
        logger.info("User %s downloads the archive of the site of %s.", request.user.pk, export.asked_at)
        return FileResponse(file, as_attachment=True, filename=str(export.file.name).rpartition("/")[2])
