"""Tokens of previews, as requests bring them."""

from django.http import Http404
from rest_framework.request import Request

from api.requests.problems import Gone, ParameterError
from api.requests.throttles import TokenThrottle, UnknownTokenThrottle
from pages.previews.sessions import Preview, PreviewNotFound, PreviewOver, read_session
from pages.previews.share_links import read_share_link

#: The header with the token of the session whose drafts an answer shows.
PREVIEW_HEADER = "Preview-Token"


def requested_preview(request: Request, token: str, content_type: str | None = None, *, source: str) -> Preview:
    """Return what ``token`` opens and record its use: a draft of a content type, or where none is named a session.

    A session is that of an editor. Links that were shared with people without an account open one draft and no session.
    ``source`` is the parameter or header that it came in. Raises ``Http404`` for an unknown token, ``Gone`` for one
    that opens nothing any more, and ``Throttled`` for one that is used, or an address that guesses, too often.
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
