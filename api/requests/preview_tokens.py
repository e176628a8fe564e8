"""The preview tokens of requests."""

from django.http import Http404
from rest_framework.request import Request

from api.requests.problems import Gone, ParameterError
from api.requests.throttles import TokenThrottle, UnknownTokenThrottle
from pages.previews.sessions import Preview, PreviewNotFound, PreviewOver, read_session
from pages.previews.share_links import read_share_link

#: The request header with the token of the session whose drafts the response shows.
PREVIEW_HEADER = "Preview-Token"


def requested_preview(request: Request, token: str, content_type: str | None = None, *, source: str) -> Preview:
    """Return the preview that ``token`` opens, and record its use.

    With a ``content_type``, the token must open a draft of that type, as an editor's session or a shared link does.
    Without one, it must be that of an editor's session. ``source`` is the parameter or header with the token. Raises
    ``Http404`` for an unknown token, ``Gone`` for one that no longer opens anything, and ``Throttled`` if the token is
    used, or an IP address tries unknown tokens, too often.
    """
    TokenThrottle().count(request, token)
    try:
        if content_type is None:
            return read_session(token)
        try:
            return read_session(token, content_type)
        except PreviewNotFound:
            return read_share_link(token, content_type)
    except PreviewNotFound as error:
        UnknownTokenThrottle().count(request, token)
        raise Http404 from error
    except PreviewOver as error:
        raise Gone(error.sentence, [ParameterError(source, error.reason, error.sentence)]) from error
