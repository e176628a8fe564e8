"""Posts and pages."""

from arrivals.records.page import Publicity
from arrivals.records.post import ArrivingPost
from arrivals.records.section import ArrivingSection
from arrivals.wordpress.dates import local_time
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.page_fields import Reading, page_fields, page_key
from arrivals.wordpress.survey import KnownPage, Survey


def post_of(item: ExportedItem, reading: Reading) -> ArrivingPost:
    """Return the post that an item is."""
    survey = reading.survey
    fields = page_fields(item, reading, opens=True)
    date = local_time(item.date)
    is_dated = date is not None and fields["publicity"] is not Publicity.DRAFT
    return ArrivingPost(
        **fields,
        published_on=date.date() if date and is_dated else None,
        authors=survey.people.of(item),
        topics=survey.topics.of(item),
        tags=survey.topics.tags_of(item),
    )


def section_of(item: ExportedItem, reading: Reading) -> ArrivingSection:
    """Return the page that an item is."""
    fields = page_fields(item, reading)
    survey = reading.survey
    parent = parent_of(item.id, survey)
    if item.parent and not parent:
        fields["notes"] = (*fields["notes"], "The page above it is not in the file.")
    tags = survey.topics.tags_of(item)
    if tags or survey.topics.of(item):
        fields["notes"] = (*fields["notes"], "Its categories and tags are left out: plain pages have none.")
    return ArrivingSection(**fields, parent=page_key("page", parent) if parent else "")


def parent_of(number: int, survey: Survey) -> int:
    """Return the ID of the page above a page, or 0 if it is none that is taken over, or a page below."""
    parent = survey.pages[number].parent
    if parent == number or not _is_page(parent, survey):
        return 0
    above, seen = parent, {number}
    while _is_page(above, survey):
        if above in seen:
            return 0
        seen.add(above)
        above = survey.pages[above].parent
    return parent


def pages_in_order(survey: Survey) -> list[int]:
    """Return the IDs of all pages: each after the page above it, siblings in their order."""
    below: dict[int, list[int]] = {}
    for number, page in survey.pages.items():
        if page.post_type == "page":
            below.setdefault(parent_of(number, survey), []).append(number)
    found, waiting = [], [0]
    while waiting:
        number = waiting.pop()
        found += [number] if number else []
        siblings = sorted(below.get(number, ()), key=lambda each: _place(survey.pages[each], each))
        waiting += reversed(siblings)
    return found


def _place(page: KnownPage, number: int) -> tuple[int, str, int]:
    return page.order, page.title.casefold(), number


def _is_page(number: int, survey: Survey) -> bool:
    page = survey.pages.get(number)
    return page is not None and page.post_type == "page"
