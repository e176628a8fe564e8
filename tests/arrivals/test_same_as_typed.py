"""What is imported is served as what an editor types: three pages of an older site, from WordPress and from Word."""

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image as Picture

from arrivals.sources.registry import sources
from arrivals.sources.source import ReadOptions
from pages.models import EventHost, EventPage, GuestBlogPost, Image, PostAuthor, SectionPage
from tests.arrivals.conftest import Import
from tests.arrivals.reading import NEW_YORK
from tests.arrivals.samples import SAMPLES
from tests.arrivals.word_document import WordDocument, paragraph
from tests.content import block, home
from tests.published import add_published

pytestmark = pytest.mark.django_db

#: What identifies a page or depends on when and where it was made, at any depth of a response.
OWN = frozenset(
    {
        *(
            "id",
            "slug",
            "canonical_url",
            "detail_url",
            "html_url",
            "html_path",
            "url",
            "href",
            "path",
            "url_template",
            "version",
        ),
        *("first_published_at", "last_published_at", "latest_revision_created_at", "updated_at", "published_at"),
        *("sizes", "sources", "crops", "placeholder", "dominant_color", "file_name", "json_ld", "breadcrumbs"),
        *("related", "related_pages", "ical_url", "calendar_url", "uid", "add_to_calendar"),
    }
)


def facts(client: Client, page: Any) -> Any:
    """Return what the API says of a page, without what is its own."""
    response = client.get(f"/api/v2/pages/{page.pk}/")
    assert response.status_code == 200
    return _flat(_without_own(response.json()))


def _flat(value: Any, place: str = "") -> dict[str, Any]:
    """Return the values at the leaves of a response by their places, so that a difference is one line."""
    if isinstance(value, dict):
        return {at: leaf for name, inner in value.items() for at, leaf in _flat(inner, f"{place}/{name}").items()}
    if isinstance(value, list):
        return {at: leaf for name, inner in enumerate(value) for at, leaf in _flat(inner, f"{place}/{name}").items()}
    return {place: value}


def _without_own(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_own(inner) for name, inner in value.items() if name not in OWN}
    return [_without_own(inner) for inner in value] if isinstance(value, list) else value


