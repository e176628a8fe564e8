"""Settings of the tests: the same on every machine, whatever its environment.

Two variables are read: DATABASE_URL, so that the same tests can run against PostgreSQL, and EXTRA_APPS, so that your
own applications can be tested with ours.
"""

import os
from tempfile import TemporaryDirectory

import environ

# Assigned to a name because the folder is deleted together with this object, when the process ends.
_data = TemporaryDirectory(prefix="coalition-cms-tests-", ignore_cleanup_errors=True)

environ.Env.ENVIRON = {
    "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
    "EXTRA_APPS": os.environ.get("EXTRA_APPS", ""),
    "DATA_DIR": _data.name,
    "SECRET_KEY": "django-insecure-test-key-0001",
    "IMAGE_SIGNING_KEY": "django-insecure-test-key-0002",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1,cms.example.org",
    "CMS_BASE_URL": "https://cms.example.org",
    "FRONTEND_URL": "https://www.example.org",
    "EMAIL_URL": "memorymail://",
    "LOG_LEVEL": "WARNING",
    # No worker runs beside the tests.
    "HEALTH_BANNER": "off",
    "CHECK_LINKS": "off",
    # Most tests run in one transaction, in which the change log is not written. Tests of stored responses turn this on.
    "STORED_RESPONSES": "off",
}

from .base import *

if DATABASES["default"]["ENGINE"] == "pages.database.sqlite3":
    # A file instead of memory, so that connections of several threads lock each other as in production. The file need
    # not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# Hashing is slow on purpose; tests sign in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Serve static files from the packages: `collectstatic` has not been run.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
