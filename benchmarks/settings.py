"""The settings of the servers that are compared: those of production, without TLS and with the routes of all APIs.

Only these variables of the environment count: the database, the folder of uploads, the cache, and whether responses
are stored and pass the API's middleware.
"""

import os

import environ

PASSED_ON = (
    *("DATABASE_URL", "DATA_DIR", "CACHE_URL", "CACHE_KEY_PREFIX", "STORED_RESPONSES", "STORED_RESPONSES_MEGABYTES"),
    *("PREPARED_QUERIES", "INSTANCES_WITHOUT_INIT", "STORED_RESPONSES_BEFORE_DJANGO", "STORED_PARTS"),
    *("DATABASE_PREPARED_STATEMENTS", "WITHOUT_API_MIDDLEWARE", "STREAM_CLIENTS"),
)

environ.Env.ENVIRON = {
    **{name: os.environ.get(name, "") for name in PASSED_ON},
    "SECRET_KEY": "django-insecure-benchmark-key-0001",
    "IMAGE_SIGNING_KEY": "django-insecure-benchmark-key-0002",
    "ALLOWED_HOSTS": "127.0.0.1,testserver",
    "LOG_LEVEL": "WARNING",
}

from cms.settings.base import *
from cms.settings.environment import flag

ROOT_URLCONF = "benchmarks.urls"
if flag("WITHOUT_API_MIDDLEWARE", False):
    # The API's middleware would slow down the other APIs without any use to them.
    MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("api.")]
if DATABASES["default"]["ENGINE"] == "pages.database.sqlite3":
    # A file, because the servers open it too.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "benchmark.sqlite3")}
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
