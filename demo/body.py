"""Build the blocks of a body in the form in which they are stored."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from wagtail.documents.models import Document
from wagtail.models import Page

from pages.models import Image, Person

Block = dict[str, Any]


def body(*blocks: Block) -> str:
    """Return the blocks as the value of a page's ``body``."""
    return json.dumps(blocks)


def block(name: str, value: Any) -> Block:
    """Return a block of the named type with its stored value."""
    return {"type": name, "value": value, "id": str(uuid4())}


def items(values: Sequence[Any]) -> list[Block]:
    """Return the items of a list inside a block."""
    return [block("item", value) for value in values]


def paragraphs(*texts: str) -> Block:
    """Return a block of running text with one paragraph per argument; the texts may contain rich text markup."""
    return block("paragraph", "".join(f"<p>{text}</p>" for text in texts))


def bullets(lead: str, *points: str) -> Block:
    """Return a block with a sentence and a bulleted list."""
    return block("paragraph", f"<p>{lead}</p><ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>")


def heading(text: str, level: str = "2") -> Block:
    """Return a heading block."""
    return block("heading", {"text": text, "level": level})


def picture(image: Image) -> dict[str, Any]:
    """Return the stored value of an image in a block, with the alternative text of the image."""
    return {"image": image.pk, "decorative": False, "alt_text": image.alt}


def image(shown: Image, caption: str = "", layout: str = "column") -> Block:
    """Return an image block."""
    return block("image", {"image": picture(shown), "caption": caption, "layout": layout})


def gallery(*images: Image) -> Block:
    """Return a gallery block."""
    return block("gallery", {"images": items([picture(shown) for shown in images])})


def quote(text: str, attribution: str = "", role: str = "", person: Person | None = None) -> Block:
    """Return a quote block."""
    value = {"text": text, "attribution": attribution, "role": role, "person": person.pk if person else None}
    return block("quote", {**value, "attribution_url": "", "source_url": ""})


def callout(tone: str, title: str, text: str) -> Block:
    """Return a callout block."""
    return block("callout", {"tone": tone, "title": title, "text": f"<p>{text}</p>"})


def table(rows: Sequence[Sequence[str]], caption: str) -> Block:
    """Return a table block; the first row contains the headings."""
    settings = {"first_row_is_table_header": True, "first_col_is_header": False, "table_header_choice": "row"}
    return block("table", {"data": [list(row) for row in rows], "table_caption": caption, "cell": [], **settings})


def call_to_action(text: str, label: str, **target: Any) -> Block:
    """Return a call-to-action block; ``target`` is one of page, document, url, email and phone."""
    link: dict[str, Any] = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": label}
    return block("call_to_action", {"text": text, "link": {**link, **target}})


def document(shown: Document, description: str) -> Block:
    """Return a document block."""
    return block("document", {"document": shown.pk, "description": description})


def people(*shown: Person) -> Block:
    """Return a block with cards of people."""
    return block("people", {"people": items([person.pk for person in shown])})


def related_pages(*shown: Page) -> Block:
    """Return a block with cards of pages."""
    return block("related_pages", {"pages": items([page.pk for page in shown])})
