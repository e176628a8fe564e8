"""The blocks of a body, written the way they are stored."""

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
    """A block of the body's vocabulary with its stored value."""
    return {"type": name, "value": value, "id": str(uuid4())}


def items(values: Sequence[Any]) -> list[Block]:
    """The entries of a list inside a block."""
    return [block("item", value) for value in values]


def paragraphs(*texts: str) -> Block:
    """Running text, one paragraph to an argument; inline markup is rich text."""
    return block("paragraph", "".join(f"<p>{text}</p>" for text in texts))


def bullets(lead: str, *points: str) -> Block:
    """A sentence and a list of points."""
    return block("paragraph", f"<p>{lead}</p><ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>")


def heading(text: str, level: str = "2") -> Block:
    """A heading inside the text."""
    return block("heading", {"text": text, "level": level})


def picture(image: Image) -> dict[str, Any]:
    """An image in a block, with its own alternative text."""
    return {"image": image.pk, "decorative": False, "alt_text": image.alt}


def image(shown: Image, caption: str = "", layout: str = "column") -> Block:
    """One image."""
    return block("image", {"image": picture(shown), "caption": caption, "layout": layout})


def gallery(*images: Image) -> Block:
    """Several images."""
    return block("gallery", {"images": items([picture(shown) for shown in images])})


def quote(text: str, attribution: str = "", role: str = "", person: Person | None = None) -> Block:
    """Somebody's words."""
    value = {"text": text, "attribution": attribution, "role": role, "person": person.pk if person else None}
    return block("quote", {**value, "attribution_url": "", "source_url": ""})


def callout(tone: str, title: str, text: str) -> Block:
    """A passage set apart."""
    return block("callout", {"tone": tone, "title": title, "text": f"<p>{text}</p>"})


def table(rows: Sequence[Sequence[str]], caption: str) -> Block:
    """Rows and columns; the first row holds the headings."""
    settings = {"first_row_is_table_header": True, "first_col_is_header": False, "table_header_choice": "row"}
    return block("table", {"data": [list(row) for row in rows], "table_caption": caption, "cell": [], **settings})


def call_to_action(text: str, label: str, **target: Any) -> Block:
    """An invitation; ``target`` is one of page, document, url, email and phone."""
    link: dict[str, Any] = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": label}
    return block("call_to_action", {"text": text, "link": {**link, **target}})


def document(shown: Document, description: str) -> Block:
    """A file to download."""
    return block("document", {"document": shown.pk, "description": description})


def people(*shown: Person) -> Block:
    """Cards of people."""
    return block("people", {"people": items([person.pk for person in shown])})


def related_pages(*shown: Page) -> Block:
    """Cards of pages."""
    return block("related_pages", {"pages": items([page.pk for page in shown])})
