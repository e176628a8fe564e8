"""Imports: what becomes of records, the first time and again."""

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from arrivals.models import Arrival, ImportRun, RunEntry
from arrivals.records.event import ArrivingEvent, ArrivingVenue
from arrivals.records.file import ArrivingFile
from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.records.organization import ArrivingOrganization
from arrivals.records.page import Publicity
from arrivals.records.participant import ArrivingParticipant
from arrivals.records.person import ArrivingPerson
from arrivals.records.post import ArrivingPost
from arrivals.records.redirect import ArrivingRedirect
from arrivals.records.remark import ArrivingRemark
from arrivals.records.section import ArrivingSection
from arrivals.records.topic import ArrivingTopic
from arrivals.sources.source import SourceError
from arrivals.writing.importing import Importer
from arrivals.writing.ledger import Ledger
from arrivals.writing.options import ImportOptions
from arrivals.writing.writer import Writer
from pages.models import EventPage, GuestBlogPost, Image, Organization, Person, SectionPage, Topic
from pages.sites.navigation import Navigation
from tests.arrivals.conftest import Import, picture
from tests.arrivals.readers import MemoryReader
from tests.content import make_person, publish

pytestmark = pytest.mark.django_db

OLD = "https://old.example.org"
ADA = ArrivingPerson(key="person:ada", name="Ada Writer", old_addresses=(f"{OLD}/author/ada/",))
WORK = ArrivingTopic(key="topic:work", name="Safe work", old_addresses=(f"{OLD}/category/work/",))


def post(key: str = "post:1", **values: Any) -> ArrivingPost:
    given: dict[str, Any] = {
        "title": "A letter",
        "slug": "a-letter",
        "html": "<p>Dear members,</p><p>we meet on Tuesday.</p>",
        "address": f"{OLD}/2019/05/a-letter/",
        "old_addresses": (f"{OLD}/?p=1",),
        "publicity": Publicity.PUBLIC,
        "published_at": datetime.datetime(2019, 5, 3, 8, tzinfo=datetime.UTC),
        "published_on": datetime.date(2019, 5, 3),
        "authors": (ArrivingParticipant(person="person:ada"),),
        "topics": ("topic:work",),
        "tags": ("meetings",),
    }
    return ArrivingPost(key=key, **(given | values))


def entry(run: ImportRun, key: str) -> RunEntry:
    return RunEntry.objects.get(run=run, key=key)


def said(run: ImportRun, key: str) -> str:
    return " ".join(entry(run, key).sentences)


def test_a_draft_has_everything(bring_in: Import, sections: dict[str, SectionPage]) -> None:
    run = bring_in(ADA, WORK, post())
    made = GuestBlogPost.objects.get()
    assert not made.live
    assert made.get_parent().pk == sections["posts"].pk
    latest: Any = made.get_latest_revision_as_object()
    for version in (made, latest):
        assert (version.title, version.slug, version.published_on) == (
            "A letter",
            "a-letter",
            datetime.date(2019, 5, 3),
        )
        assert [row.person.name for row in version.authors.all()] == ["Ada Writer"]
        assert [topic.name for topic in version.topics.all()] == ["Safe work"]
        assert [tag.name for tag in version.tags.all()] == ["meetings"]
        assert [block.block_type for block in version.body] == ["paragraph"]
    assert not Person.objects.get().live
    assert run.counts == {"created": 3}
    assert run.finished_at is not None
    assert entry(run, "post:1").object == made


def test_what_was_public_is_published_where_that_is_asked_for(bring_in: Import) -> None:
    run = bring_in(ADA, WORK, post(), publish=True)
    made = GuestBlogPost.objects.get()
    assert made.live
    assert made.first_published_at == datetime.datetime(2019, 5, 3, 8, tzinfo=datetime.UTC)
    assert Person.objects.get().live
    assert entry(run, "post:1").published


@pytest.mark.parametrize(
    ("publicity", "sentence"),
    [
        (Publicity.DRAFT, "Not published: it was a draft"),
        (Publicity.SCHEDULED, "It was to be published on 2019-05-03 at 08:00 UTC."),
        (Publicity.RESTRICTED, "It was for some readers only."),
    ],
)
def test_what_was_not_public_stays_a_draft(bring_in: Import, publicity: Publicity, sentence: str) -> None:
    run = bring_in(ADA, WORK, post(publicity=publicity), publish=True)
    assert not GuestBlogPost.objects.get().live
    assert sentence in said(run, "post:1")


