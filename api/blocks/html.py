"""The blocks of a body as simple HTML, which every reader can show."""

from collections.abc import Callable, Mapping
from typing import Any

from api.rich_text.simple_html import absolute_rich_text, element, html_text, link, paragraph

#: Takes a block's value as the API serves it and the URL of the page; returns HTML.
Render = Callable[[Any, str], str]


def body_html(blocks: list[dict[str, Any]], page_url: str) -> str:
    """Return the body of the page at ``page_url``, of which the API's blocks are given; unknown ones are left out."""
    return "".join(RENDERERS[block["type"]](block["value"], page_url) for block in blocks if block["type"] in RENDERERS)


def figure(image: dict[str, Any], caption: str) -> str:
    """Return an image with what is said below it; only that where there is no picture to show."""
    picture = ""
    if image["src"]:
        size = {name: image[name] for name in ("width", "height")}
        picture = element("img", src=image["src"], alt=image["alt"], **size)
    below = " \N{EN DASH} ".join(html_text(part) for part in (caption, image["credit"]) if part)
    return element("figure", picture + (element("figcaption", below) if below else "")) if picture or below else ""


def _heading(value: Any, page_url: str) -> str:
    return element(f"h{value['level']}", html_text(value["text"]))


def _gallery(value: Any, page_url: str) -> str:
    return "".join(figure(image, image["caption"]) for image in value["images"])


def _quote(value: Any, page_url: str) -> str:
    quoted = element("blockquote", paragraph(value["text"]))
    name = link(value["attribution_url"], value["attribution"], page_url) if value["attribution"] else ""
    source = link(value["source_url"], value["source_url"], page_url) if value["source_url"] else ""
    below = ", ".join(part for part in (name, html_text(value["role"]), source) if part)
    return element("figure", quoted + element("figcaption", below)) if below else quoted


def _embed(value: Any, page_url: str) -> str:
    return element("p", link(value["url"], value["title"] or value["url"], page_url))


def _call_to_action(value: Any, page_url: str) -> str:
    target = value["link"]
    return paragraph(value["text"]) + (
        element("p", link(target["href"], target["label"], page_url)) if target is not None else ""
    )


def _document(value: Any, page_url: str) -> str:
    document = value["document"]
    address = document["meta"]["download_url"]
    return element("p", link(address, document["title"], page_url)) + paragraph(value["description"])


def _row(cells: list[str], tag: str) -> str:
    return element("tr", "".join(element(tag, html_text(cell)) for cell in cells))


def _table(value: Any, page_url: str) -> str:
    caption = element("caption", html_text(value["caption"])) if value["caption"] else ""
    header = element("thead", _row(value["header"], "th")) if value["header"] else ""
    return element("table", caption + header + element("tbody", "".join(_row(row, "td") for row in value["rows"])))


def _callout(value: Any, page_url: str) -> str:
    title = element("p", element("strong", html_text(value["title"]))) if value["title"] else ""
    return element("aside", title + absolute_rich_text(value["text"], page_url))


def _people(value: Any, page_url: str) -> str:
    lines = (", ".join(filter(None, (person["name"], person["job_title"]))) for person in value["people"])
    return element("ul", "".join(element("li", html_text(line)) for line in lines))


def _related_pages(value: Any, page_url: str) -> str:
    links = (link(page["meta"]["html_url"], page["title"], page_url) for page in value["pages"])
    return element("ul", "".join(element("li", found) for found in links))


RENDERERS: Mapping[str, Render] = {
    "paragraph": absolute_rich_text,
    "heading": _heading,
    "image": lambda value, page_url: figure(value["image"], value["caption"]),
    "gallery": _gallery,
    "quote": _quote,
    "embed": _embed,
    "call_to_action": _call_to_action,
    "document": _document,
    "table": _table,
    "callout": _callout,
    "people": _people,
    "related_pages": _related_pages,
}