def picture() -> bytes:
    stream = io.BytesIO()
    Picture.new("RGB", (400, 300), "#336699").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def imported(bring_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three pages, published by the import of an export of WordPress."""
    monkeypatch.setattr("arrivals.writing.library.download", lambda address: io.BytesIO(picture()))
    reader = sources()["wordpress"].read(SAMPLES / "wordpress-1.2.xml", ReadOptions(time_zone=NEW_YORK))
    bring_in(reader=reader, publish=True, may_download=True)


@pytest.mark.usefixtures("imported")
def test_the_post_is_as_typed(client: Client, sections: dict[str, SectionPage]) -> None:
    post = GuestBlogPost.objects.get()
    about = SectionPage.objects.get(slug="about")
    image = Image.objects.get()
    shown = {"image": image.pk, "alt_text": "An empty chair", "decorative": False}
    link = {"page": None, "document": None, "url": "https://write.example.org/", "label": "Write to us"}
    typed = GuestBlogPost(
        title="A gap in the register",
        slug="typed",
        summary="What a teacher learned when she asked.",
        intro=post.intro,
        published_on=datetime.date(2024, 4, 15),
        feature_image=image,
        body=json.dumps(
            [
                *([] if post.intro else [block("paragraph", OPENING + GAPS)]),
                *([block("paragraph", GAPS)] if post.intro else []),
                block("heading", {"text": "A different question", "level": "2"}),
                block(
                    "paragraph",
                    "<p>Then I asked a boy <i>what he had done</i>. See "
                    f'<a linktype="page" id="{about.pk}">who we are</a>.</p>',
                ),
                block(
                    "quote",
                    {
                        "text": "They tell you that they are good at it. Listen for more.",
                        "attribution": "Ines Halloran",
                        "source_url": "",
                    },
                ),
                block("image", {"image": shown, "caption": "The chair by the window", "layout": "column"}),
                block("paragraph", "<p>By September there was no gap.</p>"),
                block("call_to_action", {"text": "", "link": link}),
            ]
        ),
    )
    typed.topics = list(post.topics.all())
    typed.tags.add("tobacco")
    assert [topic.name for topic in typed.topics.all()] == ["Agriculture"]
    author = post.authors.get().person
    assert (author.name, image.alt) == ("Delia Marsh", "An empty chair in a classroom")
    add_published(sections["posts"], typed, authors=[PostAuthor(person=author, sort_order=0)])
    assert facts(client, post) == facts(client, typed)


OPENING = "<p>Our school year begins in the third week of August. So does the harvest.</p>"
GAPS = "<p>For years I wrote the gaps down and asked nothing.</p>"


@pytest.mark.usefixtures("imported")
def test_the_event_is_as_typed(client: Client, sections: dict[str, SectionPage]) -> None:
    event = EventPage.objects.get()
    lantern, fields = (row.organization for row in event.hosts.all())
    assert (lantern.name, lantern.url) == ("Lantern Institute", "https://lantern.example.org/")
    assert (fields.name, fields.description) == ("Fields First", "<p>A network of those who work in fields.</p>")
    typed = EventPage(
        title="World Day: a briefing in Congress",
        slug="typed",
        body=json.dumps([block("paragraph", "<p>One hour about children who work.</p><p>Come and listen.</p>")]),
        start_date=datetime.date(2017, 6, 16),
        start_time=datetime.time(13),
        end_time=datetime.time(14),
        end_date=event.end_date,
        time_zone="America/New_York",
        venue_name="Rayburn House Office Building",
        venue_locality="Washington",
        venue_region="DC",
        venue_country="US",
        price=0,
        price_note=event.price_note,
    )
    assert event.end_date in (None, typed.start_date)
    typed.topics = list(event.topics.all())
    assert [topic.name for topic in event.topics.all()] == ["Briefings"]
    hosts = [EventHost(organization=one, sort_order=place) for place, one in enumerate((lantern, fields))]
    add_published(sections["events"], typed, hosts=hosts)
    assert facts(client, event) == facts(client, typed)


@pytest.mark.usefixtures("imported")
def test_the_page_about_the_coalition_is_as_typed(client: Client) -> None:
    about = SectionPage.objects.get(slug="about")
    text = "<p>Members agree on a few aims at a time.</p><ul><li>we look,</li><li>we tell,</li><li>we ask.</li></ul>"
    typed = SectionPage(title="About the coalition", slug="typed", body=json.dumps([block("paragraph", text)]))
    add_published(home(), typed)
    assert facts(client, about) == facts(client, typed)


def test_a_word_document_is_as_typed(
    client: Client, bring_in: Import, sections: dict[str, SectionPage], tmp_path: Path
) -> None:
    made = WordDocument()
    made.add(
        paragraph("A gap in the register", style="Title"),
        paragraph("By Delia Marsh"),
        paragraph("Our school year begins in the third week of August."),
        paragraph("A different question", style="Heading1"),
        paragraph("See ", made.link("the list", "https://example.org/list"), "."),
        paragraph(made.picture(picture(), "An empty chair", suffix=".jpg")),
        paragraph("The chair by the window", style="Caption"),
    )
    path = made.save(tmp_path / "letter.docx")
    bring_in(reader=sources()["word"].read(path, ReadOptions(time_zone=NEW_YORK)))
    post = GuestBlogPost.objects.get()
    post.latest_revision.publish()
    shown = {"image": Image.objects.get().pk, "alt_text": "An empty chair", "decorative": False}
    typed = GuestBlogPost(
        title="A gap in the register",
        slug="typed",
        published_on=GuestBlogPost.objects.get().published_on,
        body=json.dumps(
            [
                block("paragraph", "<p>Our school year begins in the third week of August.</p>"),
                block("heading", {"text": "A different question", "level": "2"}),
                block("paragraph", '<p>See <a href="https://example.org/list">the list</a>.</p>'),
                block("image", {"image": shown, "caption": "The chair by the window", "layout": "column"}),
            ]
        ),
    )
    add_published(sections["posts"], typed, authors=[PostAuthor(name="Delia Marsh", sort_order=0)])
    assert facts(client, post) == facts(client, typed)