def test_publishing_rules_hold(bring_in: Import) -> None:
    run = bring_in(post(authors=()), publish=True)
    made = GuestBlogPost.objects.get()
    assert (made.live, made.first_published_at) == (False, None)
    assert "Not published: Add at least one author" in said(run, "post:1")


def test_a_second_time_nothing_is_made_twice(bring_in: Import) -> None:
    records = [ADA, WORK, picture(), post(feature_image=picture().address)]
    bring_in(*records)
    before = [model.objects.count() for model in (Page, Person, Topic, Image, Redirect, Arrival)]
    revision = GuestBlogPost.objects.get().latest_revision_id
    run = bring_in(*records)
    assert run.counts == {"unchanged": 4}
    assert [model.objects.count() for model in (Page, Person, Topic, Image, Redirect, Arrival)] == before
    assert GuestBlogPost.objects.get().latest_revision_id == revision


def test_what_changed_in_the_source_alone_is_updated(bring_in: Import) -> None:
    bring_in(ADA, WORK, post(), publish=True)
    run = bring_in(ADA, WORK, post(title="A long letter"), publish=True)
    made = GuestBlogPost.objects.get()
    assert (made.title, made.slug, made.live) == ("A long letter", "a-letter", True)
    assert run.counts == {"unchanged": 2, "updated": 1}


def test_an_update_of_a_live_page_without_publishing_is_a_draft(bring_in: Import) -> None:
    bring_in(ADA, WORK, post(), publish=True)
    run = bring_in(ADA, WORK, post(title="A long letter"))
    made: Any = GuestBlogPost.objects.get()
    assert (made.title, made.has_unpublished_changes) == ("A letter", True)
    assert made.get_latest_revision_as_object().title == "A long letter"
    assert entry(run, "post:1").outcome == "updated"


def test_publishing_later_publishes_the_drafts(bring_in: Import) -> None:
    bring_in(ADA, WORK, post())
    run = bring_in(ADA, WORK, post(), publish=True)
    assert GuestBlogPost.objects.get().live
    assert Person.objects.get().live
    assert entry(run, "post:1").published


def test_what_still_cannot_be_published_is_no_new_version(bring_in: Import) -> None:
    html = f'<p>x</p><ul class="wp-block-gallery"><img src="{OLD}/bridge.jpg"><img src="{OLD}/bridge.jpg"></ul>'
    records = [picture(), post(authors=(), topics=(), html=html)]
    bring_in(*records, publish=True)
    revision = GuestBlogPost.objects.get().latest_revision_id
    run = bring_in(*records, publish=True)
    assert entry(run, "post:1").outcome == "unchanged"
    assert "Not published: Add at least one author" in said(run, "post:1")
    assert GuestBlogPost.objects.get().latest_revision_id == revision


def test_what_an_editor_changed_is_left_alone(bring_in: Import) -> None:
    bring_in(ADA, WORK, post())
    draft: Any = GuestBlogPost.objects.get().get_latest_revision_as_object()
    draft.subtitle = "By hand"
    draft.save_revision()
    run = bring_in(ADA, WORK, post(title="A long letter"))
    latest: Any = GuestBlogPost.objects.get().get_latest_revision_as_object()
    assert (latest.title, latest.subtitle) == ("A letter", "By hand")
    assert entry(run, "post:1").outcome == "kept"
    assert "changed in the source too" in said(run, "post:1")


def test_publishing_by_an_editor_is_no_change(bring_in: Import) -> None:
    bring_in(ADA, WORK, post())
    person: Any = Person.objects.get()
    person.latest_revision.publish()
    publish(GuestBlogPost.objects.get().get_latest_revision_as_object())
    run = bring_in(ADA, WORK, post(title="A long letter"))
    assert entry(run, "post:1").outcome == "updated"


def test_what_was_deleted_here_stays_deleted(bring_in: Import) -> None:
    bring_in(ADA, WORK, post())
    GuestBlogPost.objects.get().delete()
    run = bring_in(ADA, WORK, post())
    assert not GuestBlogPost.objects.exists()
    assert said(run, "post:1") == "It was deleted here, so it is not made again."


