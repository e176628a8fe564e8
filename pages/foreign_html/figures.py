"""What figures hold."""

from bs4 import Tag

from pages.foreign_html.cleaning import MEDIA, has_element
from pages.foreign_html.media import web_source


def own_captions(figure: Tag) -> list[Tag]:
    """Return the captions of a figure, without those of figures in it."""
    return [found for found in figure.find_all("figcaption") if found.find_parent("figure") is figure]


def has_text(figure: Tag) -> bool:
    """Tell whether a figure holds text, tables or frames beside its pictures and captions."""
    if has_element(figure, ("table", "blockquote", *MEDIA)):
        return True
    strings = (text for text in figure.find_all(string=True) if text.find_parent("figcaption") is None)
    return any(str(text).strip() for text in strings)


def lone_address(figure: Tag) -> str | None:
    """Return the address that is all that a figure says, as a figure of an embed does."""
    if has_element(figure, ("img", *MEDIA)):
        return None
    words = " ".join(
        str(text) for text in figure.find_all(string=True) if text.find_parent("figcaption") is None
    ).split()
    return web_source(words[0]) if len(words) == 1 and words[0].startswith(("http://", "https://")) else None
