"""What all ``find/`` endpoints share."""

from rest_framework.response import Response

from api.formats.links import absolute
from api.views.base import ApiView

#: The parameters by which an object is found; all others are those of its detail.
FINDING = ("html_path", "id")


class FindView(ApiView):
    """A view that responds with the object it finds, where Wagtail API v2 redirects to it.

    The URL of the detail is in ``Location`` all the same, for clients that read it instead of the body.
    """

    def located(self, response: Response, key: int | None) -> Response:
        """Return the response with the URL of the detail of the object with this key, with the remaining parameters."""
        query = self.request.query_params.copy()
        for name in FINDING:
            query.pop(name, None)
        url = absolute(f"{self.request.path.removesuffix('find/')}{key}/")
        response["Location"] = f"{url}?{query.urlencode()}" if query else url
        return response