def test_a_person_who_is_here_is_found_and_not_changed(bring_in: Import) -> None:
    ada = make_person("ada WRITER", job_title="Poet")
    run = bring_in(ArrivingPerson(key="person:ada", name="Ada Writer", job_title="Clerk"), post(topics=()))
    assert entry(run, "person:ada").outcome == "found"
    ada.refresh_from_db()
    assert (ada.name, ada.job_title) == ("ada WRITER", "Poet")
    assert GuestBlogPost.objects.get().authors.get().person_id == ada.pk
    assert bring_in(ArrivingPerson(key="person:ada", name="Ada Writer")).counts == {"found": 1}


def test_of_two_people_of_one_name_none_is_taken(bring_in: Import) -> None:
    make_person("Ada Writer")
    make_person("Ada Writer")
    bring_in(ADA)
    assert Person.objects.filter(name="Ada Writer").count() == 3


def test_links_lead_to_what_arrives_whatever_the_order(bring_in: Import) -> None:
    first = post("post:1", html=f'<p>See <a href="{OLD}/2019/06/later/">the next</a>, <a href="/?p=2">or so</a>.</p>')
    second = post(
        "post:2", title="Later", slug="later", address=f"{OLD}/2019/06/later/", old_addresses=(f"{OLD}/?p=2",)
    )
    bring_in(ADA, WORK, first, second)
    later = GuestBlogPost.objects.get(slug="later")
    text = GuestBlogPost.objects.get(slug="a-letter").body[0].value.source
    assert text.count(f'<a linktype="page" id="{later.pk}">') == 2


def test_relative_links_to_nothing_here_become_absolute(bring_in: Import) -> None:
    bring_in(ADA, WORK, post(html='<p><a href="/shop/">Shop</a></p>'))
    assert f'<a href="{OLD}/shop/">Shop</a>' in GuestBlogPost.objects.get().body[0].value.source


def test_old_addresses_lead_to_what_arrived(bring_in: Import) -> None:
    run = bring_in(
        ADA,
        WORK,
        post(),
        ArrivingRedirect(key="redirect:1", address=f"{OLD}/?cat=4", target="topic:work"),
        ArrivingRedirect(key="redirect:2", address=f"{OLD}/2019/05/", url="/posts/"),
        ArrivingRedirect(key="redirect:3", address=f"{OLD}/lost/", target="post:99"),
        publish=True,
    )
    made = GuestBlogPost.objects.get()
    links = {row.old_path: row.redirect_page_id or row.redirect_link for row in Redirect.objects.all()}
    assert links == {
        "/2019/05/a-letter": made.pk,
        "/?p=1": made.pk,
        "/author/ada": "/people/ada-writer/",
        "/category/work": "/posts/?topic=safe-work",
        "/?cat=4": "/posts/?topic=safe-work",
        "/2019/05": "/posts/",
    }
    assert "Old addresses that lead here: /2019/05/a-letter, /?p=1" in said(run, "post:1")
    assert entry(run, "redirect:3").outcome == "failed"


def test_a_page_needs_no_redirect_from_its_own_address(bring_in: Import) -> None:
    bring_in(ArrivingSection(key="page:1", title="Privacy", slug="privacy", address=f"{OLD}/privacy/"))
    assert not Redirect.objects.exists()


def test_a_redirect_that_editors_made_stays(bring_in: Import) -> None:
    Redirect.objects.create(old_path="/2019/05/a-letter", redirect_link="/else/", site=Site.objects.get())
    bring_in(ADA, WORK, post())
    assert Redirect.objects.get(old_path="/2019/05/a-letter").redirect_link == "/else/"


def test_pictures_go_into_the_library_once(bring_in: Import) -> None:
    html = f'<figure><img src="{OLD}/bridge.jpg" alt="A bridge"><figcaption>In May</figcaption></figure>'
    bring_in(ADA, WORK, picture(alternative_text="Bridge"), post(html=html, feature_image=f"{OLD}/bridge.jpg"))
    image = Image.objects.get()
    made = GuestBlogPost.objects.get()
    assert made.feature_image_id == image.pk
    assert (image.alt, image.width) == ("Bridge", 40)
    block = made.body.raw_data[0]
    assert block["type"] == "image"
    assert block["value"]["caption"] == "In May"
    assert block["value"]["image"] == {"image": image.pk, "alt_text": "A bridge", "decorative": False}


