"""Asks the CMS at an address, with what openapi-python-client generates, and prints what it says."""

import sys

from cms_client import Client
from cms_client.api.events import get_event, list_events
from cms_client.api.resolve import resolve_path
from cms_client.models import EventPageList, EventPhase, HeadingBlock, Problem, ResolvedPage


def main(address: str) -> None:
    client = Client(base_url=address)
    events = list_events.sync(client=client, phase=[EventPhase.PAST, EventPhase.UPCOMING], limit=2)
    assert isinstance(events, EventPageList)
    for event in events.items:
        found = get_event.sync(event.id, client=client)
        assert found is not None and not isinstance(found, Problem)
        headings = [block.value.text for block in found.body if isinstance(block, HeadingBlock)]
        print(found.title, found.status.value, found.venue.name if found.venue else "", headings)
    resolved = resolve_path.sync(client=client, path="/")
    assert isinstance(resolved, ResolvedPage)
    print(resolved.page.title)


if __name__ == "__main__":
    main(sys.argv[1])
