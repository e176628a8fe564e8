"""Who said what is quoted."""

import re

from bs4 import Tag
from bs4.element import NavigableString

from pages.foreign_html.plain_text import plain_text

_DASH = re.compile(r"^[\u2013\u2014\u2015~-]+[ \u00a0]*")


def take_attribution(quote: Tag) -> str:
    """Take out of a quotation who said it: a ``cite`` or ``footer`` at its end, or a last line after a dash."""
    named = [found for found in quote.find_all(["cite", "footer"]) if found.find_parent(["cite", "footer"]) is None]
    texts: list[str] = []
    for found in reversed(named):
        if not _is_last(found, quote):
            break
        texts.insert(0, plain_text(found))
        found.extract()
    if texts:
        return _DASH.sub("", " ".join(filter(None, texts)))
    paragraphs = [found for found in quote.find_all("p") if plain_text(found)]
    if len(paragraphs) > 1 and _DASH.match(last := plain_text(paragraphs[-1])) and _is_last(paragraphs[-1], quote):
        paragraphs[-1].extract()
        return _DASH.sub("", last)
    return ""


def _is_last(element: Tag, quote: Tag) -> bool:
    """Tell whether no text follows an element in a quotation. A work that is named inside it is not who said it."""
    here: Tag | None = element
    while here is not None and here is not quote:
        for sibling in here.next_siblings:
            text = sibling.get_text() if isinstance(sibling, Tag) else str(sibling)
            if isinstance(sibling, Tag | NavigableString) and text.strip():
                return False
        here = here.parent
    return True