def test_a_picture_that_cannot_be_brought_in_is_tried_again(bring_in: Import) -> None:
    html = f'<p>Before</p><img src="{OLD}/bridge.jpg" alt="A bridge"><p>After</p>'
    run = bring_in(ADA, WORK, post(html=html))
    assert f"The picture {OLD}/bridge.jpg was not brought in. Files from other sites are not" in said(run, "post:1")
    assert [block.block_type for block in GuestBlogPost.objects.get().body] == ["paragraph"]
    again = bring_in(ADA, WORK, picture(), post(html=html))
    assert entry(again, "post:1").outcome == "updated"
    latest: Any = GuestBlogPost.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in latest.body] == ["paragraph", "image", "paragraph"]


def test_undescribed_pictures_stop_publishing_or_are_decorative(bring_in: Import) -> None:
    records = [ADA, WORK, picture(), post(html=f'<p>x</p><img src="{OLD}/bridge.jpg">')]
    run = bring_in(*records, publish=True)
    assert not GuestBlogPost.objects.get().live
    assert "1 of the pictures in the text has no alternative text" in said(run, "post:1")
    bring_in(*records, publish=True, undescribed_are_decorative=True)
    assert GuestBlogPost.objects.get().live


def test_quotations_keep_who_said_it(bring_in: Import) -> None:
    html = "<blockquote><p>It rains.</p><cite>Noor Haddad</cite></blockquote><blockquote><p>It pours.</p></blockquote>"
    run = bring_in(ADA, WORK, post(html=html))
    values = [block["value"] for block in GuestBlogPost.objects.get().body.raw_data]
    assert [(value["text"], value["attribution"]) for value in values] == [
        ("It rains.", "Noor Haddad"),
        ("It pours.", ""),
    ]
    assert "1 of the quotations names nobody" in said(run, "post:1")


def test_quotations_of_nobody_are_set_in_italics_to_be_published(bring_in: Import) -> None:
    run = bring_in(ADA, WORK, post(html="<blockquote><p>It pours.</p></blockquote>"), publish=True)
    made = GuestBlogPost.objects.get()
    assert made.live
    assert made.body[0].value.source == "<p><i>It pours.</i></p>"
    assert "1 quotation that names nobody who said it became text in italics." in said(run, "post:1")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not a picture", "Files of this kind (.jpg) are not taken"),
        (b"\xff\xd8\xff\xe0 broken", "corrupted image"),
        (b"", "Files of this kind"),
    ],
)
def test_bad_files_are_refused(bring_in: Import, content: bytes, sentence: str) -> None:
    file = ArrivingFile(key="file:9", address=f"{OLD}/bad.jpg", open=lambda: io.BytesIO(content))
    run = bring_in(ADA, WORK, file, post(feature_image=f"{OLD}/bad.jpg"))
    assert entry(run, "file:9").outcome == "failed"
    assert sentence.lower() in said(run, "file:9").lower()
    assert "The main image" in said(run, "post:1")
    assert GuestBlogPost.objects.get().feature_image is None


def test_a_picture_is_found_by_the_address_of_the_page_about_it(bring_in: Import) -> None:
    bring_in(picture(old_addresses=(f"{OLD}/?attachment_id=9",)))
    bring_in(ADA, WORK, post(feature_image=f"{OLD}/?attachment_id=9"))
    assert GuestBlogPost.objects.get().feature_image == Image.objects.get()


