"""A link to a page, a document, a URL, an e-mail address or a phone number."""

from collections.abc import Callable
from typing import Any

from api.content import representations
from api.formats.addresses import email_address, phone_number, web_address
from api.loading.related_objects import RelatedObjects
from pages.fields.phone_numbers import telephone_uri

_JUDGES: dict[str, Callable[[Any], str | None]] = {"url": web_address, "email": email_address, "phone": phone_number}


def collect_link(link: Any, related: RelatedObjects) -> None:
    """Register the target of a stored link, so that it is loaded."""
    related.want("pages", link.get("page"))
    related.want("documents", link.get("document"))


def link_value(link: Any, related: RelatedObjects) -> dict[str, Any] | None:
    """Return the JSON of a stored link, or ``None`` if its target is not public or no safe address."""
    label = str(link.get("label") or "")
    if link.get("page"):
        page = related.pages.get(link["page"])
        if page is None:
            return None
        return {
            "kind": "page",
            "href": page.html_path,
            "label": label or page.title,
            "page": representations.page_link(related, page.id),
        }
    if link.get("document"):
        document = related.documents.get(link["document"])
        if document is None:
            return None
        return {"kind": "document", "href": document.url, "label": label or document.title, "page": None}
    for kind, href_of in (("url", str), ("email", "mailto:{}".format), ("phone", telephone_uri)):
        if address := str(link.get(kind) or ""):
            judged = _JUDGES[kind](address)
            return {"kind": kind, "href": href_of(judged), "label": label or judged, "page": None} if judged else None
    return None
