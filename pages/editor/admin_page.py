"""Pages of our own in the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin


class AdminPageView(WagtailAdminTemplateMixin, TemplateView):
    """A page in Wagtail's layout, with ``page_title`` as the last of its breadcrumbs."""

    _show_breadcrumbs = True

    def may_see(self, user: Any) -> bool:
        """Return whether a user of the admin may see the page; to others it is forbidden."""
        return True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the breadcrumbs of Wagtail, and this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *arguments, **options)
