"""The page with all health checks."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from wagtail.admin.menu import MenuItem

from operations.editor.access import may_see_health
from operations.health.health_check import Status, health_checks, run, worst
from operations.health.report import as_json
from pages.editor.admin_page import AdminPageView

#: What Wagtail calls them in its style sheet.
LABELS = {Status.OK: "Works", Status.WARNING: "Look at it", Status.ERROR: "Does not work"}


class HealthView(AdminPageView):
    """What every check finds now, the worst first; with ``?format=json`` for programs."""

    template_name = "operations/health.html"
    page_title = "Health"
    header_icon = "circle-check"

    def may_see(self, user: Any) -> bool:
        return may_see_health(user)

    def get(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        if request.GET.get("format") == "json":
            return JsonResponse(as_json(self._results()))
        return super().get(request, *arguments, **options)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        results = self._results()
        rows = [(result, LABELS[result.finding.status]) for result in results]
        return {**super().get_context_data(**context), "rows": rows, "is_well": worst(results) is Status.OK}

    @staticmethod
    def _results() -> list[Any]:
        results = [run(check) for check in health_checks().values()]
        return sorted(results, key=lambda result: -result.finding.status.rank)


class HealthMenuItem(MenuItem):
    """Shown to those who may see the page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_health(request.user)
