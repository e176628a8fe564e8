"""What the first reading of an export finds: everything but the texts of posts and events."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from arrivals.safety.xml import Mending, read_elements
from arrivals.wordpress.addresses import old_addresses
from arrivals.wordpress.attachments import Attachments
from arrivals.wordpress.dates import local_time
from arrivals.wordpress.export import ExportedItem, read_author, read_item, read_term
from arrivals.wordpress.people import GUEST, People
from arrivals.wordpress.site import ExportedSite
from arrivals.wordpress.spool import Spool
from arrivals.wordpress.stored_text.pictures import alternative_texts
from arrivals.wordpress.topics import Topics

#: What posts are never taken over, whatever their type.
_THROWN_AWAY = frozenset({"trash", "auto-draft"})
#: The types of posts that become pages, and those that such pages are made with.
PAGE_TYPES = frozenset({"post", "page", "tribe_events"})
NAVIGATION = "wp_navigation"
_HELPING_TYPES = frozenset({"wp_block", "tribe_venue", "tribe_organizer", GUEST, NAVIGATION})
#: Names of custom fields that are read, or that say nothing to readers, begin like this.
_KNOWN_FIELDS = ("_", "rank_math_", "cap-", "footnotes")

#: How much of the names of types and custom fields is kept.
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A post, page or event that is taken over."""

    post_type: str
    title: str
    slug: str
    parent: int
    order: int
    link: str


@dataclass
class Survey:
    """What the first reading found. ``spool`` holds pages, and what others are made with."""

    site: ExportedSite
    spool: Spool
    attachments: Attachments
    topics: Topics
    people: People
    pages: dict[int, KnownPage] = field(default_factory=dict)
    helping: dict[str, list[int]] = field(default_factory=dict)
    menu_items: list[ExportedItem] = field(default_factory=list)
    #: Years and months in which posts were public.
    months: set[tuple[int, int]] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    thrown_away: int = 0
    comments: int = 0
    doubles: int = 0
    custom_fields: Counter[str] = field(default_factory=Counter)
    mending: Mending = field(default_factory=Mending)

    def helpers(self, post_type: str) -> list[ExportedItem]:
        """Return the posts of a type that others are made with."""
        found = (self.spool.get(number) for number in self.helping.get(post_type, ()))
        return [item for item in found if item]


def survey_export(path: Path, site: ExportedSite, spool: Spool) -> Survey:
    """Read an export for the first time. Raise ``SourceError``."""
    attachments = Attachments(site)
    survey = Survey(site, spool, attachments, Topics(site), People(site, attachments))
    items = (*("wp:author", "wp:category", "wp:tag", "wp:term"), "item")
    for element in read_elements(path, items, empty={"wp:comment"}, mending=survey.mending):
        if element.name == "wp:author":
            survey.people.declare(read_author(element))
        elif element.name == "item":
            _take(read_item(element), survey)
        else:
            survey.topics.declare(read_term(element))
    survey.topics.finish()
    survey.people.finish(survey.helpers(GUEST))
    return survey


def is_taken_over(item: ExportedItem) -> bool:
    """Tell whether a post becomes a page."""
    return item.id > 0 and item.post_type in PAGE_TYPES and item.status not in _THROWN_AWAY


def _take(item: ExportedItem, survey: Survey) -> None:
    if item.status in _THROWN_AWAY or item.id <= 0:
        survey.thrown_away += 1
    elif item.post_type == "attachment":
        survey.attachments.add(item, old_addresses(item, survey.site))
    elif item.post_type == "nav_menu_item":
        survey.menu_items.append(item)
    elif item.post_type in _HELPING_TYPES:
        survey.helping.setdefault(item.post_type, []).append(item.id)
        survey.spool.add(item)
    elif item.id in survey.pages:
        survey.doubles += 1
    elif item.post_type in PAGE_TYPES:
        _take_page(item, survey)
    else:
        survey.left_out[item.post_type[:_LONGEST_NAME]] += 1


def _take_page(item: ExportedItem, survey: Survey) -> None:
    survey.pages[item.id] = KnownPage(item.post_type, item.title, item.slug, item.parent, item.order, item.link)
    survey.comments += item.comments
    survey.topics.use(item)
    for number, alternative_text in alternative_texts(item.content):
        survey.attachments.describe(number, alternative_text)
    names = {name[:_LONGEST_NAME] for name in item.metas if name and not name.startswith(_KNOWN_FIELDS)}
    survey.custom_fields.update(sorted(names))
    if item.post_type == "page":
        survey.spool.add(item)
    elif item.post_type == "post":
        survey.people.use(item)
        if (date := local_time(item.date)) and item.status == "publish":
            survey.months.add((date.year, date.month))
