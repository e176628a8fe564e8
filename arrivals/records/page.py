"""A page that arrives."""

import datetime
from dataclasses import dataclass
from enum import Enum

from arrivals.records.file import ArrivingFile
from arrivals.records.record import ArrivingRecord


class Publicity(Enum):
    """Whether a page is public where it comes from."""

    PUBLIC = "public"
    #: Neither finished nor public.
    DRAFT = "draft"
    #: To be public from ``published_at`` on.
    SCHEDULED = "scheduled"
    #: For some readers only: those who sign in, or who know a password.
    RESTRICTED = "restricted"


@dataclass(frozen=True, kw_only=True)
class ArrivingPage(ArrivingRecord):
    """What all pages have.

    ``html`` is the text, in which pictures, files and links have the addresses of the source; relative ones are
    resolved against ``address``, the URL of the page there. ``old_addresses`` are its further URLs. ``parent`` is the
    key of the page above it, if any, which comes first. ``files`` are those that come with this page alone.
    ``feature_image`` and ``social_image`` are addresses of an ``ArrivingFile`` or URLs. Instants are aware.
    """

    title: str
    slug: str = ""
    subtitle: str = ""
    summary: str = ""
    html: str = ""
    address: str = ""
    old_addresses: tuple[str, ...] = ()
    parent: str = ""
    publicity: Publicity = Publicity.DRAFT
    published_at: datetime.datetime | None = None
    feature_image: str = ""
    files: tuple[ArrivingFile, ...] = ()
    search_title: str = ""
    search_description: str = ""
    social_image: str = ""
    canonical_url: str = ""
    noindex: bool = False
