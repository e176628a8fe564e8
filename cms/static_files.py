"""The static files that `manage.py collectstatic` copies, compresses and lists."""

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages


def refuse_without_static_files() -> None:
    """Raise ``ImproperlyConfigured`` if production has no list of its static files.

    Without it, every page of the editor and the documentation of the API would be a 500, while the API works and health
    checks pass. Do nothing in development, where static files come from the packages.
    """
    storage: object = storages["staticfiles"]
    if isinstance(storage, ManifestFilesMixin) and storage.read_manifest() is None:
        raise ImproperlyConfigured(
            f"There are no static files in {settings.STATIC_ROOT}: run `manage.py collectstatic --noinput`, with the "
            "same settings, before the server starts."
        )
