"""The address of the CMS: its host names, and its certificate."""

import datetime
import socket
import ssl
import threading
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils import timezone

from operations.health.health_check import Finding, error, ok, warning

#: Seconds for which a process remembers when the certificate ends; looking at it opens a connection.
REMEMBERED = 3600
#: Seconds that the connection may take.
TIMEOUT = 3
#: Certificates are renewed a month before they end, or every second month.
FEW_DAYS = 14

_lock = threading.Lock()
_seen: dict[tuple[str, int], tuple[float, datetime.datetime]] = {}


def judge_hosts() -> Finding:
    """Compare ``CMS_BASE_URL`` with ``ALLOWED_HOSTS``."""
    parts = urlsplit(settings.CMS_BASE_URL)
    host = parts.hostname or ""
    if not validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        return error(f"CMS_BASE_URL is {settings.CMS_BASE_URL}, and ALLOWED_HOSTS does not have {host or 'a host'}.")
    if parts.scheme != "https" and not settings.DEBUG:
        return warning(f"{settings.CMS_BASE_URL} is not https.")
    return ok(f"{settings.CMS_BASE_URL} is allowed.")


def judge_certificate() -> Finding:
    """Look at the certificate of ``CMS_BASE_URL``, and how many days are left of it."""
    parts = urlsplit(settings.CMS_BASE_URL)
    if parts.scheme != "https" or parts.hostname is None:
        return ok("There is none: CMS_BASE_URL is not https.")
    try:
        ends = certificate_end(parts.hostname, parts.port or 443)
    except ssl.SSLCertVerificationError as failure:
        return error(f"It is not valid: {failure.verify_message}.")
    except OSError:
        return ok("It cannot be read from here.")
    days = (ends - timezone.now()).days
    sentence = f"It ends in {days} days, on {ends:%Y-%m-%d}."
    return warning(sentence) if days < FEW_DAYS else ok(sentence)


def certificate_end(host: str, port: int) -> datetime.datetime:
    """Return when the certificate of a server ends.

    Raises ``ssl.SSLCertVerificationError`` if it is not valid, and ``OSError`` if the server cannot be reached.
    """
    with _lock:
        found = _seen.get((host, port))
    if found is not None and time.monotonic() - found[0] < REMEMBERED:
        return found[1]
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), TIMEOUT) as plain,
        context.wrap_socket(plain, server_hostname=host) as tls,
    ):
        certificate = tls.getpeercert() or {}
    seconds = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    ends = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    with _lock:
        _seen[host, port] = time.monotonic(), ends
    return ends


def forget_certificates() -> None:
    """Have the next check open a connection."""
    with _lock:
        _seen.clear()
