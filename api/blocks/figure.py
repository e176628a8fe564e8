"""An image in simple HTML."""

from typing import Any

from api.rich_text.simple_html import element, html_text


def figure(image: dict[str, Any], caption: str) -> str:
    """Return the image with its caption and credit below, or only these if the image has no file to show."""
    picture = ""
    if image["src"]:
        size = {name: image[name] for name in ("width", "height")}
        picture = element("img", src=image["src"], alt=image["alt"], **size)
    below = " \N{EN DASH} ".join(html_text(part) for part in (caption, image["credit"]) if part)
    return element("figure", picture + (element("figcaption", below) if below else "")) if picture or below else ""
