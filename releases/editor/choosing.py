"""Adds a page or a record to a release, from its editor or its list."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from pages.editor.admin_page import AdminPageView
from pages.records.record import Record
from releases.editor.forms import ChooseForm
from releases.members.adding import NotChanged, add_members
from releases.members.contents import edit_url, is_releasable, key_of, title_of
from releases.members.permissions import may_add
from releases.models import Release, ReleaseMember


class ChooseReleaseView(AdminPageView):
    """Asks to which release a page or a record is added, and adds it."""

    template_name = "releases/choose.html"
    page_title = "Add to a release"
    header_icon = "collapse-up"

    def setup(self, request: HttpRequest, *arguments: Any, **options: Any) -> None:
        super().setup(request, *arguments, **options)
        model: Any = get_object_or_404(ContentType, pk=options["content_type_id"]).model_class()
        if model is None or not issubclass(model, Page | Record):
            raise Http404
        found = get_object_or_404(model, pk=options["object_id"])
        self.content = found.specific if isinstance(found, Page) else found
        self.page_subtitle = title_of(self.content)

    def may_see(self, user: Any) -> bool:
        return is_releasable(self.content) and may_add(user, self.content)

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way to the form of the page or record."""
        return [{"url": edit_url(self.content), "label": title_of(self.content)}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context.setdefault("form", ChooseForm())
        return {**super().get_context_data(**context), "member_of": releases_of(self.content)}

    def post(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Add it, and go to the release."""
        form = ChooseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        release = form.cleaned_data["release"]
        try:
            add_members(release, [self.content], request.user, form.cleaned_data["outcome"])
        except NotChanged as error:
            messages.error(request, str(error))
            return redirect(edit_url(self.content))
        messages.success(request, f"“{title_of(self.content)}” is in the release “{release}”.")
        return redirect("releases_release", release.pk)


def choose_url(content: Any) -> str:
    """Return the path of the page on which a page or record is added to a release."""
    return reverse("releases_choose", args=key_of(content))


def releases_of(content: Any) -> list[Release]:
    """Return the releases to come that a page or record is in. One query."""
    content_type, key = key_of(content)
    members = ReleaseMember.objects.filter(content_type=content_type, object_id=key)
    to_come = (Release.Status.DRAFT, Release.Status.SCHEDULED, Release.Status.FAILED)
    return list(Release.objects.filter(pk__in=members.values("release"), status__in=to_come))


def say_where_it_is(request: HttpRequest, content: Any) -> None:
    """Tell whoever opens the form of a page or record in which releases it is."""
    if request.method != "GET" or not is_releasable(content):
        return
    for release in releases_of(content):
        url = reverse("releases_release", args=[release.pk])
        sentence = f"In the release “{release}”, and goes live with it."
        messages.info(request, sentence, buttons=[messages.button(url, "Open the release")])
