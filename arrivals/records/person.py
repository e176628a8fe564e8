"""A person who arrives."""

from dataclasses import dataclass

from arrivals.records.record import ArrivingRecord


@dataclass(frozen=True, kw_only=True)
class ArrivingPerson(ArrivingRecord):
    """A person. ``biography`` is HTML, ``photo`` the address of an ``ArrivingFile`` or a URL, ``links`` label and URL.

    ``old_addresses`` are those of the pages that listed the person's posts.
    """

    name: str
    slug: str = ""
    job_title: str = ""
    organization: str = ""
    biography: str = ""
    photo: str = ""
    links: tuple[tuple[str, str], ...] = ()
    old_addresses: tuple[str, ...] = ()