def test_an_event_has_everything(bring_in: Import, sections: dict[str, SectionPage]) -> None:
    host = ArrivingOrganization(key="organization:1", name="Example Union", url="https://union.example.org/")
    event = ArrivingEvent(
        key="event:1",
        title="Briefing",
        address=f"{OLD}/event/briefing/",
        html="<p>All are welcome.</p>",
        start_date=datetime.date(2017, 6, 16),
        start_time=datetime.time(13),
        end_time=datetime.time(14),
        time_zone="America/New_York",
        status="cancelled",
        venue=ArrivingVenue(name="Town hall", locality="Springfield", country="US", latitude=Decimal("44.05")),
        rsvp_mode="url",
        rsvp_url="https://tickets.example.org/",
        price=Decimal("10"),
        price_currency="USD",
        hosts=(ArrivingParticipant(organization="organization:1", role="cohost"),),
        speakers=(ArrivingParticipant(name="Noor Haddad", role="keynote", line="Nurse", biography="<p>Lives.</p>"),),
        tags=("briefings",),
    )
    bring_in(host, event)
    made: Any = EventPage.objects.get().get_latest_revision_as_object()
    assert EventPage.objects.get().get_parent().pk == sections["events"].pk
    assert made.starts_at == datetime.datetime(2017, 6, 16, 17, tzinfo=datetime.UTC)
    assert (made.venue_name, made.venue_locality, made.venue_country.code) == ("Town hall", "Springfield", "US")
    assert (made.status, made.rsvp_mode, made.price, made.price_currency) == ("cancelled", "url", 10, "USD")
    assert [(row.organization.name, row.role) for row in made.hosts.all()] == [("Example Union", "cohost")]
    [speaker] = made.speakers.all()
    assert (speaker.name, speaker.role, speaker.affiliation, speaker.bio) == (
        *("Noor Haddad", "keynote", "Nurse"),
        "<p>Lives.</p>",
    )
    assert Organization.objects.get().url == "https://union.example.org/"


def test_values_that_do_not_fit_are_named(bring_in: Import) -> None:
    event = ArrivingEvent(
        key="event:1",
        title="B" * 300,
        start_date=datetime.date(1, 1, 1),
        rsvp_email="nobody",
        online_url="javascript:alert(1)",
        venue=ArrivingVenue(country="XX", latitude=Decimal("123")),
    )
    run = bring_in(event)
    made = EventPage.objects.get()
    assert made.title == "B" * 254 + "…"
    assert (made.start_date, made.rsvp_email, made.online_url, made.venue_latitude) == (None, "", "", None)
    sentences = said(run, "event:1")
    for text in ("B" * 300, "“nobody” was left out", "javascript:alert(1)", "“123” was left out", "“XX” was left out"):
        assert text in sentences


def test_sections_keep_their_tree_and_menus_their_entries(bring_in: Import) -> None:
    bring_in(
        ArrivingSection(key="page:1", title="About", address=f"{OLD}/about/"),
        ArrivingSection(key="page:2", title="Team", parent="page:1", address=f"{OLD}/about/team/"),
        ArrivingMenu(
            key="menu:1",
            name="Main",
            place="header",
            entries=(
                ArrivingMenuEntry(
                    label="About us",
                    page="page:1",
                    children=(ArrivingMenuEntry(label="Team", page="page:2"), ArrivingMenuEntry(label="Lost")),
                ),
                ArrivingMenuEntry(label="Shop", url="https://shop.example.org/"),
            ),
        ),
    )
    team = SectionPage.objects.get(slug="team")
    assert team.get_parent().slug == "about"
    menu = Navigation.for_site(Site.objects.get()).header.raw_data
    assert [(entry["type"], entry["value"]["label"]) for entry in menu] == [("page", "About us"), ("url", "Shop")]
    assert [entry["value"]["page"] for entry in menu[0]["value"]["children"]] == [team.pk]


def test_a_menu_that_has_entries_is_left_alone(bring_in: Import) -> None:
    entries = (ArrivingMenuEntry(label="Shop", url="https://shop.example.org/"),)
    bring_in(ArrivingMenu(key="menu:1", name="Main", place="header", entries=entries))
    other = (ArrivingMenuEntry(label="Other", url="https://other.example.org/"),)
    run = bring_in(ArrivingMenu(key="menu:2", name="Other", place="header", entries=other))
    assert entry(run, "menu:2").outcome == "kept"
    assert "Other" in said(run, "menu:2")
    assert len(Navigation.for_site(Site.objects.get()).header) == 1


def test_a_slug_that_is_taken_gets_a_number(bring_in: Import) -> None:
    bring_in(ADA, WORK, post(), post("post:2", address=f"{OLD}/2020/a-letter/", old_addresses=()))
    assert sorted(GuestBlogPost.objects.values_list("slug", flat=True)) == ["a-letter", "a-letter-2"]


