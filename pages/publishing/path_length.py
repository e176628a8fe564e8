"""How long the path of a page may be."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from wagtail.models import Page

from pages.fields.validators import LONGEST_PATH
from pages.publishing.rules import PublishBlocked, PublishError
from pages.visibility.paths import SitePaths


class PathTooLong(PublishBlocked):
    """Raised if a page, or one below it, would have a path that is too long."""

    outcome = "Nothing was changed."


def refuse_long_path(page: Any, parent: Any, slug: str) -> None:
    """Raise ``PathTooLong`` if there is a ``path_error``."""
    if error := path_error(page, parent, slug):
        raise PathTooLong(page, [error])


def path_error(page: Any, parent: Any, slug: str) -> PublishError | None:
    """Return the error if below ``parent`` with this slug a page, or one below it, would have a path that is too long.

    The tree paths of ``page`` and ``parent`` must be those in the database.
    """
    if parent is None:
        return None
    url_path = f"{parent.url_path}{slug}/"
    roots = SitePaths().roots_at(parent.path)
    longest = max((len(root.html_path(url_path)) for root in roots), default=0) + max(_lengths_below(page), default=0)
    if longest <= LONGEST_PATH:
        return None
    what = "The address of this page, or of a page below it," if page.pk else "The address of this page"
    sentence = f"{what} would have {longest:,} characters; it may have {LONGEST_PATH:,}. Choose a shorter slug."
    return PublishError("path_too_long", sentence, "slug")


def _lengths_below(page: Any) -> Iterator[int]:
    """Yield how much longer the paths of the pages below a page are."""
    if page.pk and page.numchild:
        begin = len(page.url_path)
        for url_path in Page.objects.descendant_of(page).values_list("url_path", flat=True).iterator():
            yield len(quote(url_path[begin:]))
