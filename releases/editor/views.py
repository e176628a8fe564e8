"""The pages about releases: all of them, one of them, and what is asked before one is undone."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from pages.editor.admin_page import AdminPageView
from releases.checklists.findings import MemberFindings, findings
from releases.editor.forms import AddForm, ReleaseForm, ScheduleForm
from releases.members.adding import make_release
from releases.members.contents import MemberContent, read_members
from releases.members.permissions import may_add, may_compose, may_publish
from releases.models import Release
from releases.previews.opening import start_page
from releases.publishing.undoing import returns

_SHOWN = 50
_HIDDEN = "The reasons are about something that you may not see. Somebody who may edit all of it can read them."


class ReleasesView(AdminPageView):
    """The releases, the newest first, and the form for another one."""

    template_name = "releases/releases.html"
    page_title = "Releases"
    header_icon = "collapse-up"

    def may_see(self, user: Any) -> bool:
        return may_compose(user)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        releases = (
            Release.objects.annotate(size=Count("members")).select_related("created_by").order_by("-created_at", "-pk")
        )
        page = Paginator(releases, _SHOWN).get_page(self.request.GET.get("p"))
        context.setdefault("form", ReleaseForm())
        return {**super().get_context_data(**context), "releases": page, "page": page}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Make a release, and go to it."""
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        release = make_release(form.instance, request.user)
        return redirect("releases_release", release.pk)


class OneReleaseView(AdminPageView):
    """The base class of pages about one release."""

    header_icon = "collapse-up"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        people = ("created_by", "scheduled_by", "published_by", "undone_by")
        self.release = get_object_or_404(Release.objects.select_related(*people), pk=options["release_id"])

    def may_see(self, user: Any) -> bool:
        return may_compose(user)

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the list of releases."""
        return [{"url": reverse("releases_releases"), "label": "Releases"}]


class ReleaseView(OneReleaseView):
    """A release with its checklist, and what can be done with it.

    The forms, if they were refused, come from ``releases.editor.actions``.
    """

    template_name = "releases/release.html"

    @property
    def page_title(self) -> str:
        """The title of the release."""
        return str(self.release)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        user, release = self.request.user, self.release
        to_come = release.is_open or release.is_scheduled
        rows = findings(release) if to_come else list(map(MemberFindings, read_members(release.members.all())))
        context.setdefault("add_form", AddForm())
        context.setdefault("schedule_form", ScheduleForm())
        context.setdefault("edit_form", ReleaseForm(instance=release))
        shown = [(row, _is_visible(user, row.content)) for row in rows]
        return {
            **super().get_context_data(**context),
            "release": release,
            "rows": shown,
            # They have the titles of members.
            "problems": release.problems if all(is_visible for _, is_visible in shown) else [_HIDDEN],
            "needed": sum(len(row.needed) for row in rows),
            "permitted": bool(rows) and all(_may_publish(user, row.content) for row in rows),
            "previewable": bool(rows) and to_come and start_page(release, user) is not None,
            "media": context["add_form"].media + context["schedule_form"].media,
        }


def _is_visible(user: Any, content: MemberContent) -> bool:
    """Tell whether the user may see a member; of others, not even titles are shown."""
    return content.stored is None or may_add(user, content.stored)


def _may_publish(user: Any, content: MemberContent) -> bool:
    return content.stored is None or may_publish(user, content.stored)


class UndoView(OneReleaseView):
    """Says what undoing a release does with each member, and asks about those that have changed since."""

    template_name = "releases/undo.html"
    page_title = "Undo"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        rows = returns(self.release)
        user = self.request.user
        return {
            **super().get_context_data(**context),
            "release": self.release,
            "rows": [(found, _is_visible(user, found.content)) for found in rows],
            "permitted": all(_may_publish(user, found.content) for found in rows),
        }