def test_two_origins_are_kept_apart(bring_in: Import) -> None:
    bring_in(ADA, WORK, post())
    bring_in(reader=MemoryReader(ADA, WORK, post(), origin="https://other.example.org"))
    assert GuestBlogPost.objects.count() == 2
    assert Person.objects.count() == 1


def test_remarks_are_reported(bring_in: Import) -> None:
    run = bring_in(ArrivingRemark(key="remark:1", sentence="412 comments were left out."))
    assert (entry(run, "remark:1").outcome, said(run, "remark:1")) == ("remark", "412 comments were left out.")


def test_a_source_that_breaks_off_keeps_what_was_read(bring_in: Import) -> None:
    class Broken(MemoryReader):
        rounds = 0

        def records(self) -> Any:
            self.rounds += 1
            yield from self.given
            if self.rounds > 1:
                raise SourceError("The file ends in the middle.")

    run = bring_in(reader=Broken(ADA, WORK, post()))
    assert run.problem == "The file ends in the middle."
    assert GuestBlogPost.objects.count() == 1
    assert RunEntry.objects.count() == 3


def test_one_record_that_fails_stops_no_other(bring_in: Import) -> None:
    broken = ArrivingTopic(key="topic:broken", name="")
    run = bring_in(broken, ADA, WORK, post(html="<p>" * 3 + "deep" + "x" * 3_000_000), post("post:2", slug="other"))
    assert GuestBlogPost.objects.get(slug="other").authors.count() == 1
    assert entry(run, "post:1").outcome == "failed"


def test_an_interrupted_import_goes_on(bring_in: Import) -> None:
    class Interrupted(MemoryReader):
        rounds = 0

        def records(self) -> Any:
            self.rounds += 1
            yield ADA
            yield WORK
            if self.rounds > 1:
                raise KeyboardInterrupt
            yield post()

    with pytest.raises(KeyboardInterrupt):
        bring_in(reader=Interrupted())
    assert not GuestBlogPost.objects.get().latest_revision_id
    run = bring_in(ADA, WORK, post())
    assert entry(run, "post:1").outcome == "created"
    assert GuestBlogPost.objects.get().title == "A letter"
    assert GuestBlogPost.objects.get().latest_revision_id


