"""Sends one request and returns what came of it, within a time and a size, without following redirects."""

import time

from django.conf import settings
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from delivery.sending.request import Outcome, OutgoingRequest
from pages.network.connections import Bounds
from pages.network.guard import ForbiddenAddressError
from pages.network.reasons import reason_of
from pages.network.requests import send_request

#: Bytes of the response that are kept.
KEPT = 1024


def send(request: OutgoingRequest, *, allow_private: bool = False) -> Outcome:
    """Send a request and return its outcome; nothing is raised, whatever fails.

    A response that is not complete after ``settings.DELIVERY_TIMEOUT`` seconds counts as none.
    """
    started = time.monotonic()
    bounds = Bounds(settings.DELIVERY_TIMEOUT, allow_private=allow_private or settings.DELIVERY_ALLOW_PRIVATE)
    status, problem, text, retry_after = None, "", "", ""
    try:
        url = parse_url(request.address)
        response = send_request(
            request.method,
            url,
            bounds,
            seconds=settings.DELIVERY_TIMEOUT,
            headers=request.headers,
            body=request.body,
        )
        text = response.read(KEPT, decode_content=False).decode("utf-8", "replace").replace("\0", "")
        status, retry_after = response.status, response.headers.get("Retry-After", "")
        response.close()
    except ForbiddenAddressError as error:
        problem = str(error)
    except (HTTPError, OSError, ValueError) as error:
        problem = reason_of(error)
    finally:
        bounds.done()
    if status is None and time.monotonic() >= bounds.until:
        problem = f"There was no answer within {settings.DELIVERY_TIMEOUT} seconds."
    elif time.monotonic() >= bounds.until:
        # It may have been cut off at that moment.
        status, problem = None, f"The answer was not complete within {settings.DELIVERY_TIMEOUT} seconds."
    return Outcome(status, problem[:255], text, retry_after, int(1000 * (time.monotonic() - started)))
