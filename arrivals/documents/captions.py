"""Brings captions together with the pictures and tables that they stand below or above."""

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString


def join_captions(body: BeautifulSoup) -> None:
    """Join paragraphs of the class ``caption`` with the pictures before them, and with the tables after them."""
    for caption in body.find_all("p", class_="caption"):
        before, after = _neighbor(caption, "previous_sibling"), _neighbor(caption, "next_sibling")
        if before is not None and _is_picture(before):
            figure = body.new_tag("figure")
            before.insert_before(figure)
            figure.extend(image.extract() for image in before.find_all("img"))
            before.decompose()
            caption.name = "figcaption"
            figure.append(caption.extract())
        elif after is not None and after.name == "table" and after.find("caption") is None:
            caption.name = "caption"
            after.insert(0, caption.extract())


def _neighbor(element: Tag, side: str) -> Tag | None:
    found = getattr(element, side)
    while isinstance(found, NavigableString) and not found.strip():
        found = getattr(found, side)
    return found if isinstance(found, Tag) else None


def _is_picture(element: Tag) -> bool:
    return element.name == "p" and len(element.find_all("img")) == 1 and not element.get_text(strip=True)
