"""Fills what all pages have."""

import json

from arrivals.records.page import ArrivingPage, Publicity
from arrivals.writing.transfer import Transfer
from pages.models.base import BasePage

_NOT_PUBLIC = {
    Publicity.SCHEDULED: "It was to be published {}.",
    Publicity.RESTRICTED: "It was for some readers only.",
}


def fill_page(page: BasePage, record: ArrivingPage, transfer: Transfer) -> None:
    """Fill the title, texts, images and fields for search engines of a page from a record."""
    transfer.set_fields(
        page,
        title=record.title or record.slug or "Untitled",
        subtitle=record.subtitle,
        summary=record.summary,
        seo_title=record.search_title,
        search_description=record.search_description,
        canonical_url=record.canonical_url,
    )
    page.noindex = record.noindex
    page.feature_image = transfer.image(record.feature_image, "main image")
    page.social_image = transfer.image(record.social_image, "image for sharing")
    page.body = json.dumps(transfer.body(record.html))
    if record.publicity in _NOT_PUBLIC:
        when = f"on {record.published_at:%Y-%m-%d at %H:%M %Z}" if record.published_at else "later"
        transfer.sentences.append(_NOT_PUBLIC[record.publicity].format(when))
