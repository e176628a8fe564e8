"""Settings of the tests: the same on every machine, whatever its environment says.

Two variables count: DATABASE_URL, so that the same tests can run against PostgreSQL, and EXTRA_APPS, so that
applications of your own can be tested with ours.
"""

import os
from tempfile import TemporaryDirectory

import environ

# Kept in a name: the folder is deleted together with this object, when the process ends.
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
    # Most tests are one transaction, in which the change log is not written. Those of stored answers turn this on.
    "STORED_RESPONSES": "off",
}

from .base import *

if DATABASES["default"]["ENGINE"] == "pages.database.sqlite3":
    # A file, not memory: connections of several threads then lock each other as they do in earnest. It need not
    # survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# Hashing is slow on purpose; tests sign in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files straight from the packages: nothing has been collected.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
