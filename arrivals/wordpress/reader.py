"""Reads an export as records."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arrivals.records.record import ArrivingRecord
from arrivals.safety.bounds import check_size
from arrivals.safety.xml import read_elements
from arrivals.sources.source import ReadOptions
from arrivals.wordpress.event_places import organizations
from arrivals.wordpress.events import event_of
from arrivals.wordpress.export import read_item
from arrivals.wordpress.menus import menus
from arrivals.wordpress.navigation import navigation_menus
from arrivals.wordpress.page_fields import Reading
from arrivals.wordpress.posts import pages_in_order, post_of, section_of
from arrivals.wordpress.redirects import redirects
from arrivals.wordpress.remarks import remarks
from arrivals.wordpress.site import ExportedSite, read_site
from arrivals.wordpress.spool import open_spool
from arrivals.wordpress.stored_text.text import Texts
from arrivals.wordpress.survey import is_taken_over, survey_export


@dataclass(frozen=True)
class WordPressReader:
    """Reads an export in two passes: what others refer to is found in the first, posts and events come in the second.

    Memory holds no texts but those of one post.
    """

    path: Path
    site: ExportedSite
    options: ReadOptions

    @property
    def origin(self) -> str:
        """The address of the site."""
        return self.site.address

    def records(self) -> Iterator[ArrivingRecord]:
        """Yield all records: files, topics, people, organizations, pages, posts and events, menus, redirects."""
        with open_spool() as spool:
            survey = survey_export(self.path, self.site, spool)
            reading = Reading(survey, Texts(survey.attachments, spool), self.options.time_zone)
            yield from survey.attachments.records()
            yield from survey.topics.records()
            yield from survey.people.records()
            yield from organizations(reading)
            yield from self._pages(reading)
            yield from self._posts(reading)
            yield from menus(survey)
            yield from navigation_menus(survey)
            yield from redirects(survey)
            yield from remarks(survey)

    def _pages(self, reading: Reading) -> Iterator[ArrivingRecord]:
        for number in pages_in_order(reading.survey):
            if item := reading.survey.spool.get(number):
                yield section_of(item, reading)

    def _posts(self, reading: Reading) -> Iterator[ArrivingRecord]:
        seen: set[int] = set()
        for element in read_elements(self.path, {"item"}, empty={"wp:comment"}):
            item = read_item(element)
            if not is_taken_over(item) or item.post_type == "page" or item.id in seen:
                continue
            if reading.survey.pages[item.id].post_type != item.post_type:
                continue
            seen.add(item.id)
            yield event_of(item, reading) if item.post_type == "tribe_events" else post_of(item, reading)


def read_export(path: Path, options: ReadOptions) -> WordPressReader:
    """Return what reads an export of WordPress. Raise ``SourceError`` if the file is none."""
    check_size(path)
    return WordPressReader(path, read_site(path), options)