def test_what_is_stored_of_a_run_is_never_behind_its_report(
    sections: dict[str, SectionPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arrivals.writing.importing.TOGETHER", 1)
    run = ImportRun(source="memory", file_name="memory")
    options = ImportOptions(site=Site.objects.get(is_default_site=True))
    stored = []

    def watch(done: int, total: int, title: str) -> None:
        # What another process would find if this one were killed now.
        stored.append((ImportRun.objects.get(pk=run.pk).written, RunEntry.objects.filter(run=run).count()))

    Importer(MemoryReader(ADA, WORK, post()), options, run).run(watch)
    assert stored[-3:] == [(1, 1), (2, 2), (3, 3)]


def test_a_dry_run_writes_nothing_and_says_everything(bring_in: Import) -> None:
    html = (
        f'<p><a href="{OLD}/about/">About</a> <u>x</u></p><img src="{OLD}/bridge.jpg" alt="A bridge">'
        "<blockquote>It pours.</blockquote>"
    )
    about = ArrivingSection(key="page:1", title="About", address=f"{OLD}/about/", old_addresses=(f"{OLD}/?page_id=7",))
    records = [ADA, WORK, picture(), about, post(html=html, feature_image=f"{OLD}/bridge.jpg")]
    models = (Page, Person, Topic, Image, Redirect, Arrival, ImportRun, RunEntry)
    before = [model.objects.count() for model in models]
    run = bring_in(*records, dry=True)
    assert [model.objects.count() for model in models] == before
    foretold = {entry.key: entry for entry in run.dry_entries}  # type: ignore[attr-defined]
    real = bring_in(*records)
    assert run.counts == real.counts
    for line in RunEntry.objects.filter(run=real):
        assert (foretold[line.key].outcome, foretold[line.key].sentences) == (line.outcome, line.sentences)
    assert bring_in(*records, dry=True).counts == {"unchanged": 5}


def test_what_was_unpublished_here_stays_so(bring_in: Import) -> None:
    bring_in(ADA, WORK, post(), publish=True)
    GuestBlogPost.objects.get().unpublish()
    Person.objects.get().unpublish()
    bring_in(ADA, WORK, post(), publish=True)
    assert not GuestBlogPost.objects.get().live
    assert not Person.objects.get().live
    run = bring_in(ADA, WORK, post(title="A long letter"), publish=True)
    assert entry(run, "post:1").outcome == "updated"
    assert said(run, "post:1") == "Not published: it was unpublished here."
    assert not GuestBlogPost.objects.get().live


def test_what_is_locked_here_is_left_alone(bring_in: Import) -> None:
    bring_in(ADA, WORK, post())
    GuestBlogPost.objects.update(locked=True)
    for changed in (post(), post(title="A long letter")):
        run = bring_in(ADA, WORK, changed, publish=True)
        assert (entry(run, "post:1").outcome, "locked here" in said(run, "post:1")) == ("kept", True)
    assert not GuestBlogPost.objects.get().live
    assert GuestBlogPost.objects.get().title == "A letter"


def test_of_two_records_with_one_key_the_first_is_taken(bring_in: Import) -> None:
    run = bring_in(ADA, WORK, post(), post(title="Another"), post("post:2", title="A third"))
    assert sorted(GuestBlogPost.objects.values_list("title", flat=True)) == ["A letter", "A third"]
    assert run.counts == {"created": 4, "failed": 1}
    assert run.entries.get(outcome="failed").title == "Another"


def test_addresses_that_cannot_be_read_stop_nothing(bring_in: Import) -> None:
    broken = "http://[old.example.org/"
    records = (post(address=broken, old_addresses=(broken,), feature_image=broken, html=f'<a href="{broken}">x</a>'),)
    assert bring_in(*records, dry=True).counts == {"created": 1}
    assert bring_in(*records).counts == {"created": 1}


def test_a_value_that_cannot_be_stored_stops_no_other_record(bring_in: Import) -> None:
    run = bring_in(post(intro="<p>\ud800</p>", authors=(), topics=()), post("post:2", title="A third", topics=()))
    assert run.counts == {"created": 1, "failed": 1}
    assert "cannot be stored" in said(run, "post:1")


def test_a_place_that_is_deleted_stops_nothing(bring_in: Import, sections: dict[str, SectionPage]) -> None:
    below = sections["posts"]
    Page.objects.get(pk=below.pk).delete()
    run = bring_in(ADA, WORK, post(), posts_below=below)
    assert run.counts == {"created": 2, "failed": 1}


def two_writers() -> tuple[Writer, Writer]:
    options = ImportOptions(site=Site.objects.get(is_default_site=True), may_download=False)
    one, other = (Writer(Ledger(OLD), options) for _ in range(2))
    return one, other


def test_two_imports_at_once_make_nothing_twice(sections: dict[str, SectionPage]) -> None:
    one, other = two_writers()
    both: Any = [(writer, writer.prepare(ADA)) for writer in (one, other)]
    assert [writer._store(prepared).outcome for writer, prepared in both] == ["created", "kept"]
    assert Person.objects.count() == 1


def test_two_imports_at_once_make_one_place(sections: dict[str, SectionPage], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two_writers()
    one.place(post())
    # The other one looked before the first was done.
    monkeypatch.setattr(other.ledger, "find", lambda key: None)
    other.place(post())
    assert GuestBlogPost.objects.count() == 1
    assert Arrival.objects.get().object == GuestBlogPost.objects.get()


@pytest.mark.parametrize("what", ["edited", "deleted"])
def test_what_changes_while_files_are_downloaded_is_left_alone(bring_in: Import, what: str) -> None:
    bring_in(ADA, WORK, post())
    one, _ = two_writers()
    prepared: Any = one.prepare(post(title="A long letter"))
    made: Any = GuestBlogPost.objects.get()
    if what == "edited":
        made.subtitle = "By hand"
        made.save_revision()
    else:
        made.delete()
    assert one._store(prepared).outcome == "kept"
    for page in GuestBlogPost.objects.all():
        latest: Any = page.get_latest_revision_as_object()
        assert (latest.title, latest.subtitle) == ("A letter", "By hand")
