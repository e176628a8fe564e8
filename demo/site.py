"""The menus, the announcement and the site settings of the demo site."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from demo.body import Block, block
from demo.seeder import Seeder
from pages.models import Announcements, EventPage, Navigation, OrganizationAbout, SiteSettings

TIME_ZONE = "America/New_York"
NO_LINK = {"page": None, "document": None, "url": "", "email": "", "phone": "", "label": ""}


#: What the organization is called on its own site.
NAME = "Child Labor Coalition"


def seed_site(
    seeder: Seeder,
    site: Site,
    sections: Mapping[str, Page],
    about: OrganizationAbout,
    event: EventPage,
) -> None:
    """Create the site settings, menus and announcements of the site. Existing ones are left unchanged."""
    values = {"time_zone": TIME_ZONE, "title_suffix": NAME}
    _once(seeder, SiteSettings, site, lambda: {**values, "social_image": seeder.library.image("hills")})
    _once(seeder, Navigation, site, lambda: {"header": _header(sections, about), "footer": _footer(sections, about)})
    _once(seeder, Announcements, site, lambda: {"announcements": _announcements(event)})
    if site.site_name == settings.WAGTAIL_SITE_NAME:
        site.site_name = NAME
        site.save()


def _once(seeder: Seeder, model: Any, site: Site, build: Any) -> None:
    if not model.objects.filter(site=site).exists():
        model.objects.create(site=site, **build())
        seeder.created += 1


def _header(sections: Mapping[str, Page], about: Page) -> str:
    return json.dumps(
        [
            _page(sections["posts"]),
            _page(sections["events"]),
            _page(about, "Who we are", [_page(sections["people"], "Writers and speakers")]),
            _page(sections["take-action"]),
        ]
    )


def _footer(sections: Mapping[str, Page], about: Page) -> str:
    kit = block("url", {"label": "The organizer's kit", "url": "https://example.org/kit/"})
    return json.dumps(
        [
            _group("The coalition", [_page(about), _page(sections["people"])]),
            _group("Lend a hand", [_page(sections["take-action"], "This week"), kit]),
            _page(sections["privacy"]),
        ]
    )


def _announcements(event: EventPage) -> str:
    value = {
        "text": "Two minutes, one true story, somebody who votes: come along, we practice together first.",
        "link": {**NO_LINK, "page": event.pk, "label": "How to join us"},
        "start": None,
        "until": event.starts_at.isoformat() if event.starts_at else None,
    }
    return json.dumps([block("announcement", value)])


def _page(page: Page, label: str = "", below: Sequence[Block] = ()) -> Block:
    children = {"children": list(below)} if below else {}
    return block("page", {"page": page.pk, "label": label, **children})


def _group(label: str, below: Sequence[Block]) -> Block:
    return block("group", {"label": label, "children": list(below)})
