"""The pages of the admin that start an import, show how far it is, and what came of it."""

import datetime
import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Q
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Site

from arrivals.editor.access import may_import, may_import_below, may_see_run
from arrivals.editor.import_form import ImportForm
from arrivals.models import ImportRun, RunEntry
from arrivals.sources.registry import sources
from arrivals.sources.source import ReadOptions, SourceError
from arrivals.writing.importing import Importer
from arrivals.writing.options import ImportOptions
from pages.editor.admin_page import AdminPageView
from pages.sites.site_settings import SiteSettings

logger = logging.getLogger(__name__)

CANNOT_GO_ON = "The file can no longer be read. Upload it again: what has arrived is recognized."
#: The seconds that one request works, and those after which it is taken for dead.
STEP, DEAD = 2, 120
#: In bytes.
LONGEST_NAME = 200
RUNS_SHOWN, ENTRIES_SHOWN = 20, 100
#: After this time, the file of an import that nobody went on with is deleted.
ABANDONED = datetime.timedelta(days=1)


class StartView(AdminPageView):
    """Takes a file, for pages below ``page_id`` or where their kinds belong, and lists the latest imports."""

    template_name = "arrivals/start.html"
    page_title = "Import"
    header_icon = "download"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        key = options.get("page_id")
        self.below = get_object_or_404(Page, pk=key) if key else None

    def may_see(self, user: Any) -> bool:
        return may_import_below(user, self.below) if self.below else may_import(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        runs = ImportRun.objects.select_related("user")
        if not self.request.user.is_superuser:
            runs = runs.filter(user=self.request.user.pk)
        context.setdefault("form", ImportForm())
        return {**super().get_context_data(**context), "below": self.below, "runs": runs[:RUNS_SHOWN]}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Keep the file, and go to where it is imported."""
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        forget_abandoned()
        file = form.cleaned_data["file"]
        run = ImportRun(source=form.cleaned_data["source"].name, file_name=file.name[:255], below=self.below)
        run.user = request.user  # type: ignore[assignment]
        run.file.save(file.name, file)
        return redirect("arrivals_run", run.pk)


class RunView(AdminPageView):
    """How far an import is, or what came of it."""

    template_name = "arrivals/run.html"
    page_title = "Import"
    header_icon = "download"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        self.run = get_object_or_404(ImportRun, pk=options["run_id"])
        self.page_subtitle = self.run.file_name

    def may_see(self, user: Any) -> bool:
        return may_see_run(user, self.run)

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the list of imports."""
        return [{"url": reverse("arrivals_start"), "label": "Import"}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        entries = self.run.entries.select_related("content_type")
        outcome = self.request.GET.get("outcome", "")
        if outcome in RunEntry.Outcome.values:
            entries = entries.filter(outcome=outcome)
        page = Paginator(entries, ENTRIES_SHOWN).get_page(self.request.GET.get("p"))
        finder = AdminURLFinder(self.request.user)
        return {
            **super().get_context_data(**context),
            "run": self.run,
            "rows": [(entry, finder.get_edit_url(entry.object) if entry.object else None) for entry in page],
            "page": page,
            "counts": [(one, self.run.counts[one]) for one in RunEntry.Outcome if one in self.run.counts],
            "outcome": outcome,
        }


@method_decorator(non_atomic_requests, name="dispatch")
class StepView(View):
    """Goes on with an import for a moment, and says in JSON how far it is."""

    def post(self, request: HttpRequest, run_id: int) -> HttpResponse:
        run = get_object_or_404(ImportRun.objects.select_related("user", "below"), pk=run_id)
        if not may_see_run(request.user, run) or (run.below and not may_import_below(request.user, run.below)):
            return JsonResponse({"error": "You may not go on with this import."}, status=403)
        now = timezone.now()
        # One without a file is imported on the server, by a command.
        free = ImportRun.objects.filter(Q(busy_until=None) | Q(busy_until__lt=now), pk=run.pk, finished_at=None)
        free = free.exclude(file="")
        if free.update(busy_until=now + datetime.timedelta(seconds=DEAD)):
            run.refresh_from_db()
            try:
                _step(run)
            finally:
                ImportRun.objects.filter(pk=run.pk).update(busy_until=None)
        return JsonResponse(
            {
                "finished": run.finished_at is not None,
                "counted": run.is_counted,
                "written": run.written,
                "total": run.total,
            }
        )


def _step(run: ImportRun) -> None:
    try:
        _go_on(run)
    except (OSError, KeyError):
        # The file was deleted from the storage, or the application that read it is no longer installed.
        logger.warning("The import %s cannot go on.", run.pk, exc_info=True)
        run.problem, run.finished_at = CANNOT_GO_ON, timezone.now()
        run.save()
    if run.finished_at is not None:
        _forget(run)


def _go_on(run: ImportRun) -> None:
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    options = ImportOptions(
        site=site,
        user=run.user,
        posts_below=run.below,
        events_below=run.below,
        pages_below=run.below,
        within_permissions=True,
    )
    zone = ZoneInfo(SiteSettings.for_site(site).time_zone)
    with TemporaryDirectory() as folder:
        # Readers take a path, and the name says what the file is.
        path = Path(folder, _short(Path(run.file_name).name))
        with run.file.open("rb") as stored, path.open("wb") as copy:
            for piece in stored.chunks():
                copy.write(piece)
        try:
            reader = sources()[run.source].read(path, ReadOptions(time_zone=zone))
        except SourceError as error:
            run.problem, run.finished_at = str(error), timezone.now()
            run.save()
        else:
            Importer(reader, options, run).step(STEP)


def _short(name: str) -> str:
    """Return a file name that every file system takes: their bounds are in bytes."""
    stem, dot, ending = name.rpartition(".")
    while len(name.encode()) > LONGEST_NAME:
        stem = stem[:-1]
        name = f"{stem}{dot}{ending}"
    return name


def _forget(run: ImportRun) -> None:
    if run.file:
        run.file.delete(save=False)
        ImportRun.objects.filter(pk=run.pk).update(file="")


def forget_abandoned() -> None:
    """Delete the files of imports that nobody went on with."""
    for run in ImportRun.objects.exclude(file="").filter(started_at__lt=timezone.now() - ABANDONED):
        _forget(run)
        ImportRun.objects.filter(pk=run.pk, finished_at=None).update(
            finished_at=timezone.now(), problem="It was not finished within a day."
        )
