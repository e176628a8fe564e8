"""Reads HTML that anybody may have made into elements, and writes it again."""

from bs4 import BeautifulSoup
from nh3 import Cleaner
from nh3 import clean as clean_html

from pages.foreign_html.cleaning import BLOCKS, DEEPEST_DOCUMENT, INLINE, MEDIA, WITHOUT_TEXT, depth

_cleaner = Cleaner(
    tags=set(BLOCKS | INLINE | MEDIA | {"source"}),
    clean_content_tags=set(WITHOUT_TEXT - MEDIA),
    attributes={
        "*": {"style", "class", "id"},
        "a": {"href"},
        "img": {"alt", "src", "title"},
        "td": {"colspan"},
        "th": {"colspan"},
        "blockquote": {"cite"},
        **{name: {"src", "title"} for name in (*MEDIA, "source")},
    },
    url_schemes={"http", "https", "mailto", "tel", "data"},
    link_rel=None,
    strip_comments=True,
)


def read_html(html: str) -> BeautifulSoup:
    """Return the elements of HTML without scripts, forms and comments; those with too deep nesting as plain text."""
    safe = _cleaner.clean(html)
    if depth(safe) > DEEPEST_DOCUMENT:
        safe = clean_html(safe, tags={"p"})
    return BeautifulSoup(safe, "html.parser")
