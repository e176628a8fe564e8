"""Settings for the public internet. The CMS refuses to start with an unsafe configuration and lists every problem.

They are the default of `manage.py`, `cms.wsgi` and `cms.asgi`. Values come from the environment of the process, and
from the file that `ENV_FILE` names.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import flag, number, read_file, text

read_file()

from pages.accounts.client_address import trusted_networks

from .base import *

_local_hosts = {"localhost", "127.0.0.1", "::1"}
_how_to_make_a_key = "`manage.py new_env` makes a file with both keys"


def is_weak(key: str) -> bool:
    """Tell whether Django's deployment check (security.W009) would reject the key, as it does those of `dev`."""
    return len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure")


def key_problems(name: str, key: str, fallbacks: list[str]) -> list[str]:
    problems = []
    if not key:
        problems.append(f"{name} is not set: {_how_to_make_a_key}.")
    elif is_weak(key):
        problems.append(f"{name} is too short or guessable: {_how_to_make_a_key}.")
    if any(is_weak(fallback) for fallback in fallbacks):
        problems.append(f"{name}_FALLBACKS holds a key that is too short or guessable: remove it.")
    return problems


def is_guessable(token: str) -> bool:
    """Tell whether a token could be found by trying."""
    return len(token) < 24 or len(set(token)) < 8


def url_problems(name: str) -> list[str]:
    url = text(name)
    if not url:
        return [f"{name} is not set: set it to a URL such as https://www.example.org."]
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return []
    if parts.scheme == "http" and parts.hostname in _local_hosts:
        return []
    return [f"{name} must begin with https:// (it is {url})."]


def problems() -> list[str]:
    """Return every reason not to start, each as a sentence that names the variable."""
    found = []
    if DEBUG:
        found.append("DEBUG must not be set: error pages would show settings and source to visitors.")
    found += key_problems("SECRET_KEY", SECRET_KEY, SECRET_KEY_FALLBACKS)
    found += key_problems("IMAGE_SIGNING_KEY", IMAGE_SIGNING_KEY, IMAGE_SIGNING_KEY_FALLBACKS)
    if IMAGE_SIGNING_KEY and IMAGE_SIGNING_KEY == SECRET_KEY:
        found.append("IMAGE_SIGNING_KEY must differ from SECRET_KEY: they are changed for different reasons.")
    if not ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS is not set: list the host names of the CMS, separated by commas.")
    if any("*" in host for host in ALLOWED_HOSTS):
        found.append("ALLOWED_HOSTS must not contain *: list the host names of the CMS.")
    for name in ("HEALTH_TOKEN", "METRICS_TOKEN"):
        if globals()[name] and is_guessable(globals()[name]):
            found.append(f"{name} is too short or guessable: make one with `openssl rand -hex 32`.")
    if DEMO_LOGIN:
        found.append("DEMO_LOGIN must not be set: the demo password is public.")
    found += url_problems("FRONTEND_URL") + url_problems("CMS_BASE_URL")
    if any(network.prefixlen == 0 for network in trusted_networks(TRUSTED_PROXIES)):
        found.append("TRUSTED_PROXIES must not contain every address: clients could claim to be anybody.")
    for name in ("FRONTEND_WEBHOOK_URL", "OIDC_SERVER_URL"):
        found += url_problems(name) if text(name) else []
    return found


if _problems := problems():
    _sentences = "\n".join(f"- {problem}" for problem in _problems)
    raise ImproperlyConfigured(f"The CMS cannot start in production (`make run` is for development):\n{_sentences}")

# For programs that collect logs.
LOG_FORMAT = text("LOG_FORMAT", "json")
LOGGING["handlers"]["console"]["formatter"] = LOG_FORMAT  # type: ignore[index]

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", True)
# Health checks come from the internal network, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^livez$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = number("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = flag("SECURE_HSTS_PRELOAD", False)
# Both also affect other hosts of the domain, for months and irreversibly, so the domain owner has to decide: they can
# be set above, but `check --deploy` does not demand them.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# The editor shows its own pages in frames (previews, the user bar), so this host may frame itself.
SILENCED_SYSTEM_CHECKS += ["security.W019"]
