"""What can be done with a release: add, remove, schedule, publish, undo, rename, delete; and its preview."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from pages.fields.written_dates import instant_in_words
from pages.models.base import BasePage
from pages.publishing.record_rules import newly_hidden_records
from releases.checklists.findings import release_records
from releases.editor.forms import AddForm, ReleaseForm, ScheduleForm
from releases.editor.views import ReleaseView
from releases.members.adding import NotChanged, add_members, locked_open, remove_member
from releases.members.contents import read_members
from releases.members.permissions import may_add, may_compose
from releases.models import Release
from releases.previews.opening import end_previews, open_release, start_page
from releases.publishing.publishing import publish_release
from releases.publishing.refusals import ReleaseRefused
from releases.publishing.scheduling import schedule_release, unschedule_release
from releases.publishing.undoing import undo_release


@require_POST
def act(request: HttpRequest, release_id: int) -> HttpResponse:
    """Do what the button says, say what came of it, and show the release again."""
    if not may_compose(request.user):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=release_id)
    action = _ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        messages.error(request, "Nothing was done: use one of the buttons.")
        return redirect("releases_release", release.pk)
    try:
        response = action(request, release)
    except NotChanged as error:
        messages.error(request, str(error))
        response = None
    except ReleaseRefused as error:
        messages.error(request, "Nothing was changed, because not all of it can be:")
        for sentence in error.sentences:
            messages.error(request, sentence)
        response = None
    return response or redirect("releases_release", release.pk)


@never_cache
@require_safe
def preview(request: HttpRequest, release_id: int) -> HttpResponse:
    """Open the site on the frontend, as it will be with the release. A link leads there: no form may leave the CMS."""
    if not may_compose(request.user):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=release_id)
    page = start_page(release, request.user)
    if page is None:
        messages.error(request, "There is no page in this release at which a preview could begin.")
        return redirect("releases_release", release.pk)
    return open_release(release, page, request)


def _again(request: HttpRequest, release: Release, **forms: Any) -> HttpResponse:
    """Show the release with forms that were refused."""
    view = ReleaseView()
    view.setup(request, release_id=release.pk)
    return view.render_to_response(view.get_context_data(**forms))


def _add(request: HttpRequest, release: Release) -> HttpResponse | None:
    form = AddForm(request.POST)
    if not form.is_valid():
        if not all(may_add(request.user, content) for content in form.cleaned_data.get("contents", ())):
            # The form would show their titles.
            form = AddForm({"outcome": form.data.get("outcome", "")})
            form.is_valid()
        return _again(request, release, add_form=form)
    added = add_members(release, form.cleaned_data["contents"], request.user, form.cleaned_data["outcome"])
    messages.success(request, f"Added: {', '.join(f'“{member}”' for member in added)}.")
    return None


def _add_missing(request: HttpRequest, release: Release) -> HttpResponse | None:
    """Add the records that its pages show, that are not public, and that are not in it yet."""
    contents = read_members(release.members.all())
    known = release_records(contents)
    missing: dict[str, Any] = {}
    for content in contents:
        if content.member.publishes and isinstance(content.version, BasePage):
            missing |= {hidden.key: hidden.record for hidden in newly_hidden_records(content.version)}
    records = [record for key, record in missing.items() if key not in known and may_add(request.user, record)]
    added = add_members(release, records, request.user)
    if added:
        messages.success(request, f"Added: {', '.join(f'“{member}”' for member in added)}.")
    else:
        messages.info(request, "Nothing is missing: all that the pages show is public, or in this release.")
    return None


def _remove(request: HttpRequest, release: Release) -> None:
    member = release.members.filter(pk=_number(request.POST.get("member"))).first()
    if member is not None:
        remove_member(member, request.user)
        messages.success(request, f"“{member}” is not in this release any more.")


def _rename(request: HttpRequest, release: Release) -> HttpResponse | None:
    form = ReleaseForm(request.POST, instance=release)
    if not form.is_valid():
        return _again(request, release, edit_form=form)
    # Only these: somebody may have scheduled it in the meantime.
    Release.objects.filter(pk=release.pk).update(**form.cleaned_data)
    messages.success(request, "Saved.")
    return None


def _schedule(request: HttpRequest, release: Release) -> HttpResponse | None:
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _again(request, release, schedule_form=form)
    at = form.cleaned_data["goes_live_at"]
    schedule_release(release, request.user, at)
    messages.success(request, f"“{release}” goes live on {instant_in_words(timezone.localtime(at))}.")
    return None


def _unschedule(request: HttpRequest, release: Release) -> None:
    unschedule_release(release, request.user)
    messages.success(request, f"“{release}” does not go live by itself any more.")


def _publish(request: HttpRequest, release: Release) -> None:
    publish_release(release, request.user)
    messages.success(request, f"“{release}” is published.")


def _undo(request: HttpRequest, release: Release) -> None:
    leaving = [_number(key) for key in request.POST.getlist("leave")]
    undo_release(release, request.user, leaving)
    messages.success(request, f"“{release}” is undone.")


def _delete(request: HttpRequest, release: Release) -> HttpResponse:
    locked = locked_open(release)
    log(locked, "wagtail.delete", user=request.user)
    end_previews(locked)
    locked.delete()
    messages.success(request, f"The release “{release}” was deleted; its pages and records are what they were.")
    return redirect("releases_releases")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else 0


_ACTIONS: dict[str, Callable[[HttpRequest, Release], HttpResponse | None]] = {
    "add": _add,
    "add_missing": _add_missing,
    "remove": _remove,
    "rename": _rename,
    "schedule": _schedule,
    "unschedule": _unschedule,
    "publish": _publish,
    "undo": _undo,
    "delete": _delete,
}
