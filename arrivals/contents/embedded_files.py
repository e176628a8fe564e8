"""The pictures inside a document."""

import hashlib
from collections.abc import Callable
from typing import BinaryIO

from arrivals.records.file import ArrivingFile


class EmbeddedFiles:
    """Takes each picture once, however often it is shown. Its key follows from its content, in later versions too."""

    def __init__(self) -> None:
        self._files: dict[str, ArrivingFile] = {}

    @property
    def files(self) -> list[ArrivingFile]:
        """The pictures in the order in which they were taken."""
        return list(self._files.values())

    def take(self, open_file: Callable[[], BinaryIO], suffix: str, alternative_text: str) -> str:
        """Add a picture, and return the address that the text is to use for it. ``suffix`` begins with a dot."""
        digest = hashlib.sha256()
        with open_file() as stream:
            while chunk := stream.read(64 * 1024):
                digest.update(chunk)
        name = f"{digest.hexdigest()[:20]}{suffix.lower()}"
        self._files.setdefault(
            name,
            ArrivingFile(
                key=f"file:{name}",
                address=f"media/{name}",
                name=name,
                alternative_text=alternative_text or None,
                open=open_file,
            ),
        )
        return f"media/{name}"
