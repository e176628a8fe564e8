"""A post that arrives."""

import datetime
from dataclasses import dataclass

from arrivals.records.page import ArrivingPage
from arrivals.records.participant import ArrivingParticipant


@dataclass(frozen=True, kw_only=True)
class ArrivingPost(ArrivingPage):
    """A post. ``intro`` is HTML, ``topics`` are keys, ``published_on`` and ``updated_on`` days in the source's zone."""

    intro: str = ""
    published_on: datetime.date | None = None
    updated_on: datetime.date | None = None
    authors: tuple[ArrivingParticipant, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    disclaimer: str = ""
    original_title: str = ""
    original_url: str = ""
    original_published_on: datetime.date | None = None
