"""Old addresses that belong to no record: lists and feeds."""

from collections.abc import Iterator

from arrivals.records.redirect import ArrivingRedirect
from arrivals.wordpress.survey import Survey

#: Where posts and events are listed here, and their feeds.
POSTS, EVENTS, FEED = "/posts/", "/events/", "/feeds/posts.rss"
_FEEDS = ("feed/", "feed/rss/", "feed/rss2/", "feed/rdf/", "?feed=rss2", "?feed=rss")
_EVENT_LISTS = ("list/", "month/", "today/", "week/", "summary/", "photo/", "map/")


def redirects(survey: Survey) -> Iterator[ArrivingRedirect]:
    """Yield the lists by year, month and tag, of all events, and the feeds of the site."""
    found: dict[str, str] = {}
    for path in _FEEDS:
        found[path] = FEED
    found |= dict.fromkeys(("feed/atom/", "?feed=atom"), "/feeds/posts.atom")
    for year, month in sorted(survey.months):
        found |= dict.fromkeys((f"{year}/", f"{year:04}/{month:02}/", f"?m={year:04}{month:02}"), POSTS)
    if any(page.post_type == "tribe_events" for page in survey.pages.values()):
        found |= {f"events/{name}": EVENTS for name in ("", *_EVENT_LISTS)}
        found["events/feed/"] = "/feeds/events.rss"
        found["events/?ical=1"] = "/feeds/events.ics"
    for path, url in found.items():
        yield ArrivingRedirect(key=f"redirect:{path}", address=survey.site.url(path), url=url)
    for term, addresses in survey.topics.archives():
        target = EVENTS if term.taxonomy == "tribe_events_cat" else POSTS
        for number, address in enumerate(addresses):
            is_feed = address.endswith("/feed/")
            key = f"redirect:{term.taxonomy}:{term.slug}"[:240]
            yield ArrivingRedirect(key=f"{key}:{number}", address=address, url=FEED if is_feed else target)
