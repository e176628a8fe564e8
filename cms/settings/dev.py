"""Settings of `make run`: one machine, no service, nothing to configure.

The only module that reads a `.env` file (beside manage.py). Production takes its environment from whatever starts the
process, and tests from nowhere. A variable of the real environment wins over the file.
"""

from pathlib import Path

import environ

_environment_file = Path(__file__).resolve().parents[2] / ".env"
if _environment_file.is_file():
    environ.Env.read_env(_environment_file)

from .base import *

DEBUG = flag("DEBUG", True)
DEMO_LOGIN = flag("DEMO_LOGIN", True)

# Fixed, so that sessions and image addresses survive a restart. Production refuses both.
SECRET_KEY = SECRET_KEY or "django-insecure-development-key-that-everybody-can-read-0001"
IMAGE_SIGNING_KEY = IMAGE_SIGNING_KEY or "django-insecure-development-key-that-everybody-can-read-0002"

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", ".localhost", "127.0.0.1", "[::1]"]
