"""Pictures and recordings as the HTML of blocks."""

from collections.abc import Iterable
from html import escape

from bs4 import BeautifulSoup, Tag

from arrivals.wordpress.attachments import Attachment


def figure_of(media: str, caption: str = "", name: str = "image") -> str:
    """Return a figure of a picture or recording with its caption; both are HTML."""
    below = f"<figcaption>{caption}</figcaption>" if caption.strip() else ""
    return f'<figure class="wp-block-{name}">{media}{below}</figure>'


def picture_of(attachment: Attachment) -> str:
    """Return the picture that an attachment is."""
    return f'<img src="{escape(attachment.address)}" alt="{escape(attachment.alternative_text or "")}">'


def gallery_of(figures: Iterable[str], caption: str = "") -> str:
    """Return a gallery of figures."""
    return figure_of("".join(figures), caption, "gallery")


def even_gallery(markup: str) -> str:
    """Return a gallery block of any version of WordPress as figures in a figure.

    Older ones are lists, with or without a figure around them.
    """
    body = BeautifulSoup(markup, "html.parser")
    captions = [found for found in body.find_all("figcaption") if not found.find_parent("figcaption")]
    taken: set[int] = set()
    figures = []
    for image in body.find_all("img"):
        if image.find_parent("figcaption"):
            continue
        owner = image.find_parent(["li", "figure"])
        own = owner.find("figcaption") if owner and len(owner.find_all("img")) == 1 else None
        if isinstance(own, Tag):
            taken.add(id(own))
        figures.append(figure_of(str(image), own.decode_contents() if isinstance(own, Tag) else ""))
    rest = " ".join(found.decode_contents() for found in captions if id(found) not in taken)
    return gallery_of(figures, rest)
