"""The demo content: what is created, that it meets the publishing rules, and that seeding again changes nothing."""

import datetime
from io import StringIO

import PIL.Image
import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from wagtail.documents.models import Document
from wagtail.models import Revision, Site

from demo import seed
from demo.documents import fact_sheet_pdf, shed_visits_csv
from demo.pictures import FOLDER, PICTURES
from demo.seed import is_untouched, seed_demo
from demo.seeder import DemoConflict
from pages.accounts.demo_login import ADMINISTRATOR, DEMO_ACCOUNTS, DEMO_PASSWORD
from pages.models import (
    Announcements,
    EventPage,
    EventSeries,
    GuestBlogPost,
    HomePage,
    Image,
    Navigation,
    Organization,
    OrganizationAbout,
    Person,
    SectionPage,
    SiteSettings,
    Topic,
)

NOW = datetime.datetime(2027, 3, 2, 18, tzinfo=datetime.UTC)
CONTENT_PAGES = (HomePage, SectionPage, OrganizationAbout, GuestBlogPost, EventPage)
BLOCKS_SHOWN = {
    *("paragraph", "heading", "image", "gallery", "quote", "call_to_action"),
    *("document", "table", "callout", "people", "related_pages"),
}


def everything():
    """Return every row of every table, as stored."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


@pytest.fixture(scope="class")
def lines(django_db_setup, django_db_blocker, tmp_path_factory):
    """Seed once per test class, and return the reported lines."""
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")), DEMO_LOGIN=True)
    with media, django_db_blocker.unblock(), transaction.atomic():
        lines: list[str] = []
        with time_machine.travel(NOW, tick=True):
            seed_demo(lines.append)
        yield lines
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.usefixtures("lines")
@pytest.mark.django_db
class TestSeededSite:
    """The content of a seeded site. It is seeded once for all tests of this class."""

    def test_reports_each_group(self, lines):
        assert [line.split(":")[0] for line in lines] == [
            "Topics, organizations and people",
            "Sections and plain pages",
            "Guest posts, and the briefing of 2017",
            "Events around today",
            "Open evenings, a series",
            "Home page",
            "Menus, announcement and site settings",
            "Accounts",
        ]
        assert all("created" in line for line in lines)

    @pytest.mark.parametrize(
        ("model", "count"),
        [
            *((HomePage, 1), (SectionPage, 5), (OrganizationAbout, 1), (GuestBlogPost, 5), (EventPage, 15)),
            *((EventSeries, 1), (Topic, 5), (Organization, 12), (Person, 11), (Image, 29), (Document, 2)),
        ],
    )
    def test_counts(self, model, count):
        assert model.objects.count() == count

    @pytest.mark.parametrize("model", [*CONTENT_PAGES, Person, Organization])
    def test_everything_is_live_without_open_changes(self, model):
        for item in model.objects.all():
            assert item.live, item
            assert item.live_revision_id == item.latest_revision_id is not None, item
            assert not item.has_unpublished_changes, item
            assert item.first_published_at, item

    @pytest.mark.parametrize("model", CONTENT_PAGES)
    def test_everything_keeps_the_publishing_rules(self, model):
        for page in model.objects.all():
            assert page.publish_errors() == [], page
            assert page.get_latest_revision_as_object().publish_errors() == [], page
            page.full_clean()

    @pytest.mark.parametrize("model", [Person, Organization])
    def test_records_are_valid(self, model):
        for record in model.objects.all():
            record.full_clean()

    def test_images_are_described(self):
        for image in Image.objects.all():
            assert image.decorative or image.alt, image
            assert image.credit, image
            assert image.dominant_color and image.placeholder, image
            assert image.focal_point is None or all(0 < part < 1 for part in image.focal_point.values()), image

    def test_portraits_have_their_focus_on_the_face(self):
        photos = [person.photo for person in Person.objects.all() if person.photo]
        assert len(photos) == 8
        for photo in photos:
            assert photo.width == photo.height
            assert photo.focal_point is not None and photo.focal_point["y"] < 0.5

    def test_every_block_that_needs_no_other_site_is_shown(self):
        shown = {block.block_type for model in CONTENT_PAGES for page in model.objects.all() for block in page.body}
        assert shown == BLOCKS_SHOWN

    def test_briefing_of_2017(self):
        event = EventPage.objects.get(slug="world-day-briefing-2017")
        assert event.starts_at == datetime.datetime(2017, 6, 16, 17, tzinfo=datetime.UTC)
        assert event.ends_at == datetime.datetime(2017, 6, 16, 18, tzinfo=datetime.UTC)
        assert [(row.printed_name, row.role) for row in event.speakers.all()] == [
            ("Kailash Satyarthi", "keynote"),
            ("Jo Becker", "featured"),
            ("Kevin Willcutts", "featured"),
            ("Elena Marrow", "featured"),
        ]
        assert event.speakers.last().person is None
        assert not Person.objects.filter(name="Elena Marrow").exists()
        assert [row.role for row in event.hosts.all()] == ["host", "cohost", "cohost", "in_cooperation"]
        assert event.rsvp_email.endswith("@example.org")

    def test_moved_event_remembers_the_date_it_was_announced_for(self):
        event = EventPage.objects.get(status=EventPage.Status.RESCHEDULED)
        (announced,) = event.previous_starts
        assert NOW < datetime.datetime.fromisoformat(announced) < event.starts_at
        assert event.revisions.count() == 2
        assert not EventPage.objects.exclude(pk=event.pk).exclude(previous_starts=[]).exists()

    def test_events_of_every_kind(self):
        events = EventPage.objects.all()
        assert {event.status for event in events} == set(EventPage.Status)
        assert {event.attendance_mode for event in events} == set(EventPage.AttendanceMode)
        assert len({event.time_zone for event in events}) >= 6
        assert any(event.all_day for event in events)
        assert any(event.end_date and event.end_date > event.start_date for event in events)
        assert [event.starts_at > NOW for event in events].count(False) == 2

    def test_a_series_with_one_date_that_differs_and_one_that_is_canceled(self):
        dates = EventPage.objects.filter(series__slug="open-evenings").order_by("starts_at")
        assert [date.series_number for date in dates] == [1, 2, 3, 4, 5, 6]
        assert [date.venue_room for date in dates].count("Ground-floor classroom") == 5
        assert [date.status for date in dates].count("cancelled") == 1
        assert dates[2].venue_room == "Map room, upstairs" and dates[3].status == "cancelled"
        months = [(date.start_date.year, date.start_date.month) for date in dates]
        assert len(set(months)) == 6 and {date.start_date.weekday() for date in dates} == {0}
        assert {date.start_time for date in dates} == {datetime.time(18, 30)}

    def test_posts_of_every_kind(self):
        posts = GuestBlogPost.objects.all()
        roles = {row.role for post in posts for row in post.authors.all()}
        assert roles == {"author", "co_author", "translator", "interviewee"}
        assert any(post.original_url and post.canonical_url for post in posts)
        assert any(post.corrections.exists() and post.updated_on for post in posts)
        assert all(post.summary and post.intro and post.feature_image and post.topics.exists() for post in posts)
        assert all(post.published_on < NOW.date() for post in posts)

    def test_about_page_states_the_facts(self):
        about = OrganizationAbout.objects.get()
        assert (about.slug, about.name, about.founded_year) == ("about", "Child Labor Coalition", 1989)
        assert (about.member_count, len(about.member_kinds.splitlines())) == (35, 8)
        assert [row.printed_name for row in about.founders.all()] == ["National Consumers League"]
        assert {row.role for row in about.leadership.all()} == {"Co-chair"}

    def test_only_example_addresses_are_public(self):
        addresses = [
            *EventPage.objects.exclude(rsvp_email="").values_list("rsvp_email", flat=True),
            *(point.email for point in OrganizationAbout.objects.get().contact_points.all() if point.email),
            *get_user_model().objects.values_list("email", flat=True),
        ]
        assert all(address.endswith("@example.org") for address in addresses)

    def test_new_events_start_in_washington_time(self):
        assert SiteSettings.objects.get(site__is_default_site=True).time_zone == "America/New_York"

    def test_menus_and_the_announcement_lead_somewhere(self, client):
        with time_machine.travel(NOW, tick=False):
            body = client.get("/api/v2/site/").json()
        header, footer = body["navigation"]["header"], body["navigation"]["footer"]
        assert [entry["label"] for entry in header] == ["Posts", "Events", "Who we are", "Take action"]
        assert [len(entry["children"]) for entry in footer] == [2, 2, 0]
        (announcement,) = body["announcements"]
        assert announcement["link"]["page"]["meta"]["type"] == "pages.EventPage"
        assert all(body["sections"].values())
        assert body["seo"]["image"]["crops"]["social"]["src"]
        for model in (Navigation, Announcements):
            for setting in model.objects.all():
                setting.full_clean()

    def test_accounts_stand_in_their_groups(self):
        for email, (first_name, group) in DEMO_ACCOUNTS.items():
            account = get_user_model().objects.get(email=email)
            assert account.first_name == first_name
            assert account.check_password(DEMO_PASSWORD)
            assert account.is_superuser == (group == ADMINISTRATOR)
            assert [entry.name for entry in account.groups.all()] == ([] if account.is_superuser else [group])

    def test_again_changes_nothing(self, lines):
        before = everything()
        repeated: list[str] = []
        with time_machine.travel(NOW + datetime.timedelta(3), tick=True):
            seed_demo(repeated.append)
        assert repeated == [f"{line.split(':')[0]}: nothing missing" for line in lines]
        assert everything() == before

    def test_again_leaves_what_somebody_edited(self):
        page = SectionPage.objects.get(slug="privacy")
        page.title = "Data protection"
        page.save_revision().publish()
        seed_demo()
        assert SectionPage.objects.get(slug="privacy").title == "Data protection"

    def test_again_brings_back_what_was_deleted(self):
        GuestBlogPost.objects.get(slug="the-bus-that-waits").delete()
        revisions = Revision.objects.count()
        seed_demo()
        assert GuestBlogPost.objects.get(slug="the-bus-that-waits").live
        assert Revision.objects.count() == revisions + 1

    def test_again_brings_back_a_date_of_the_series(self):
        date = EventPage.objects.get(series__slug="open-evenings", series_number=4)
        slug = date.slug
        date.delete()
        seed_demo()
        again = EventPage.objects.get(slug=slug)
        assert again.live and again.status == "cancelled"
        assert EventPage.objects.filter(series__slug="open-evenings").count() == 6

    def test_if_empty_does_nothing(self):
        before = everything()
        output = StringIO()
        call_command("seed_demo", "--if-empty", stdout=output)
        assert output.getvalue() == "No demo content created: the site already has content.\n"
        assert everything() == before


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page.specific


def seeded_by_command(*arguments):
    output = StringIO()
    call_command("seed_demo", *arguments, stdout=output)
    return output.getvalue()


@pytest.mark.slow
def test_command_without_demo_login(settings, media, home):
    settings.DEMO_LOGIN = False
    output = seeded_by_command("--if-empty")
    assert "Demo accounts were not created" in output
    assert DEMO_PASSWORD not in output
    assert not get_user_model().objects.exists()
    assert GuestBlogPost.objects.live().count() == 5


def test_command_prints_the_demo_login(settings, home, monkeypatch):
    settings.DEMO_LOGIN = True
    monkeypatch.setattr("demo.management.commands.seed_demo.seed_demo", lambda report: report("Things: 3 created"))
    output = seeded_by_command()
    assert "  Things: 3 created\n" in output
    assert all(text in output for text in (DEMO_PASSWORD, *DEMO_ACCOUNTS))


def test_untouched_is_only_the_home_page_of_the_first_day(home):
    assert is_untouched()
    section = home.add_child(instance=SectionPage(title="Ours", slug="ours", live=False))
    assert not is_untouched()
    section.delete()
    assert is_untouched()
    HomePage.objects.get().save_revision()
    assert not is_untouched()


def test_if_empty_leaves_a_site_with_pages_of_its_own(home):
    home.add_child(instance=SectionPage(title="Ours", slug="ours"))
    before = everything()
    assert seeded_by_command("--if-empty").count("\n") == 1
    assert everything() == before


@pytest.mark.slow
def test_page_of_another_type_in_the_way(media, home):
    home.add_child(instance=GuestBlogPost(title="Posts", slug="posts"))
    before = everything()
    with pytest.raises(DemoConflict, match="“Posts”"):
        seed_demo()
    assert everything() == before
    assert not [path for path in media.rglob("*") if path.is_file()]
    with pytest.raises(CommandError, match="“Posts”"):
        call_command("seed_demo", stdout=StringIO())


@pytest.mark.slow
def test_failed_run_leaves_nothing_behind(media, home, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("half-way")

    monkeypatch.setattr(seed, "seed_posts", fail)
    before = everything()
    with pytest.raises(RuntimeError, match="half-way"):
        seed_demo()
    assert everything() == before
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert is_untouched()


def test_site_without_a_home_page(db):
    Site.objects.all().delete()
    with pytest.raises(DemoConflict, match="default site"):
        seed_demo()


def test_every_picture_has_its_file():
    files = {path.stem: path for path in FOLDER.glob("*.webp")}
    assert set(files) == set(PICTURES)
    for path in files.values():
        with PIL.Image.open(path) as picture:
            assert (picture.format, max(picture.size) <= 1600) == ("WEBP", True), path
    # Clones of the repository and the data of `make run` stay small.
    assert sum(path.stat().st_size for path in files.values()) < 1_500_000


def test_documents_can_be_read():
    pdf = fact_sheet_pdf()
    start = int(pdf.split(b"startxref\n")[1].split(b"\n")[0])
    assert pdf.startswith(b"%PDF-") and pdf[start:].startswith(b"xref\n")
    assert len({line.count(b",") for line in shed_visits_csv().splitlines()}) == 1
