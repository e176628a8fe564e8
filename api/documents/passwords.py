"""The form for the password of a collection, which does not say which collections have one."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import CollectionViewRestriction


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authenticate_with_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Ask for the password of a restricted collection, and go back to the document if it is right.

    There is a form for every number. Where there is no collection behind it, every password is wrong.
    """
    restriction = CollectionViewRestriction.objects.filter(
        pk=restriction_id, restriction_type=CollectionViewRestriction.PASSWORD
    ).first()
    # A password that nobody can know.
    asked = restriction or CollectionViewRestriction(password=secrets.token_urlsafe(32))
    form = PasswordViewRestrictionForm(request.POST if request.method == "POST" else None, instance=asked)
    if restriction is not None and form.is_valid():
        return_url = form.cleaned_data["return_url"]
        if not url_has_allowed_host_and_scheme(return_url, request.get_host(), request.is_secure()):
            return_url = settings.LOGIN_REDIRECT_URL
        restriction.mark_as_passed(request)
        return redirect(return_url)
    context = {"form": form, "action_url": request.path}
    return TemplateResponse(request, "wagtaildocs/password_required.html", context)
