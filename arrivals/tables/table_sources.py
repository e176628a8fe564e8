"""The kinds of tables: what their rows are has to be said, since no file says it."""

from arrivals.sources.source import Source
from arrivals.tables.columns import EVENTS, ORGANIZATIONS, PEOPLE
from arrivals.tables.rows import event, organization, person
from arrivals.tables.table_reader import Kind, read_table

_SUFFIXES = (".csv", ".tsv")
_OTHER_SUFFIXES = dict.fromkeys((".xlsx", ".xls", ".ods", ".numbers"), "Save the table as CSV (UTF-8).")

PEOPLE_TABLE = Source(
    name="people_table",
    label="Table of people (CSV)",
    suffixes=_SUFFIXES,
    other_suffixes=_OTHER_SUFFIXES,
    read=read_table(Kind("people", PEOPLE, ("name", "first_name", "last_name"), person)),
)
ORGANIZATIONS_TABLE = Source(
    name="organizations_table",
    label="Table of organizations or members (CSV)",
    suffixes=_SUFFIXES,
    read=read_table(Kind("organizations", ORGANIZATIONS, ("name",), organization)),
)
EVENTS_TABLE = Source(
    name="events_table",
    label="Table of events (CSV)",
    suffixes=_SUFFIXES,
    read=read_table(Kind("events", EVENTS, ("title",), event)),
)
