"""Settings of `make run`: one machine, no services, nothing to configure.

Besides `make run`, only this settings module reads the `.env` file of the project. Production reads a file only if
`ENV_FILE` names one, and tests ignore both. Variables that are already set take precedence over the file.
"""

from pathlib import Path

import environ

_environment_file = Path(__file__).resolve().parents[2] / ".env"
if _environment_file.is_file():
    environ.Env.read_env(_environment_file)

from .base import *
from .environment import flag

DEBUG = flag("DEBUG", True)
DEMO_LOGIN = flag("DEMO_LOGIN", True)
# Other sites are not asked about the links of drafts and demonstrations.
CHECK_LINKS = flag("CHECK_LINKS", False)

# Fixed, so that sessions and image URLs survive a restart. Production rejects both.
SECRET_KEY = SECRET_KEY or "django-insecure-development-key-that-everybody-can-read-0001"
IMAGE_SIGNING_KEY = IMAGE_SIGNING_KEY or "django-insecure-development-key-that-everybody-can-read-0002"

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", ".localhost", "127.0.0.1", "[::1]"]

# Passkeys work at http://localhost, which browsers trust like https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
