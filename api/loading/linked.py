"""What a response shows of the pages and documents to which it links."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LinkedPage:
    """A public page, with the columns that links show."""

    id: int
    type: str
    title: str
    path: str
    translation_key: Any
    locale: str
    html_path: str
    html_url: str


@dataclass(frozen=True)
class PageCard(LinkedPage):
    """A public page, with the columns that its card and its metadata for search engines show."""

    kicker: str
    summary: str
    image_id: int | None
    date: Any
    status: str | None
    social_image_id: int | None
    canonical_url: str
    noindex: bool


@dataclass(frozen=True)
class LinkedDocument:
    """A public document."""

    id: int
    title: str
    url: str
