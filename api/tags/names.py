"""The names of cache tags, in ``Cache-Tag`` and in the change log."""

import hashlib
import unicodedata
from urllib.parse import quote, unquote

from django.db.models import Model
from wagtail.models import Page

#: The maximum length in characters that content delivery networks accept.
LONGEST_TAG = 200
#: The tag of all public pages, of whatever type.
ALL_PAGES = "list:pages.Page"


def object_tag(kind: str, key: int) -> str:
    """Return the tag of one object: ``page:12``, ``person:4``."""
    return f"{kind}:{key}"


def list_tag(model: type[Model]) -> str:
    """Return the tag of all public objects of a model: ``list:pages.EventPage``."""
    return ALL_PAGES if model is Page else f"list:{model._meta.label}"


def pages_tag(kind: str, key: int) -> str:
    """Return the tag of the public pages that name an object: ``pages:person:4`` for the pages of a person."""
    return f"pages:{kind}:{key}"


def sections_tag(shows: str) -> str:
    """Return the tag of the public sections that list, say, people, and so give them paths: ``sections:people``."""
    return f"sections:{shows}"


def path_tag(site_id: int, path: str) -> str:
    """Return the tag of whatever is, or is not, at a path of a site: ``path:1:/old/``.

    It is the same for all spellings that ``resolve`` treats as one path: with or without extra slashes,
    percent-encoding, upper case, or combining accents.
    """
    decoded = "/".join(filter(None, unicodedata.normalize("NFC", unquote(path).lower()).split("/")))
    tag = f"path:{site_id}:{quote(f'/{decoded}/' if decoded else '/', safe='/~')}"
    if len(tag) <= LONGEST_TAG:
        return tag
    return f"path:{site_id}:{hashlib.sha256(tag.encode()).hexdigest()}"
