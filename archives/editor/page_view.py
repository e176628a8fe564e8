"""The page of the admin that exports one page, with what it needs."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.db.transaction import non_atomic_requests
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from wagtail.models import Page

from archives.editor.access import may_export_page
from archives.format.manifest import ArchiveError
from archives.selecting.archive import export_pages
from pages.editor.admin_page import AdminPageView

#: So many pages are exported in one request; more on the server.
MOST_PAGES = 200


class PageExportForm(forms.Form):
    """How much comes along."""

    descendants = forms.BooleanField(label="With the pages below it", required=False)
    drafts = forms.BooleanField(label="With what is not public yet", required=False)


@method_decorator(non_atomic_requests, name="dispatch")
class PageExportView(AdminPageView):
    """Hands out an archive of a page, which another installation merges."""

    template_name = "archives/page.html"
    page_title = "Export this page"
    header_icon = "upload"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        self.exported = get_object_or_404(Page, pk=options["page_id"], depth__gt=1)
        self.page_subtitle = self.exported.get_admin_display_title()

    def may_see(self, user: Any) -> bool:
        return may_export_page(user, self.exported)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("form", PageExportForm())
        return {**super().get_context_data(**context), "exported": self.exported}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        """Answer with the archive, or with a sentence that says why there is none."""
        form = PageExportForm(request.POST)
        form.is_valid()
        try:
            return self._archive(request.user, **form.cleaned_data)
        except ArchiveError as error:
            form.add_error(None, str(error).replace("add --with-drafts", "tick “With what is not public yet”"))
        return self._refused(form)

    def _refused(self, form: PageExportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def _archive(self, user: Any, *, descendants: bool, drafts: bool) -> FileResponse:
        pages = (
            list(self.exported.get_descendants(inclusive=True)[: MOST_PAGES + 1]) if descendants else [self.exported]
        )
        if len(pages) > MOST_PAGES:
            message = gettext("At most %(number)s pages are exported here; more of them on the server, by a command.")
            raise ArchiveError(message % {"number": MOST_PAGES})
        for page in pages:
            if not page.permissions_for_user(user).can_edit():
                raise ArchiveError(gettext("You may not edit “%(title)s”.") % {"title": page.get_admin_display_title()})
        name = f"{self.exported.slug}.zip"
        with tempfile.TemporaryDirectory() as folder:
            export_pages(Path(folder, "pages.zip"), pages, drafts=drafts, progress=lambda *_: None, reader=user)
            # The file stays while it is open.
            made = Path(folder, "pages.zip").open("rb")  # noqa: SIM115
        return FileResponse(made, as_attachment=True, filename=name)
