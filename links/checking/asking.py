"""Asks for one address, as a polite program does: HEAD first, nothing of the content, public networks only."""

from urllib.parse import urljoin

from django.conf import settings
from urllib3.exceptions import HTTPError

from links.checking.answer import Answer, Verdict
from pages.network.connections import Bounds
from pages.network.guard import ForbiddenAddressError
from pages.network.reasons import reason_of
from pages.network.requests import REDIRECTS, follow, send_request, web_url

SECONDS = 15
MOST_REDIRECTS = 8
_PERMANENT = frozenset({301, 308})
#: Servers that refuse HEAD, wrongly, answer with these.
_NO_HEAD = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
#: Answers of sites that do not let programs look: to a person they may show the page (999 is LinkedIn's).
_REFUSED = frozenset({401, 402, 403, 407, 418, 429, 451, 999})


def user_agent() -> str:
    """Return how requests name themselves: with where to find out more."""
    return f"coalition-cms-links (+{settings.CMS_BASE_URL})"


def _headers() -> dict[str, str]:
    return {"Accept": "*/*", "User-Agent": user_agent()}


def ask(url: str) -> Answer:
    """Return what came of asking for an address within 15 seconds. Nothing is raised."""
    bounds = Bounds(SECONDS, allow_private=settings.LINKS_ALLOW_PRIVATE)
    try:
        return _follow(url, bounds)
    except ForbiddenAddressError:
        return Answer(Verdict.FAILS, problem="It is in a private network, where visitors do not get.")
    except (HTTPError, OSError, ValueError) as error:
        return Answer(Verdict.FAILS, problem=f"No answer: {reason_of(error)}"[:255])
    finally:
        bounds.done()


def fetch_text(url: str, most: int) -> tuple[int, str]:
    """Return status and the first ``most`` bytes of a text. Raise ``HTTPError``, ``OSError`` or ``ValueError``."""
    bounds = Bounds(SECONDS, allow_private=settings.LINKS_ALLOW_PRIVATE)
    try:
        response = follow(url, bounds, seconds=SECONDS, headers=_headers(), redirects=MOST_REDIRECTS - 1)
        text = response.read(most, decode_content=True).decode("utf-8", "replace")
        response.close()
        return response.status, text
    except ForbiddenAddressError as error:
        raise ValueError(str(error)) from error
    finally:
        bounds.done()


def _follow(url: str, bounds: Bounds) -> Answer:
    place, moved, is_permanent = url, "", True
    for _ in range(MOST_REDIRECTS + 1):
        status, location = _status(place, bounds)
        if status not in REDIRECTS:
            return _judge(status, moved if is_permanent else "")
        if not location:
            return Answer(Verdict.FAILS, status, "It redirects to nowhere.")
        is_permanent = is_permanent and status in _PERMANENT
        place = moved = urljoin(place, location)
    return Answer(Verdict.FAILS, problem="It redirects in circles.")


def _status(url: str, bounds: Bounds) -> tuple[int, str]:
    parts = web_url(url)
    response = send_request("HEAD", parts, bounds, seconds=SECONDS, headers=_headers())
    response.close()
    if response.status in _NO_HEAD:
        response = send_request("GET", parts, bounds, seconds=SECONDS, headers=_headers())
        response.close()
    return response.status, response.headers.get("Location", "")


def _judge(status: int, moved_to: str) -> Answer:
    if status in _REFUSED:
        return Answer(Verdict.UNKNOWN, status, f"The site does not let programs look (status {status}).")
    if status in (404, 410):
        return Answer(Verdict.FAILS, status, f"There is nothing at this address (status {status}).")
    if status >= 400:
        return Answer(Verdict.FAILS, status, f"The site answers with an error (status {status}).")
    return Answer(Verdict.WORKS, status, moved_to=moved_to)
