"""Settings that every environment shares. Do not use this module directly: use `dev`, `test` or `production`.

Every value that differs between installations is an environment variable; `.env.example` explains each. A variable
that is set but empty counts as not set, because container tools pass a variable without a value as an empty string.
"""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from pages.accounts.client_address import trusted_networks

from .databases import SQLITE, replicas_of, with_our_engine
from .environment import env, flag, number, secret, secrets, text, words

BASE_DIR = Path(__file__).resolve().parents[2]


def origin(url: str) -> str:
    """Return the scheme, host and port of a URL, which browsers compare in their security policies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# Identity

# That of this release, as in pyproject.toml.
VERSION = "0.2.0"
SITE_NAME = text("SITE_NAME", "Coalition CMS")
CMS_BASE_URL = text("CMS_BASE_URL", "http://localhost:8000").rstrip("/")
FRONTEND_URL = text("FRONTEND_URL", "http://localhost:3000").rstrip("/")

# Secrets and hosts

DEBUG = flag("DEBUG", False)
SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = secrets("SECRET_KEY_FALLBACKS")
IMAGE_SIGNING_KEY = secret("IMAGE_SIGNING_KEY")
IMAGE_SIGNING_KEY_FALLBACKS = secrets("IMAGE_SIGNING_KEY_FALLBACKS")
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [origin(CMS_BASE_URL)]
# Only behind a proxy that always sets or removes this header: otherwise a client could claim to use HTTPS.
if flag("TRUST_X_FORWARDED_PROTO", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Proxies in front of the CMS, which set or extend X-Forwarded-For: addresses, networks, and `unix` for those that
# connect by a Unix socket. Nobody else is believed who a request comes from (pages/accounts/client_address.py).
TRUSTED_PROXIES = words("TRUSTED_PROXIES")
try:
    trusted_networks(TRUSTED_PROXIES)
except ValueError as _error:
    raise ImproperlyConfigured(
        f"TRUSTED_PROXIES must list addresses or networks such as 10.0.0.0/8, or unix: {_error}."
    ) from _error
# The demo accounts have a published password, so they may sign in only if this is on.
DEMO_LOGIN = flag("DEMO_LOGIN", False)

# Applications

INSTALLED_APPS = [
    # First, so that their templates override ours.
    *words("EXTRA_APPS"),
    # Before `pages`, whose admin pages it adds a banner to.
    "operations",
    # Before `pages` too: its page for signing in adds to that of `pages`.
    "accounts",
    "pages",
    "api",
    "delivery",
    "archives",
    "backups",
    "arrivals",
    "links",
    "privacy",
    "releases",
    "cms",
    "demo",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "wagtail_headless_preview",
    "modelcluster",
    "taggit",
    "django_countries",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "rest_framework",
    "corsheaders",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    # Outermost, so that whatever the others log has the id.
    "operations.logs.middleware.RequestIdMiddleware",
    "cms.middleware.ProbeMiddleware",
    # Outermost of the others, so that every error under /api/, returned or raised, becomes a JSON problem.
    "api.requests.middleware.ProblemMiddleware",
    # As far out as possible, because a stored response needs none of the other middleware.
    "api.stored_responses.middleware.StoredResponseMiddleware",
    # Before that of CSRF, for which a method that a view does not have is a form without a token.
    "cms.methods.MethodsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.PublicCorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.NoIndexMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sessions.middleware.SessionListMiddleware",
    # Outside the transaction of the admin, so that a refused attempt is one in the database too.
    "axes.middleware.AxesMiddleware",
    "accounts.second_factor.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "pages.editor.exports.SafeExportsMiddleware",
    "pages.editor.time_zone.SiteTimeZoneMiddleware",
    # Inside the session middleware, so that a content change and its change log entry are one transaction, and a
    # session that cannot be saved does not roll the content back.
    "pages.editor.middleware.AtomicAdminMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
# Serves only the stream of changes.
ASGI_APPLICATION = "cms.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data: the database and the uploaded files of a single machine live in one folder

DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / "data"))).absolute()

if text("DATABASE_URL"):
    DATABASES = {"default": with_our_engine(env.db_url("DATABASE_URL"))}
else:
    # SQLite creates the file, but not the folder.
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES = {"default": with_our_engine({"ENGINE": SQLITE, "NAME": str(DATA_DIR / "db.sqlite3")})}

# Copies of the database that answer reads of the API. One that lags by more seconds is left until it has caught up.
_replicas = replicas_of(DATABASES["default"])
DATABASE_REPLICAS = list(_replicas)
DATABASES |= _replicas
# Django asks a router for every query; without replicas there is nothing to ask.
DATABASE_ROUTERS = ["pages.database.reading.ReplicaRouter"] if DATABASE_REPLICAS else []
DATABASE_REPLICA_MAX_LAG = number("DATABASE_REPLICA_MAX_LAG", 5)
if not 1 <= DATABASE_REPLICA_MAX_LAG <= 60:
    raise ImproperlyConfigured("DATABASE_REPLICA_MAX_LAG must be between 1 and 60 seconds.")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_cache_url = text("CACHE_URL", "locmemcache://")
if _cache_url.startswith(("redis://", "rediss://", "valkey://", "valkeys://")):
    # Imported here, because it takes 20 MB of each process.
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            # The client knows only its own scheme; the protocol is the same.
            "LOCATION": _cache_url.replace("valkey", "redis", 1),
            "OPTIONS": {
                # Everything in the cache can be rebuilt: do without the cache rather than wait for it.
                "SOCKET_CONNECT_TIMEOUT": 1,
                "SOCKET_TIMEOUT": 1,
                # Retry once, because the server may have closed an idle connection.
                "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 1)},
            },
        }
    }
else:
    CACHES = {"default": env.cache_url_config(_cache_url)}
    if _cache_url.startswith("locmemcache:"):
        CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 5000}
# Complete responses are stored in the memory of each process, and also in the cache if processes share one.
STORED_RESPONSES = flag("STORED_RESPONSES", True)
STORED_RESPONSES_MEGABYTES = number("STORED_RESPONSES_MEGABYTES", 256)
# Shortcuts that can be switched off, to look for a fault or to measure what they gain (docs/performance.md).
PREPARED_QUERIES = flag("PREPARED_QUERIES", True)
INSTANCES_WITHOUT_INIT = flag("INSTANCES_WITHOUT_INIT", True)
STORED_RESPONSES_BEFORE_DJANGO = flag("STORED_RESPONSES_BEFORE_DJANGO", True)
STORED_PARTS = flag("STORED_PARTS", True)
# The name of the deployed release, such as a commit. If it is empty, each process reads the code when it starts.
RELEASE = text("RELEASE")
STORED_RESPONSES_SHARED = not _cache_url.startswith(("locmemcache:", "dummycache:"))
# Seconds for which a CDN that is purged by tag may serve a response: while it is fresh, then stale while it revalidates
# the response, and stale while the CMS returns errors.
CDN_MAX_AGE = number("CDN_MAX_AGE", 0)
CDN_STALE_WHILE_REVALIDATE = number("CDN_STALE_WHILE_REVALIDATE", 60)
CDN_STALE_IF_ERROR = number("CDN_STALE_IF_ERROR", 86_400)
for _name in ("STORED_RESPONSES_MEGABYTES", "CDN_MAX_AGE", "CDN_STALE_WHILE_REVALIDATE", "CDN_STALE_IF_ERROR"):
    if globals()[_name] < 0:
        raise ImproperlyConfigured(f"{_name} must not be negative.")

CACHES["default"]["KEY_PREFIX"] = text("CACHE_KEY_PREFIX", "coalition-cms")

MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_BUCKET_NAME = text("MEDIA_BUCKET_NAME")
# Under which versions before 0.2.0 had browsers load pictures. `check --deploy` asks whether it still gives away files.
MEDIA_BUCKET_CUSTOM_DOMAIN = text("MEDIA_BUCKET_CUSTOM_DOMAIN")
MEDIA_BUCKET_ENDPOINT_URL = text("MEDIA_BUCKET_ENDPOINT_URL")
MEDIA_BUCKET_REGION = text("MEDIA_BUCKET_REGION")

STATIC_URL = "/static/"
STATIC_ROOT = Path(text("STATIC_ROOT", str(BASE_DIR / "static"))).absolute()

STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if MEDIA_BUCKET_NAME:
    STORAGES["default"] = {
        "BACKEND": "pages.uploads.bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET_NAME,
            "endpoint_url": MEDIA_BUCKET_ENDPOINT_URL or None,
            "region_name": MEDIA_BUCKET_REGION or None,
            "file_overwrite": False,
        },
    }

# Backups: a bucket for them, and for whom they are encrypted

# Where they go unless a command says otherwise.
BACKUP_PLACE = text("BACKUP_PLACE")
# By default as that of the uploads.
BACKUP_BUCKET_ENDPOINT_URL = text("BACKUP_BUCKET_ENDPOINT_URL", MEDIA_BUCKET_ENDPOINT_URL)
BACKUP_BUCKET_REGION = text("BACKUP_BUCKET_REGION", MEDIA_BUCKET_REGION)
BACKUP_ENCRYPTION = text("BACKUP_ENCRYPTION")
if BACKUP_ENCRYPTION not in ("", "age", "gpg"):
    raise ImproperlyConfigured("BACKUP_ENCRYPTION must be age or gpg, or empty.")
BACKUP_RECIPIENTS = words("BACKUP_RECIPIENTS")
if any(recipient.startswith("-") for recipient in BACKUP_RECIPIENTS):
    raise ImproperlyConfigured("BACKUP_RECIPIENTS must name keys: none begins with a dash.")
BACKUP_AGE_IDENTITY = text("BACKUP_AGE_IDENTITY")
# The commands by which `manage.py upgrade` replaces running programs, separated by commas.
UPGRADE_RELOAD = words("UPGRADE_RELOAD")

# Which process publishes on time, tells receivers, runs tasks and tidies up: `manage.py run_worker`, or, on a small
# machine, the web server itself.
BACKGROUND_WORK = text("BACKGROUND_WORK", "worker")
if BACKGROUND_WORK not in ("worker", "web"):
    raise ImproperlyConfigured("BACKGROUND_WORK must be one of: worker, web.")

# Tasks: inside the request by default; `database` needs background work

_task_backend = text("TASK_BACKEND", "immediate")
_task_backends = {
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
if _task_backend not in _task_backends:
    raise ImproperlyConfigured(f"TASK_BACKEND must be one of: {', '.join(_task_backends)}.")
TASKS = {"default": {"BACKEND": _task_backends[_task_backend]}}
TASKS_ARE_QUEUED = _task_backend == "database"

# E-mail

_email = env.email_url_config(text("EMAIL_URL", "consolemail://"))
# Records failures, for the health page, and has this one send.
EMAIL_BACKEND = "operations.mail.RecordingBackend"
MAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = _email.get("EMAIL_FILE_PATH") or None
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "cms@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Accounts

AUTH_USER_MODEL = "pages.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
AUTHENTICATION_BACKENDS = [
    # First: refuses an attempt before a password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "accounts.signing_in.password_reset.PasswordResetForm"  # noqa: S105

# Failed attempts to sign in, with wrong passwords or codes, after which an account or an address has to wait.
SIGN_IN_FAILURES_PER_ACCOUNT = number("SIGN_IN_FAILURES_PER_ACCOUNT", 10)
SIGN_IN_FAILURES_PER_ADDRESS = number("SIGN_IN_FAILURES_PER_ADDRESS", 50)
SIGN_IN_COOL_OFF_MINUTES = number("SIGN_IN_COOL_OFF_MINUTES", 15)
# For how many days sign-ins and failed attempts are noted.
SIGN_IN_LOG_DAYS = number("SIGN_IN_LOG_DAYS", 90)
for _name in (
    *("SIGN_IN_FAILURES_PER_ACCOUNT", "SIGN_IN_FAILURES_PER_ADDRESS"),
    *("SIGN_IN_COOL_OFF_MINUTES", "SIGN_IN_LOG_DAYS"),
):
    if globals()[_name] < 1:
        raise ImproperlyConfigured(f"{_name} must be at least 1.")
AXES_HANDLER = "accounts.throttling.handler.TwoLimits"
AXES_FAILURE_LIMIT = 1  # of the two limits
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=SIGN_IN_COOL_OFF_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_USERNAME_CALLABLE = "accounts.throttling.names.name_of_attempt"
AXES_CLIENT_IP_CALLABLE = "pages.accounts.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.throttling.refusal.refusal"
# Not stored with an attempt: a password can be typed into any field.
AXES_SENSITIVE_PARAMETERS = ["username", "email", "code", "credential", "csrfmiddlewaretoken", "next"]

# Second factors, sessions, OpenID Connect
ACCOUNT_ADAPTER = "accounts.adapters.account.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"{SITE_NAME}: "
# `accounts.throttling` counts in the database instead: the cache may be that of one process, or away.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "accounts.adapters.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.second_factor.forms.SecondFactorForm",
    "reauthenticate": "accounts.second_factor.forms.ConfirmationForm",
    "add_webauthn": "accounts.second_factor.forms.AddPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
# Codes of the half minute before and after, for clocks that are not exact (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
# Groups whose members need a second factor; `Administrator` means superusers, `*` everybody.
MFA_REQUIRED_GROUPS = words("MFA_REQUIRED_GROUPS")
USERSESSIONS_TRACK_ACTIVITY = False

# Signing in with an identity provider. Off while OIDC_SERVER_URL is empty.
OIDC_SERVER_URL = text("OIDC_SERVER_URL").rstrip("/")
OIDC_CLIENT_ID = text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = secret("OIDC_CLIENT_SECRET")
OIDC_NAME = text("OIDC_NAME", "single sign-on")
# The claim with the groups of a user, and which of our groups each of them is: theirs=ours,theirs=ours.
OIDC_GROUPS_CLAIM = text("OIDC_GROUPS_CLAIM", "groups")
if _wrong := [pair for pair in words("OIDC_GROUPS") if not re.fullmatch(r"[^=]+=[^=]+", pair)]:
    raise ImproperlyConfigured(f"OIDC_GROUPS must list pairs such as cms-editors=Editor, not “{_wrong[0]}”.")
OIDC_GROUPS = {
    theirs.strip(): ours.strip() for theirs, _, ours in (pair.partition("=") for pair in words("OIDC_GROUPS"))
}
if OIDC_SERVER_URL and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    raise ImproperlyConfigured("OIDC_SERVER_URL needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, which the provider gives.")
SOCIALACCOUNT_ADAPTER = "accounts.adapters.openid_connect.OpenIDConnectAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "sso",
            "name": OIDC_NAME,
            "client_id": OIDC_CLIENT_ID,
            "secret": OIDC_CLIENT_SECRET,
            "settings": {"server_url": OIDC_SERVER_URL, "oauth_pkce_enabled": True},
        }
    ]

# Languages and time


def language_name(code: str) -> str:
    """Return the English name of a language code, or the code itself if Django does not know it."""
    for known in (code.lower(), code.lower().split("-")[0]):
        if "name" in LANG_INFO.get(known, {}):
            return str(LANG_INFO[known]["name"]) if known == code.lower() else f"{LANG_INFO[known]['name']} ({code})"
    return code


LANGUAGE_CODE = text("LANGUAGE_CODE", "en")
# The default language is always one of the locales, whether or not the list contains it.
LANGUAGES = [(code, language_name(code)) for code in dict.fromkeys([LANGUAGE_CODE, *words("LOCALES")])]
USE_I18N = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = len(LANGUAGES) > 1
# Two tags differ by more than their capitals.
TAGGIT_CASE_INSENSITIVE = True
TIME_ZONE = text("TIME_ZONE", "UTC")
# The editor names the time zone of every time that it shows.
FORMAT_MODULE_PATH = ["cms.formats"]
# ISO 3166-1 reserves these codes and assigns them to nobody; addresses use them (Unicode CLDR, territories).
COUNTRIES_OVERRIDE = {
    "AC": "Ascension Island",
    "CP": "Clipperton Island",
    "CQ": "Sark",
    "DG": "Diego Garcia",
    "EA": "Ceuta & Melilla",
    "IC": "Canary Islands",
    "TA": "Tristan da Cunha",
    "XK": "Kosovo",
}
# The order of month and day in dates that editors type in digits; by default, that of LANGUAGE_CODE.
DATE_ORDER = text("DATE_ORDER").upper()
if DATE_ORDER not in ("", "MDY", "DMY", "YMD"):
    raise ImproperlyConfigured("DATE_ORDER must be MDY, DMY or YMD, or empty.")
USE_TZ = True

# The currency in which the prices of new events are (ISO 4217).
CURRENCY = text("CURRENCY", "USD").upper()
if not re.fullmatch("[A-Z]{3}", CURRENCY):
    raise ImproperlyConfigured("CURRENCY must be three letters, such as USD.")

# Browsers

X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pages.editor.csrf_failure.csrf_failure"

CONTENT_SECURITY_POLICY = {
    # Browsers do not render JSON, and half a kilobyte of policy would often be larger than the response body.
    "EXCLUDE_URL_PREFIXES": ["/api/", "/feeds/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        # Wagtail's inline scripts are made into data (pages/editor/inline_scripts.py). Its styles are inline, too.
        "script-src": ["'self'"],
        # “return;”, by which the library that marks the focal point of an image looks whether touch events exist.
        "script-src-attr": ["'unsafe-hashes'", "'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'"],
        # The preview panel shows the frontend.
        "frame-src": ["'self'", origin(FRONTEND_URL)],
        "connect-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        # The button of single sign-on leads to the provider.
        "form-action": ["'self'", *([origin(OIDC_SERVER_URL)] if OIDC_SERVER_URL else [])],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
    },
}

# For applications of your own whose pages in the admin have inline scripts: allows them, and only reports them.
ADMIN_INLINE_SCRIPTS = flag("ADMIN_INLINE_SCRIPTS", False)
# Where browsers report what the policy has refused.
CONTENT_SECURITY_REPORT_URI = text("CONTENT_SECURITY_REPORT_URI")
_directives: dict[str, object] = CONTENT_SECURITY_POLICY["DIRECTIVES"]  # type: ignore[assignment]
if CONTENT_SECURITY_REPORT_URI:
    _directives["report-uri"] = CONTENT_SECURITY_REPORT_URI
CONTENT_SECURITY_POLICY_REPORT_ONLY: dict[str, object] | None = None
if ADMIN_INLINE_SCRIPTS:
    if CONTENT_SECURITY_REPORT_URI:
        CONTENT_SECURITY_POLICY_REPORT_ONLY = {**CONTENT_SECURITY_POLICY, "DIRECTIVES": dict(_directives)}
    _directives["script-src"] = ["'self'", "'unsafe-inline'"]
    del _directives["script-src-attr"]

CORS_URLS_REGEX = r"^/(?:api|feeds|images)/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = [
    *(
        "accept",
        "cache-control",
        "changes-cursor",
        "content-type",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "last-event-id",
        "preview-token",
    ),
]
CORS_EXPOSE_HEADERS = ["ETag", "Cache-Tag", "Surrogate-Key", "Retry-After", "X-Request-Id", "Location"]

# The page editor posts one field per input; a long page has more of them, and more text, than Django expects.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# "example.org" typed into a URL field becomes https://example.org.
FORMS_URLFIELD_ASSUME_HTTPS = True

# The API

REST_FRAMEWORK: dict[str, object] = {
    # Public responses depend on no cookie and no account, so any cache may store them.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": None,
    # The views check `format` themselves, so that an invalid value is a bad request like any other.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "api.schema.auto_schema.ApiSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Coalition CMS API",
    "DESCRIPTION": "Read-only JSON of everything public. Errors are problems (RFC 9457).",
    "VERSION": VERSION,
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v2/",
    "PREPROCESSING_HOOKS": ["api.schema.hooks.only_this_api"],
    "POSTPROCESSING_HOOKS": ["api.schema.vocabularies.named_vocabularies", "api.schema.hooks.arranged"],
    "COMPONENT_SPLIT_REQUEST": False,
    "SCHEMA_COERCE_PATH_PK": False,
    # Serve the scripts and styles of the documentation pages from this host.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
# The number of days for which clients of the change log can continue from their last position.
CHANGES_RETENTION_DAYS = number("CHANGES_RETENTION_DAYS", 30)
if CHANGES_RETENTION_DAYS < 1:
    raise ImproperlyConfigured("CHANGES_RETENTION_DAYS must be at least 1.")
# The stream of changes: how many clients its process serves at once, and its public URL, to which the API redirects. It
# is empty if there is no stream, or if a proxy leads `/api/v2/changes/stream/` to it.
STREAM_CLIENTS = number("STREAM_CLIENTS", 10_000)
if STREAM_CLIENTS < 1:
    raise ImproperlyConfigured("STREAM_CLIENTS must be at least 1.")
STREAM_URL = text("STREAM_URL")
if STREAM_URL and (not re.match("https?://", STREAM_URL) or "?" in STREAM_URL):
    raise ImproperlyConfigured("STREAM_URL must be a URL such as https://stream.example.org/api/v2/changes/stream/.")
# The server of the Model Context Protocol: how many requests it answers at once, the `Host` names and ports by which it
# is reached, and the origins whose scripts may ask it.
MCP_CONCURRENCY = number("MCP_CONCURRENCY", 4)
if MCP_CONCURRENCY < 1:
    raise ImproperlyConfigured("MCP_CONCURRENCY must be at least 1.")
MCP_ALLOWED_HOSTS = words("MCP_ALLOWED_HOSTS")
MCP_ALLOWED_ORIGINS = words("MCP_ALLOWED_ORIGINS")
# Seconds after which PostgreSQL cancels a statement of the API, the feeds or the sitemap; the response is then 503.
API_STATEMENT_TIMEOUT = number("API_STATEMENT_TIMEOUT", 5)
if API_STATEMENT_TIMEOUT < 0:
    raise ImproperlyConfigured("API_STATEMENT_TIMEOUT must not be negative; 0 means no limit.")
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.images.upload_form.ImageForm"

# Imports

# The largest file that is read, and the largest one that is downloaded for it, in bytes.
IMPORT_LARGEST_FILE = number("IMPORT_LARGEST_FILE", 2 * 1024**3)
IMPORT_LARGEST_DOWNLOAD = number("IMPORT_LARGEST_DOWNLOAD", 20 * 1024**2)
if min(IMPORT_LARGEST_FILE, IMPORT_LARGEST_DOWNLOAD) < 1:
    raise ImproperlyConfigured("IMPORT_LARGEST_FILE and IMPORT_LARGEST_DOWNLOAD must be at least 1.")
# Whether what a source names may be downloaded from a private network, or from this machine.
IMPORT_ALLOW_PRIVATE = flag("IMPORT_ALLOW_PRIVATE", False)

# Links

# Whether background work asks other sites, at night, if the links to them still work; the seconds between two requests
# to one host; whether links into private networks are followed.
CHECK_LINKS = flag("CHECK_LINKS", True)
LINKS_PACE = number("LINKS_PACE", 3)
if not 0 <= LINKS_PACE <= 60:
    raise ImproperlyConfigured("LINKS_PACE must be between 0 and 60 seconds.")
LINKS_ALLOW_PRIVATE = flag("LINKS_ALLOW_PRIVATE", False)

# Consents

# How many days before the last day of a consent an e-mail reminds of it; 0 for none.
CONSENT_REMINDER_DAYS = number("CONSENT_REMINDER_DAYS", 30)
if not 0 <= CONSENT_REMINDER_DAYS <= 366:
    raise ImproperlyConfigured("CONSENT_REMINDER_DAYS must be between 0 and 366.")

# Deliveries

# The frontend's webhook: with the secret, it is told of every change. Frontends of one's own have it where they like.
FRONTEND_WEBHOOK_SECRET = secret("FRONTEND_WEBHOOK_SECRET")
FRONTEND_WEBHOOK_URL = text("FRONTEND_WEBHOOK_URL", f"{FRONTEND_URL}/api/revalidate")
# Whether every subscription may have an address in a private network, or of this machine.
DELIVERY_ALLOW_PRIVATE = flag("DELIVERY_ALLOW_PRIVATE", False)
# The seconds in which a receiver has to answer, and how many are told at once by one worker.
DELIVERY_TIMEOUT = number("DELIVERY_TIMEOUT", 10)
if not 1 <= DELIVERY_TIMEOUT <= 60:
    raise ImproperlyConfigured("DELIVERY_TIMEOUT must be between 1 and 60 seconds.")
DELIVERY_THREADS = number("DELIVERY_THREADS", 8)
if not 1 <= DELIVERY_THREADS <= 100:
    raise ImproperlyConfigured("DELIVERY_THREADS must be between 1 and 100.")
# For how many days the log of deliveries is kept.
DELIVERY_LOG_DAYS = number("DELIVERY_LOG_DAYS", 30)
if DELIVERY_LOG_DAYS < 1:
    raise ImproperlyConfigured("DELIVERY_LOG_DAYS must be at least 1.")

# Operations

# What the details of /readyz are told to: requests with `Authorization: Bearer` and this token. Empty: to nobody.
HEALTH_TOKEN = secret("HEALTH_TOKEN")
# A loop of the worker that was silent for so many seconds counts as dead; it writes a sign of life every ten.
HEARTBEAT_SECONDS = number("HEARTBEAT_SECONDS", 60)
if HEARTBEAT_SECONDS < 30:
    raise ImproperlyConfigured("HEARTBEAT_SECONDS must be at least 30.")
# Whether every page of the admin tells site managers of a dead worker.
HEALTH_BANNER = flag("HEALTH_BANNER", True)
# With fewer free megabytes on the disk of the uploads, it counts as full; with less than four times as many, soon.
HEALTH_FREE_MEGABYTES = number("HEALTH_FREE_MEGABYTES", 50)
# A database that takes longer to answer counts as slow, and tasks and receivers that wait longer count as late.
HEALTH_DATABASE_MILLISECONDS = number("HEALTH_DATABASE_MILLISECONDS", 100)
HEALTH_BACKLOG_SECONDS = number("HEALTH_BACKLOG_SECONDS", 600)
for _name in ("HEALTH_FREE_MEGABYTES", "HEALTH_DATABASE_MILLISECONDS", "HEALTH_BACKLOG_SECONDS"):
    if globals()[_name] < 1:
        raise ImproperlyConfigured(f"{_name} must be at least 1.")

# For how many days the results of tasks, and what is noted of failed e-mails, are kept.
TASK_RESULTS_DAYS = number("TASK_RESULTS_DAYS", 14)
MAIL_FAILURES_DAYS = number("MAIL_FAILURES_DAYS", 90)
if TASK_RESULTS_DAYS < 1 or MAIL_FAILURES_DAYS < 1:
    raise ImproperlyConfigured("TASK_RESULTS_DAYS and MAIL_FAILURES_DAYS must be at least 1.")
# /metrics for Prometheus, to requests with `Authorization: Bearer` and this token. Empty: nothing is counted.
METRICS_TOKEN = secret("METRICS_TOKEN")
# Only behind a proxy that always sets or removes this header: otherwise clients choose the ids in our log.
TRUST_X_REQUEST_ID = flag("TRUST_X_REQUEST_ID", False)
# Requests and statements that take so long are logged; 0 logs none.
SLOW_REQUEST_MILLISECONDS = number("SLOW_REQUEST_MILLISECONDS", 2000)
SLOW_STATEMENT_MILLISECONDS = number("SLOW_STATEMENT_MILLISECONDS", 500)
if SLOW_REQUEST_MILLISECONDS < 0 or SLOW_STATEMENT_MILLISECONDS < 0:
    raise ImproperlyConfigured("SLOW_REQUEST_MILLISECONDS and SLOW_STATEMENT_MILLISECONDS must not be negative.")
# Faults go there, if `sentry-sdk` is installed.
SENTRY_DSN = secret("SENTRY_DSN")
# The collector to which traces go, if OpenTelemetry's libraries are installed, and the share of requests traced.
OTEL_EXPORTER_OTLP_ENDPOINT = text("OTEL_EXPORTER_OTLP_ENDPOINT")
TRACED_SHARE = env.float("TRACED_SHARE") if text("TRACED_SHARE") else 1.0
if not 0 <= TRACED_SHARE <= 1:
    raise ImproperlyConfigured("TRACED_SHARE must be between 0 and 1.")

# Preview

PREVIEW_PATH = text("PREVIEW_PATH", "/preview")
PREVIEW_TIMEOUT = number("PREVIEW_TIMEOUT", 900)
if not 60 <= PREVIEW_TIMEOUT <= 3600:
    raise ImproperlyConfigured("PREVIEW_TIMEOUT must be between 60 and 3600 seconds.")
# How often one token may be used, and how often one IP address may try tokens that do not exist.
PREVIEW_RATES = {
    "token": text("PREVIEW_RATE", "240/min"),
    "unknown_token": text("PREVIEW_UNKNOWN_TOKEN_RATE", "20/min"),
}
for _name, _rate in PREVIEW_RATES.items():
    if not re.fullmatch(r"[1-9][0-9]{0,6}/(s|sec|min|hour|day)", _rate):
        raise ImproperlyConfigured(f"The preview rate “{_name}” must have the form 240/min, not “{_rate}”.")
WAGTAIL_HEADLESS_PREVIEW = {
    "CLIENT_URLS": {"default": FRONTEND_URL},
    # Without the redirect, the editor can neither keep the scroll position nor run its content checks.
    "REDIRECT_ON_PREVIEW": True,
    "ENFORCE_TRAILING_SLASH": False,
    "SERVE_BASE_URL": None,
}

# Wagtail

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = CMS_BASE_URL
WAGTAILAPI_BASE_URL = CMS_BASE_URL
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "pages.search.admin_backend"}}
# `pages.urls` creates them instead: in the same transaction, with frontend paths, for many pages at once.
WAGTAILREDIRECTS_AUTO_CREATE = False
# The editor's browser sends requests to no other server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

WAGTAILIMAGES_IMAGE_MODEL = "pages.Image"
# No SVG: it can carry scripts.
# How many renditions all processes on a machine make at once, and how many seconds a request waits for its turn.
RENDITIONS_AT_ONCE = number("RENDITIONS_AT_ONCE", 2)
if not 1 <= RENDITIONS_AT_ONCE <= 64:
    raise ImproperlyConfigured("RENDITIONS_AT_ONCE must be between 1 and 64.")
RENDITION_WAIT = number("RENDITION_WAIT", 5)
if not 0 <= RENDITION_WAIT <= 60:
    raise ImproperlyConfigured("RENDITION_WAIT must be between 0 and 60 seconds.")
# The largest pictures that are taken and resized. benchmarks/rendition_memory.py measures what resizing takes.
IMAGE_MEGAPIXELS = number("IMAGE_MEGAPIXELS", 50)
if not 1 <= IMAGE_MEGAPIXELS <= 170:
    raise ImproperlyConfigured("IMAGE_MEGAPIXELS must be between 1 and 170.")
IMAGE_LONGEST_SIDE = number("IMAGE_LONGEST_SIDE", 20_000)
if not 1000 <= IMAGE_LONGEST_SIDE <= 65_500:
    raise ImproperlyConfigured("IMAGE_LONGEST_SIDE must be between 1000 and 65500 pixels.")
WAGTAILIMAGES_MAX_IMAGE_PIXELS = IMAGE_MEGAPIXELS * 10**6
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024

WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.editor.document_form.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Serve documents through a view, never by a link to the storage, so that a restricted document stays restricted.
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# Logging: lines on standard error, which the process supervisor collects

LOG_FORMAT = text("LOG_FORMAT", "line")
if LOG_FORMAT not in ("line", "json"):
    raise ImproperlyConfigured("LOG_FORMAT must be line or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Both leave out secrets.
    "formatters": {
        "line": {
            "()": "operations.logs.formatters.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "operations.logs.formatters.JsonFormatter"},
    },
    "filters": {
        "without_traceback": {"()": "cms.logging.WithoutTraceback"},
        "outages": {"()": "operations.logs.outages.OutageFilter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["outages"]}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO").upper()},
    # Without Django's own handlers, which would print each line a second time.
    "loggers": {
        "django": {"level": text("LOG_LEVEL", "INFO").upper()},
        # Through the handler above, which leaves out tokens in URLs.
        "django.server": {"level": text("LOG_LEVEL", "INFO").upper()},
        "django.security.DisallowedHost": {"filters": ["without_traceback"]},
        # It logs two lines for every task, and saving a page runs several.
        "django_tasks": {"level": "WARNING"},
        # It says its version whenever a process starts.
        "axes.apps": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
