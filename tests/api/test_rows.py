"""What is in the database past the forms costs itself: whatever a column holds, everything else is served and edited.

``ROW_WRITES`` is how many groups of columns are written to, ``ROW_SEED`` where the first begins.
"""

import json
import logging
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from wagtail.blocks import ListBlock, StreamBlock, StructBlock, URLBlock
from wagtail.fields import StreamField

from api.formats.addresses import email_address, phone_number, web_address
from pages.blocks.block_type import editor_block_types
from pages.blocks.stored_stream import sound_stream
from pages.database import bad_rows
from pages.models import EventPage, GuestBlogPost, Person, SocialLink
from tests.api.everything import Everything
from tests.api.row_values import ADDRESSES, columns_of, nonsense, served_models
from tests.api.rows import UNSAFE, Rows
from tests.slices import how_many

SEED = int(os.environ.get("ROW_SEED") or 1)
COLUMNS = [(model, field) for model in served_models() for field in columns_of(model)]
#: Columns of one group: a few, so that one does not hide what another does.
TOGETHER = 24
GROUPS = -(-len(COLUMNS) // TOGETHER)
WRITES = how_many(GROUPS, GROUPS, "ROW_WRITES")
#: Tables whose rows decide where the others are.
PLACES = frozenset({"wagtailcore.Site", "wagtailcore.Locale", "wagtailcore.Collection"})
UNSAFE_ADDRESSES = [address for address in ADDRESSES if UNSAFE.search(f'"{address}"')]


@pytest.fixture
def rows(everything: Everything) -> Iterator[Rows]:
    # Every bad row is a line in the log, and here are thousands.
    logging.disable(logging.ERROR)
    yield Rows(everything)
    logging.disable(logging.NOTSET)


def groups() -> Iterator[list[tuple[Any, Any]]]:
    """Yield groups of columns without an end, each column in turn."""
    number = SEED
    while True:
        order = random.Random(number).sample(COLUMNS, len(COLUMNS))
        yield from (order[at : at + TOGETHER] for at in range(0, len(order), TOGETHER))
        number += 1


# A version of an image that no cache but memcached minds.
@pytest.mark.filterwarnings("ignore::django.core.cache.backends.base.CacheKeyWarning")
@pytest.mark.slow
def test_whatever_a_column_holds_everything_else_is_served(rows: Rows, record_property: Any) -> None:
    api, lists, admin = list(rows.api()), list(rows.lists()), list(rows.admin())
    assert list(rows.faults([*api, *admin])) == []
    assert list(rows.others_missing()) == []
    faults: list[str] = []
    written, each = 0, groups()

    @seed(SEED)
    @settings(
        max_examples=WRITES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    # Which of its values each column gets, and which lists and forms are asked.
    @given(st.tuples(*(st.integers(0, 10**6) for _ in range(TOGETHER))), st.randoms(use_true_random=False))
    def write(chosen: tuple[int, ...], some: random.Random) -> None:
        nonlocal written
        group = next(each)
        options = (list(nonsense(field)) for _, field in group)
        values = [those[number % len(those)] for those, number in zip(options, chosen, strict=False)]
        asked = [*api, *some.sample(lists, 6), *some.sample(admin, 2)]
        with transaction.atomic():
            took = [
                f"{model._meta.label}.{field.name} = {value!r:.200}"
                for (model, field), value in zip(group, values, strict=True)
                if rows.write(model, field, value)
            ]
            written += len(took)
            moved = any(name.startswith(tuple(PLACES)) for name in took)
            found = [*rows.faults(asked, readable=not moved)]
            found += [] if moved else rows.others_missing()
            faults.extend(f"{fault}\n    {took}" for fault in found)
            transaction.set_rollback(True)

    write()
    record_property("summary", f"rows on {connection.vendor}: {written} writes, {len(faults)} faults")
    assert written > 2 * WRITES
    assert faults[:20] == []


def test_every_served_table_has_a_row_to_write_to(rows: Rows) -> None:
    assert [model._meta.label for model in served_models() if rows.row(model) is None] == []


# Addresses


def address_places() -> Iterator[tuple[Any, Any, Any]]:
    """Yield every column that holds an address, and every address in a block, with what makes the value of it."""
    for model, field in COLUMNS:
        if field.get_internal_type() == "CharField" and type(field).__name__ == "URLField":
            yield model, field, lambda address: address
        elif isinstance(field, StreamField):
            for name, child in field.stream_block.child_blocks.items():
                for wrap in _wrappers(child):
                    yield (
                        model,
                        field,
                        lambda address, name=name, wrap=wrap: json.dumps(
                            [{"type": name, "value": wrap(address), "id": "00000000-0000-4000-8000-000000000001"}]
                        ),
                    )


def _wrappers(block: Any) -> Iterator[Any]:
    """Yield functions that make the value of a block with an address at one of its places."""
    if isinstance(block, URLBlock):
        yield lambda address: address
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            for wrap in _wrappers(child):
                texts = dict.fromkeys(("text", "label", "title", "platform", "attribution"), "Words")
                known = {other: word for other, word in texts.items() if other in block.child_blocks}
                yield lambda address, name=name, wrap=wrap, known=known: {**known, name: wrap(address)}
    elif isinstance(block, StreamBlock):
        for name, child in block.child_blocks.items():
            for wrap in _wrappers(child):
                yield lambda address, name=name, wrap=wrap: [{"type": name, "value": wrap(address), "id": "x"}]
    elif isinstance(block, ListBlock):
        for wrap in _wrappers(block.child_block):
            yield lambda address, wrap=wrap: [{"type": "item", "value": wrap(address), "id": "x"}]


@pytest.mark.slow
def test_no_unsafe_address_is_served(rows: Rows) -> None:
    EventPage.objects.update(rsvp_mode="url", status="scheduled")
    faults, places = [], list(address_places())
    # Whatever is found by a path is shown like what is found by a key.
    api = [target for target in rows.api() if "/find/" not in target and "search=" not in target]
    assert len(places) > 20
    for number, (model, field, make) in enumerate(places):
        with transaction.atomic():
            address = UNSAFE_ADDRESSES[number % len(UNSAFE_ADDRESSES)]
            assert rows.write(model, field, make(address)) or "\x01" in address
            found = rows.faults(api, addresses=True)
            faults += [f"{model._meta.label}.{field.name} = {make(address)}: {fault}" for fault in found]
            transaction.set_rollback(True)
    assert faults[:10] == []


def test_a_safe_address_is_served_where_an_unsafe_one_is_not(rows: Rows) -> None:
    links = {"people/ada-writer/": "ada.example.org", "posts/": "elsewhere.example.org", "events/": "map.example.org"}
    for path, host in links.items():
        assert host in rows.visitor.get(f"/api/v2/{path}?fields=*").content.decode()


@pytest.mark.parametrize(
    ("address", "served"),
    [
        *((address, None) for address in ADDRESSES if not address.startswith("https://user")),
        ("https://example.org", "https://example.org"),
        (" https://example.org/ ", "https://example.org/"),
        ("HTTPS://EXAMPLE.ORG/a?b=c#d", "HTTPS://EXAMPLE.ORG/a?b=c#d"),
        ("http://xn--bcher-kva.example:8080/", "http://xn--bcher-kva.example:8080/"),
        ("https://bücher.example/é", "https://bücher.example/é"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://exa;mple.org/", None),
        ("https://example.org:0/", None),
        ("https:/example.org", None),
        ("example.org", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_which_web_addresses_are_served(address: Any, served: str | None) -> None:
    assert web_address(address) == served


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("a@example.org", True),
        ("a.b+c@sub.example.org", True),
        ("é@bücher.example", True),
        ("a@example.org\nBCC:b@example.org", False),
        ("a@example.org?bcc=b@example.org", False),
        ("a@example.org,b@example.org", False),
        ("javascript:alert(1)", False),
        ("", False),
        (None, False),
    ],
)
def test_which_email_addresses_are_served(text: Any, served: bool) -> None:
    assert (email_address(text) == text and text != "") == served


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("+1 202 555 0100", True),
        ("(030) 1234\u20135678 ext. 9", True),
        ("javascript:alert(1)", False),
        ("12\r\n3", False),
        ("1;phone-context=evil.example", False),
        ("---", False),
        (None, False),
    ],
)
def test_which_phone_numbers_are_served(text: Any, served: bool) -> None:
    assert (phone_number(text) == text) == served


# What is mended


def stream(*items: Any) -> list[dict[str, Any]]:
    return sound_stream(GuestBlogPost._meta.get_field("body").stream_block, list(items))


def test_blocks_that_cannot_be_read_are_left_out_and_fields_are_mended() -> None:
    good = {"type": "paragraph", "value": "<p>Good</p>", "id": "1"}
    assert stream(good, None, 3, [], {}, {"type": []}, {"type": "unknown", "value": 1}, {**good, "value": {}}) == [good]
    assert stream({**good, "id": {"x": 1}}) == [{**good, "id": None}]
    (heading,) = stream({"type": "heading", "value": {"text": 7, "level": ["9"]}, "id": "2"})
    assert heading["value"] == {"text": "7", "level": "2"}
    (people,) = stream({"type": "people", "value": {"people": [1, "x", None, {"type": "item", "value": 2}]}, "id": "3"})
    assert people["value"]["people"] == [1, {"type": "item", "value": 2}]
    (table,) = stream({"type": "table", "value": {"data": [["a"], "b", None], "table_caption": []}, "id": "4"})
    assert table["value"]["data"] == [["a"]]


def test_what_forms_store_is_unchanged(everything: Everything) -> None:
    stored = everything.body(everything.about)
    assert {block["type"] for block in stored} == set(editor_block_types())
    assert stream(*stored) == stored


def column(rows: Rows, model: Any, name: str, value: Any) -> None:
    assert rows.write(model, model._meta.get_field(name), value)


def test_an_event_is_mended(rows: Rows) -> None:
    event = rows.everything.event
    path = f"/api/v2/events/{event.pk}/"
    for name, value in {"time_zone": "Mars/Olympus", "status": "undecided", "venue_latitude": 91, "price": -5}.items():
        column(rows, EventPage, name, value)
    column(rows, EventPage, "ends_at", "2001-01-01 00:00:00")
    shown = rows.visitor.get(path).json()
    assert shown["start"]["timezone"] == "UTC"
    assert shown["start"]["utc"] == "2017-06-16T17:00:00Z"
    assert shown["start"]["local"] == "2017-06-16T17:00:00"
    assert shown["end"] is shown["ends_at"] is None
    assert shown["status"] == "scheduled"
    assert shown["venue"]["latitude"] is shown["venue"]["longitude"] is None
    assert shown["price"]["amount"] is None
    assert rows.visitor.get(f"/feeds/events/{event.pk}.ics").status_code == 200


@pytest.mark.parametrize("time", ["24:00", "23:59:59"])
@pytest.mark.slow
def test_a_time_that_only_databases_have_is_read_as_none(rows: Rows, time: str) -> None:
    event = rows.everything.event
    column(rows, EventPage, "start_time", time)
    for path in (f"/api/v2/events/{event.pk}/", "/api/v2/events/", "/feeds/events.ics"):
        assert rows.visitor.get(path).status_code == 200, path
    assert rows.editor.get(f"/admin/pages/{event.pk}/edit/").status_code == 200
    assert (EventPage.objects.get(pk=event.pk).start_time is None) == (time == "24:00")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Site.port", "banana"),
        ("Site.hostname", 7),
        ("Site.hostname", "java\nscript:alert(1)"),
        ("Site.hostname", "a;b,c\n:d"),
        ("Locale.language_code", "\x1b[31m\x7f\x85"),
    ],
)
def test_feeds_outlive_a_site_and_a_language_that_are_none(rows: Rows, name: str, value: Any) -> None:
    if connection.vendor == "postgresql" and name == "Site.port":
        pytest.skip("PostgreSQL keeps no text in a column of numbers.")
    model, _, column_name = name.partition(".")
    column(rows, apps.get_model("wagtailcore", model), column_name, value)
    assert list(rows.faults([target for target in rows.api() if "/feeds/" in target])) == []


