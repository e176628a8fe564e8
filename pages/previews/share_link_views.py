"""The admin views in which editors create and withdraw links to drafts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Page

from pages.previews.sessions import may_edit
from pages.previews.share_link import ShareLink
from pages.previews.share_link_form import ShareLinkForm
from pages.previews.share_links import create_share_link, revoke_share_link


@never_cache
def share_draft(request: HttpRequest, page_id: int) -> HttpResponse:
    """Create a link to the latest version of a page, and list all links. The URL of a new link is shown only once."""
    page = get_object_or_404(Page, pk=page_id).specific_deferred
    if not may_edit(request.user, page):  # type: ignore[arg-type]
        raise PermissionDenied
    title = f"“{page.get_admin_display_title()}”"
    form, address = ShareLinkForm(request.POST or None), None
    if form.is_valid():
        _, address = create_share_link(page, request.user, **form.cleaned_data)  # type: ignore[arg-type]
        form = ShareLinkForm()
    context = {
        "page": page,
        "form": form,
        "address": address,
        "links": page.share_links.select_related("created_by", "revision"),
        "header_title": f"Share the draft of {title}",
        "header_icon": "link",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[page.get_parent().pk]), "label": "Pages"},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": title},
            {"url": "", "label": f"Share the draft of {title}"},
        ],
    }
    return TemplateResponse(request, "pages/share_links/share_draft.html", context)


@require_POST
def revoke_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """Withdraw a link and redirect to the list."""
    link = get_object_or_404(ShareLink.objects.select_related("page"), pk=link_id)
    if not may_edit(request.user, link.page):  # type: ignore[arg-type]
        raise PermissionDenied
    revoke_share_link(link, request.user)  # type: ignore[arg-type]
    messages.success(request, "The link has been withdrawn. Anyone who opens it now sees a message saying so.")
    return redirect("pages_share_draft", link.page_id)
