"""The sources of this project, and the kinds of objects that it makes of what they hold."""

from arrivals.calendars.action_events import ACTION_EVENTS
from arrivals.calendars.calendar_reader import CALENDAR
from arrivals.documents.document_sources import HTML, MARKDOWN, WORD, ZIPPED_HTML
from arrivals.newsletters.ghost import GHOST
from arrivals.newsletters.substack import SUBSTACK
from arrivals.sources.registry import register_source
from arrivals.sources.source import Source
from arrivals.tables.table_sources import EVENTS_TABLE, ORGANIZATIONS_TABLE, PEOPLE_TABLE
from arrivals.wordpress.source import WORDPRESS
from arrivals.writing.kinds import register_arrival_kind
from arrivals.writing.own_kinds import OWN_KINDS

OWN_SOURCES: tuple[Source, ...] = (
    WORDPRESS,
    WORD,
    MARKDOWN,
    HTML,
    ZIPPED_HTML,
    GHOST,
    SUBSTACK,
    CALENDAR,
    ACTION_EVENTS,
    PEOPLE_TABLE,
    ORGANIZATIONS_TABLE,
    EVENTS_TABLE,
)


def register_own_definitions() -> None:
    """Register them."""
    for source in OWN_SOURCES:
        register_source(source, own=True)
    for kind in OWN_KINDS:
        register_arrival_kind(kind, own=True)
