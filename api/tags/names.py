"""The names of what answers are built from, as ``Cache-Tag`` and the change log write them."""

import hashlib
import unicodedata
from urllib.parse import quote, unquote

from django.db.models import Model
from wagtail.models import Page

#: What a header of a content delivery network takes.
LONGEST_TAG = 200
#: The tag of all public pages, of whatever type.
ALL_PAGES = "list:pages.Page"


def object_tag(kind: str, key: int) -> str:
    """Return the tag of one thing: ``page:12``, ``person:4``."""
    return f"{kind}:{key}"


def list_tag(model: type[Model]) -> str:
    """Return the tag of all public things of a model, in any order: ``list:pages.EventPage``."""
    return ALL_PAGES if model is Page else f"list:{model._meta.label}"


def pages_tag(kind: str, key: int) -> str:
    """Return the tag of the public pages that name something: ``pages:person:4`` for what a person wrote."""
    return f"pages:{kind}:{key}"


def path_tag(site_id: int, path: str) -> str:
    """Return the tag of whatever is, or is not, at a path of a site: ``path:1:/old/``.

    It is the same for all spellings of the path that ``resolve`` takes for one: with or without its slashes,
    percent-encoded or not, in capitals or not, with accents apart from their letters or not.
    """
    decoded = "/".join(filter(None, unicodedata.normalize("NFC", unquote(path).lower()).split("/")))
    tag = f"path:{site_id}:{quote(f'/{decoded}/' if decoded else '/', safe='/~')}"
    if len(tag) <= LONGEST_TAG:
        return tag
    return f"path:{site_id}:{hashlib.sha256(tag.encode()).hexdigest()}"


def site_of_path(tag: str) -> int | None:
    """Return the site of a tag of a path, or ``None`` for any other tag."""
    kind, _, rest = tag.partition(":")
    return int(rest.partition(":")[0]) if kind == "path" else None
