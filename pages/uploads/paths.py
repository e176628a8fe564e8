"""Paths of uploaded files, which nobody can guess."""

import os.path
import secrets

#: The folders of originals and of renditions, and that of documents.
ORIGINALS, RENDITIONS, DOCUMENTS = "original_images", "images", "documents"


def unguessable_path(path: str, longest: int = 95) -> str:
    """Return the path with a random directory before its last part, cut if it has more than ``longest`` characters."""
    folder, name = os.path.split(path)
    folder = os.path.join(folder, secrets.token_urlsafe(16))
    stem, extension = os.path.splitext(name)
    # The column holds 100 characters, and a storage may add a few to a name that is taken.
    return os.path.join(folder, stem[: max(1, longest - 1 - len(folder) - len(extension))] + extension)
