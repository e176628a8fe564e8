"""How much is read of what comes from elsewhere."""

from pathlib import Path

from django.conf import settings

from arrivals.sources.source import SourceError


def check_size(path: Path) -> None:
    """Raise ``SourceError`` if a file is larger than ``settings.IMPORT_LARGEST_FILE``."""
    size = path.stat().st_size
    if size > settings.IMPORT_LARGEST_FILE:
        raise SourceError(
            f"{path.name} has {size / 10**6:,.0f} MB. At most {settings.IMPORT_LARGEST_FILE / 10**6:,.0f} MB are read: "
            "IMPORT_LARGEST_FILE sets how much."
        )