def test_a_contact_that_adds_lines_does_not_break_the_calendar(rows: Rows) -> None:
    EventPage.objects.update(rsvp_mode="email", starts_at="2030-06-16T17:00Z", over_at="2030-06-17T17:00Z")
    column(rows, EventPage, "rsvp_email", "a@example.org\r\nATTENDEE:mailto:b@example.org")
    assert rows.visitor.get(f"/api/v2/events/{rows.everything.event.pk}/").json()["rsvp"]["email"] == ""
    calendar = rows.visitor.get("/feeds/events.ics").content.decode()
    assert "b@example.org" not in calendar
    assert "A briefing" in calendar
    assert "A good event" in calendar


def test_a_list_has_the_other_rows_and_a_broken_one_is_404(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Any, post: GuestBlogPost) -> str:
        if post.pk == rows.everything.post.pk:
            raise ValueError("nobody thought of this")
        return "Fine"

    monkeypatch.setattr("api.serializers.guest_blog_post.GuestBlogPostSerializer.get_summary", fail)
    titles = [item["title"] for item in rows.visitor.get("/api/v2/posts/").json()["items"]]
    assert titles == ["A good post"]
    assert rows.visitor.get(f"/api/v2/posts/{rows.everything.post.pk}/").status_code == 404
    for suffix in ("rss", "atom", "json"):
        feed = rows.visitor.get(f"/feeds/posts.{suffix}").content.decode()
        assert "A good post" in feed
        assert "Why we ask" not in feed


def test_a_bad_row_is_logged_once_with_its_id(rows: Rows, caplog: pytest.LogCaptureFixture) -> None:
    bad_rows._reported.clear()
    logging.disable(logging.NOTSET)
    column(rows, SocialLink, "url", "javascript:alert(1)")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert rows.visitor.get("/api/v2/organization/").json()["social_links"] == []
    lines = [record.getMessage() for record in caplog.records if "SocialLink" in record.getMessage()]
    assert len(lines) == 1
    assert f"pages.SocialLink {rows.row(SocialLink)}: url" in lines[0]
    assert "\n" not in lines[0]


def test_one_image_without_a_file_costs_that_image(rows: Rows) -> None:
    column(rows, type(rows.everything.image), "file", "")
    shown = rows.visitor.get(f"/api/v2/posts/{rows.everything.post.pk}/").json()
    assert shown["title"] == "Why we ask"
    assert shown["feature_image"] is None
    assert rows.visitor.get("/api/v2/images/").status_code == 200


def test_a_person_whose_biography_is_broken_markup_is_still_edited(rows: Rows) -> None:
    column(rows, Person, "bio", "<p" * 2000)
    assert list(rows.faults(target for target in rows.admin() if "person" in target)) == []
