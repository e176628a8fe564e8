"""Redirects that editors made, or that Wagtail made for moved pages."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Length
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.contrib.redirects.models import Redirect

from api.lists.columns import ID, boolean_column, text_column
from api.lists.pagination import PAGINATION
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.problems import InvalidParameters, ParameterError
from api.serializers.redirect import RedirectSerializer
from api.tags.dependencies import depend_on_path
from api.views.base import FIELDS, SiteView
from api.views.find import FindView
from api.views.objects import ObjectListView, ObjectView
from pages.urls.redirects import public_redirects

REDIRECT_ID = Parameter("id", parameters.parse_key, "A redirect's id.", group=Group.SUBJECT)
OLD_PATH = Parameter("html_path", parameters.bounded_path(), "The old path that is redirected.", group=Group.SUBJECT)


class RedirectView(SiteView, ObjectView):
    """The base class of lists and details of redirects."""

    serializer_class = RedirectSerializer
    component_name = "Redirect"
    one = "redirect"

    def candidates(self) -> Any:
        return public_redirects(self.visibility)


class RedirectListView(RedirectView, ObjectListView):
    """Redirects, in the order in which they were created."""

    columns = (ID, text_column("old_path"), boolean_column("is_permanent"))
    list_parameters = (FIELDS, *PAGINATION)


class RedirectDetailView(RedirectView):
    """One redirect by its id."""

    parameters = (FIELDS,)

    def get(self, request: Request, key: int) -> Response:
        """Return the redirect."""
        return self.detail(self.candidates().filter(pk=key))


class RedirectFindView(FindView, RedirectView):
    """One redirect by the path that it redirects, or by its id."""

    parameters = (FIELDS, OLD_PATH, REDIRECT_ID)

    def get(self, request: Request) -> Response:
        """Return the redirect. A redirect of the site takes precedence over one for all sites."""
        if "html_path" in self.query:
            depend_on_path(self.visibility.site, self.query["html_path"])
            try:
                path = Redirect.normalise_path(self.query["html_path"])
            except ValueError as error:  # begins like a URL with an impossible host
                raise Http404 from error
            # A redirect from a path also applies to the path with any query string, as in Wagtail.
            paths = {path, path.split("?")[0]}
            found = self.candidates().filter(old_path__in=paths)
            found = found.order_by(F("site").asc(nulls_last=True), Length("old_path").desc(), "pk")
            return self._of(found.values_list("pk", flat=True).first())
        if "id" not in self.query:
            detail = "find takes html_path or id."
            raise InvalidParameters([ParameterError("html_path", "missing", detail)])
        return self._of(self.query["id"])

    def _of(self, key: int | None) -> Response:
        return self.located(self.detail(self.candidates().filter(pk=key)), key)
