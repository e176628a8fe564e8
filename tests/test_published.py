"""Content that tests make at once is what adding it, storing a revision and publishing that leaves in all tables."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.python import Serializer
from django.db import connection, transaction
from time_machine import travel
from wagtail.models import Page

from pages.models import EventPage, EventSpeaker, GuestBlogPost, Organization, Person, PostAuthor, Topic
from pages.publishing.rules import PublishBlocked
from tests.content import add, block, home, make_event, make_image, make_organization, make_person, make_post, publish

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="keys go on after what is undone"),
]

#: What is drawn at random.
RANDOM = {"translation_key", "uuid"}
#: What a revision holds of the state of its page or record, and Wagtail reads from its row instead.
STATE = {
    *("live", "has_unpublished_changes", "first_published_at", "last_published_at", "draft_title"),
    *("latest_revision", "live_revision", "latest_revision_created_at", "numchild", "url_path", "path", "depth"),
}


def rows_after(make: Callable[[], Any]) -> dict[str, Any]:
    """Return what all tables hold after ``make``, which is undone."""
    with travel(datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC), tick=False), transaction.atomic():
        make()
        found = {
            f"{model._meta.label} {row['pk']}": _plain(row["fields"])
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
            for row in Serializer().serialize(model._base_manager.order_by("pk"))
        }
        transaction.set_rollback(True)
    return found


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in fields.items() if name not in RANDOM}
    if isinstance(content := plain.get("content"), dict):
        plain["content"] = {name: _stored(value) for name, value in content.items() if name not in STATE | RANDOM}
    return plain


def _stored(value: Any) -> Any:
    """Rows get their keys when they are saved, which is before or after a revision is stored."""
    if isinstance(value, list):
        return [{**row, "pk": None, "translation_key": None} if isinstance(row, dict) else row for row in value]
    return value


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_post() -> None:
    person, image, topic = make_person("Ada"), make_image(), Topic.objects.create(name="Work", slug="work")
    body = json.dumps([block("paragraph", f'<p><a linktype="page" id="{home().pk}">Home</a></p>')])
    values: dict[str, Any] = {
        "title": "A post",
        "published_on": datetime.date(2024, 5, 17),
        "feature_image": image,
        "body": body,
    }

    def authors() -> list[PostAuthor]:
        return [PostAuthor(person=person), PostAuthor(name="Somebody")]

    def in_steps() -> Page:
        page = add(home(), GuestBlogPost(**values, topics=[topic]), authors=authors())
        return publish(page)

    assert rows_after(lambda: make_post(authors=authors(), topics=[topic], **values)) == rows_after(in_steps)


def test_an_event() -> None:
    person = make_person("Ada")
    values: dict[str, Any] = {
        "start_date": datetime.date(2030, 6, 14),
        "start_time": datetime.time(13),
        "end_time": datetime.time(14),
        "time_zone": "America/New_York",
        "venue_name": "Town hall",
    }

    def in_steps() -> Page:
        return publish(add(home(), EventPage(title="An event", **values), speakers=[EventSpeaker(person=person)]))

    assert rows_after(lambda: make_event(speakers=[EventSpeaker(person=person)])) == rows_after(in_steps)


@pytest.mark.parametrize(("make", "model"), [(make_person, Person), (make_organization, Organization)])
def test_a_record(make: Callable[[str], Any], model: type[Person | Organization]) -> None:
    def in_steps() -> None:
        record = model(name="Somebody", live=False)
        record.save()
        record.save_revision().publish()

    assert rows_after(lambda: make("Somebody")) == rows_after(in_steps)


def test_what_is_scheduled_or_breaks_a_rule_is_not_public() -> None:
    later = datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)
    assert not make_post(title="Later", go_live_at=later).live
    with pytest.raises(PublishBlocked):
        make_event(title="No date", start_date=None)
    assert not EventPage.objects.get(title="No date").live
