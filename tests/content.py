"""Content for tests: small builders, each makes one published thing through the public model API."""

import datetime
import io
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.models import Collection, Locale, Page

from pages.models import (
    EventPage,
    EventSeries,
    GuestBlogPost,
    HomePage,
    Image,
    Organization,
    OrganizationAbout,
    Person,
    SectionPage,
    Topic,
    User,
)
from pages.previews.sessions import open_session
from tests.published import add_published, save_published


def picture_file(name: str = "picture.jpg", size: tuple[int, int] = (400, 300), color: str = "#336699") -> ImageFile:
    stream = io.BytesIO()
    Picture.new("RGB", size, color).save(stream, "JPEG")
    return ImageFile(io.BytesIO(stream.getvalue()), name=name)


def make_image(title: str = "A picture", **fields: Any) -> Image:
    values = {"alt": f"What {title} shows", "collection": Collection.get_first_root_node(), **fields}
    return Image.objects.create(title=title, file=picture_file(), **values)


def make_document(title: str = "A paper", **fields: Any) -> Document:
    collection = fields.pop("collection", None) or Collection.get_first_root_node()
    return Document.objects.create(title=title, file=ContentFile(b"text", f"{title}.txt"), collection=collection)


def make_person(name: str = "Ada Writer", **fields: Any) -> Person:
    person = Person(name=name, **fields)
    save_published(person)
    return person


def make_organization(name: str = "Example Union", **fields: Any) -> Organization:
    organization = Organization(name=name, **fields)
    save_published(organization)
    return organization


def make_series(name: str = "Tuesday meetings", **fields: Any) -> EventSeries:
    series = EventSeries(name=name, **fields)
    save_published(series)
    return series


def make_topic(name: str = "Safe work", **fields: Any) -> Topic:
    return Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)


def publish(page: Page) -> Any:
    """Publish the page as it stands, and return it as it then is in the database."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def add(parent: Page, page: Page, **rows: list[Any]) -> Any:
    """Add a draft below ``parent``, with the rows of its relations."""
    page.live = False
    parent.add_child(instance=page)
    for relation, objects in rows.items():
        getattr(page, relation).set(objects)
    return page


def open_preview(page: Page, user: User | None = None, editing: str = "test") -> str:
    """Open a preview of the page as it is in memory and return its token; without ``user`` by one who may do all."""
    if user is None:
        user = User.objects.filter(email="previewer@example.org").first()
        user = user or User.objects.create_superuser("previewer@example.org", "a-password-for-tests")
    return open_session(page, user, editing)


def home() -> HomePage:
    return HomePage.objects.get(slug="home")


def make_section(parent: Page | None = None, title: str = "Section", **fields: Any) -> SectionPage:
    return add_published(parent or home(), SectionPage(title=title, **fields))


def make_post(parent: Page | None = None, title: str = "A post", authors: Any = None, **fields: Any) -> GuestBlogPost:
    from pages.models import PostAuthor

    values = {"published_on": datetime.date(2024, 5, 17), **fields}
    authors = authors or [PostAuthor(name="Somebody")]
    return add_published(parent or home(), GuestBlogPost(title=title, **values), authors=authors)


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block of a body as it is stored."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def make_post_of_every_block() -> GuestBlogPost:
    """A post with a block of each type, by and about what the blocks name."""
    image = {"image": make_image().pk, "alt_text": "A barn", "decorative": False}
    person, document, event = make_person("Ada Writer"), make_document("A paper"), make_event(title="The event")
    link = {"page": event.pk, "document": None, "url": "", "email": "", "phone": "", "label": "Come along"}
    table = {"first_row_is_table_header": True, "data": [["Year", "Fines"], ["2024", "112"]], "table_caption": "Fines"}
    quote = {"text": "Noticing is how it starts.", "attribution": "", "person": person.pk, "role": "Reporter"}
    body = [
        block("paragraph", f'<p>See <a linktype="page" id="{event.pk}">the event</a>.</p>'),
        block("heading", {"text": "A heading", "level": "2"}),
        block("image", {"image": image, "caption": "A caption", "layout": "wide"}),
        block("gallery", {"images": [block("item", image)]}),
        block("quote", {**quote, "attribution_url": "", "source_url": ""}),
        block("embed", {"url": "https://video.example.org/opening", "title": "The opening"}),
        block("call_to_action", {"text": "The hearing is in May.", "link": link}),
        block("document", {"document": document.pk, "description": "Forty pages"}),
        block("table", table),
        block("callout", {"tone": "warning", "title": "Please note", "text": "<p>It may <b>rain</b>.</p>"}),
        block("people", {"people": [block("item", person.pk)]}),
        block("related_pages", {"pages": [block("item", event.pk)]}),
    ]
    return make_post(title="<b>All</b> blocks", body=body)


def make_event(parent: Page | None = None, title: str = "An event", **fields: Any) -> EventPage:
    rows = {relation: fields.pop(relation) for relation in ("speakers", "hosts") if relation in fields}
    values = {
        "start_date": datetime.date(2030, 6, 14),
        "start_time": datetime.time(13),
        "end_time": datetime.time(14),
        "time_zone": "America/New_York",
        "venue_name": "Town hall",
        **fields,
    }
    return add_published(parent or home(), EventPage(title=title, **values), **rows)


def make_about(parent: Page | None = None, title: str = "About us", **fields: Any) -> OrganizationAbout:
    return add_published(parent or home(), OrganizationAbout(title=title, **fields))


def translate(page: Page, locale: Locale, title: str, **fields: Any) -> Any:
    """Publish a version of the page in another language, of whose tree the parent must have a page."""
    copy = page.copy_for_translation(locale)
    for name, value in {"title": title, **fields}.items():
        setattr(copy, name, value)
    return publish(copy)
