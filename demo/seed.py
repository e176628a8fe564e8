"""Create the missing demo content in one transaction.

Existing content is recognized by a key: pages, records and topics by slug, accounts by e-mail address, images and
documents by title in the collection “Demo content”, and the home page by having a revision. Whatever exists is left
unchanged, so seeding again restores what was deleted and changes nothing else.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from demo.about import seed_about
from demo.accounts import seed_accounts
from demo.briefing import seed_briefing
from demo.changed_events import seed_changed_events
from demo.event_builder import EventBuilder
from demo.events import seed_events
from demo.guest_post import seed_guest_post
from demo.home import seed_home
from demo.library import Library
from demo.open_evenings import seed_open_evenings
from demo.organizations import seed_organizations
from demo.people import seed_people
from demo.posts import seed_posts
from demo.sections import seed_sections
from demo.seeder import DemoConflict, Seeder
from demo.site import TIME_ZONE, seed_site
from demo.topics import seed_topics
from pages.models import HomePage


def is_untouched() -> bool:
    """Tell whether the only page in the database is a home page that has not been edited."""
    pages = list(Page.objects.filter(depth__gt=1)[:2])
    return len(pages) == 1 and issubclass(pages[0].specific_class, HomePage) and pages[0].latest_revision_id is None


def seed_demo(report: Callable[[str], object] = lambda line: None) -> None:
    """Create and publish the missing demo content on the default site.

    ``report`` is called with a line of text for each group of objects. Accounts are created only if ``DEMO_LOGIN`` is
    on.

    Everything is one transaction: a failed run leaves neither rows nor files behind, because the next run would take a
    half-finished site for existing content. Raise ``DemoConflict`` if existing content is in the way.
    """
    library = None
    try:
        with transaction.atomic():
            site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
            home = site.root_page.specific if site else None
            if site is None or not isinstance(home, HomePage):
                raise DemoConflict("The demo content needs a default site whose root page is of the type “Home page”.")
            library = Library()
            today = timezone.now().astimezone(ZoneInfo(TIME_ZONE)).date()
            _seed(Seeder(home, library, today), site, report)
            if settings.DEMO_LOGIN:
                report(_line("Accounts", seed_accounts()))
    except BaseException:
        if library is not None:
            library.discard_files()
        raise


def _seed(seeder: Seeder, site: Site, report: Callable[[str], object]) -> None:
    counted = 0

    def done(group: str) -> None:
        nonlocal counted
        report(_line(group, seeder.created - counted))
        counted = seeder.created

    topics = seed_topics(seeder)
    organizations = seed_organizations(seeder)
    people = seed_people(seeder, organizations)
    done("Topics, organizations and people")
    sections = seed_sections(seeder)
    about = seed_about(seeder, organizations)
    done("Sections and plain pages")
    briefing = seed_briefing(seeder, sections["events"], about, organizations, people, topics)
    guest_post = seed_guest_post(seeder, sections["posts"], briefing, people, topics)
    posts = seed_posts(seeder, sections["posts"], guest_post, people, topics)
    done("Guest posts, and the briefing of 2017")
    builder = EventBuilder(seeder, organizations, people, topics, {**posts, guest_post.slug: guest_post})
    events = [*seed_events(builder, sections["events"]), *seed_changed_events(builder, sections["events"])]
    done("Events around today")
    seed_open_evenings(builder, sections["events"])
    done("Open evenings, a series")
    writers = [people[slug] for slug in ("delia-marsh", "ines-halloran", "martin-ocampo")]
    conference = next(event for event in events if event.slug == "schools-and-fields")
    featured = [guest_post, posts["look-at-the-coats"], conference, sections["take-action"]]
    seed_home(seeder, about, featured, writers, sections["take-action"])
    done("Home page")
    seed_site(seeder, site, sections, about, events[0])
    done("Menus, announcement and site settings")


def _line(group: str, created: int) -> str:
    return f"{group}: {created} created" if created else f"{group}: nothing missing"
