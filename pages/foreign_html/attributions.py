"""Who said what is quoted."""

import re

from bs4 import Tag

from pages.foreign_html.plain_text import plain_text

_DASH = re.compile(r"^[\u2013\u2014\u2015~-]+[ \u00a0]*")


def take_attribution(quote: Tag) -> str:
    """Take out of a quotation who said it: what is in ``cite`` or ``footer``, or a last line after a dash."""
    named = [found for found in quote.find_all(["cite", "footer"]) if found.find_parent(["cite", "footer"]) is None]
    if named:
        text = " ".join(filter(None, map(plain_text, named)))
        for found in named:
            found.extract()
        return _DASH.sub("", text)
    paragraphs = [found for found in quote.find_all("p") if plain_text(found)]
    if len(paragraphs) > 1 and _DASH.match(last := plain_text(paragraphs[-1])):
        paragraphs[-1].extract()
        return _DASH.sub("", last)
    return ""
