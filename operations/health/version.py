"""What runs here."""

import platform

import django
import wagtail
from django.conf import settings

from operations.health.health_check import Finding, ok


def judge_version() -> Finding:
    """Name the release, and the libraries that matter most."""
    release = settings.RELEASE or "without a name (RELEASE)"
    libraries = f"Wagtail {wagtail.__version__}, Django {django.__version__}, Python {platform.python_version()}"
    return ok(f"Release {release}; {libraries}.")
