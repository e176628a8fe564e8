"""The alternative text of a chosen image, which editors can write beside the chooser."""

from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from pages.images.image import Image

AlternativeTextForm = modelform_factory(Image, fields=["alt", "decorative"])


@require_http_methods(["GET", "POST"])
def alternative_text(request: HttpRequest, image_id: int) -> JsonResponse:
    """Return whether the image lacks alternative text and whether the user may write it; a POST writes it first.

    An invalid text is answered with status 400 and ``error``, a user who may not change the image with status 403.
    """
    image = get_object_or_404(Image, pk=image_id)
    policy = policy_registry.get_by_type(Image)
    if not policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], image):
        raise PermissionDenied
    may_change = policy.user_has_permission_for_instance(request.user, "change", image)
    if request.method == "POST":
        if not may_change:
            return JsonResponse({"error": "You may not change this image."}, status=403)
        form = AlternativeTextForm(request.POST, instance=image)
        if not form.is_valid():
            return JsonResponse(
                {"error": " ".join(str(error) for errors in form.errors.values() for error in errors)}, status=400
            )
        image = form.save()
        log(instance=image, action="wagtail.edit")
    return JsonResponse({"missing": not image.alt and not image.decorative, "may_change": may_change})
