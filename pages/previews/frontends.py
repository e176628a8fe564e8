"""The websites that show previews."""

from django.conf import settings

from pages.visibility.paths import SitePaths


def frontend_origins() -> list[str]:
    """Return the origins of the frontends of this CMS, sorted."""
    return sorted({settings.FRONTEND_URL.rstrip("/"), *(root.root_url for root in SitePaths().roots)})
