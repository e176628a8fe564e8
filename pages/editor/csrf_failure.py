"""What an editor sees if a form of the admin has an outdated CSRF token, as after signing in again in another tab."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure as default_failure

TITLE = "Nothing is lost, but please confirm"
SENTENCE = "Your sign-in has changed since you opened this form, so nothing was saved yet."


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Return a page that keeps the submitted text and sends it again when the editor confirms, with status 403.

    Only a form that the CMS itself served is offered again (its ``Origin`` says so): otherwise a foreign site could
    have its own content confirmed. Outside the admin, return Django's answer.
    """
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return default_failure(request, reason)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"success": False, "error_code": "outdated_token", "error_message": SENTENCE}, status=403)
    return _confirmation(request)


def _confirmation(request: HttpRequest) -> HttpResponse:
    own = request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if own and name != "csrfmiddlewaretoken"
    ]
    context = {"title": TITLE, "sentence": SENTENCE, "fields": fields, "has_files": bool(request.FILES)}
    return render(request, "pages/csrf_failure.html", context, status=403)
