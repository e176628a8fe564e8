"""How long the path of a page may be."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from wagtail.models import Page

from pages.fields.validators import LONGEST_PATH
from pages.visibility.paths import SitePaths


def refuse_long_path(page: Any, parent: Any, slug: str) -> None:
    """Raise ``ValidationError`` if with this slug a page, or one below it, would have a path that is too long."""
    if parent is None:
        return
    url_path = f"{parent.url_path}{slug}/"
    roots = SitePaths().roots_at(parent.path)
    longest = max((len(root.html_path(url_path)) for root in roots), default=0) + max(_lengths_below(page), default=0)
    if longest > LONGEST_PATH:
        what = "The address of this page, or of a page below it," if page.pk else "The address of this page"
        sentence = f"{what} would have {longest:,} characters; it may have {LONGEST_PATH:,}. Choose a shorter slug."
        raise ValidationError(sentence)


def _lengths_below(page: Any) -> Iterator[int]:
    """Yield how much longer the paths of the pages below a page are."""
    if page.pk and page.numchild:
        begin = len(page.url_path)
        for url_path in Page.objects.descendant_of(page).values_list("url_path", flat=True).iterator():
            yield len(quote(url_path[begin:]))
