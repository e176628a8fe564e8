"""Registering page types, and what is said of one that cannot be."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from wagtail import blocks

from api.blocks.block_type import BlockType
from api.checks import check_blocks, check_endpoints, check_page_types, check_records
from api.registry import kinds as kind_registry
from api.registry import page_types as registry
from api.registry.kinds import Kind, record_kinds, register_kind
from api.registry.page_types import PageType, endpoints, page_types, register_page_type, served_types
from api.serializers.home_page import HomePageSerializer, SectionPageSerializer
from api.views import index
from pages.blocks.block_type import EditorBlockType, editor_block_types
from pages.models import EventPage, GuestBlogPost, HomePage, Person, SectionPage
from pages.models.base import BasePage
from pages.registration.registry import Registry


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry that nobody has read yet, without sections."""
    fresh: Registry[type[BasePage], PageType] = Registry("page type")
    for model, known in page_types().items():
        if model is not SectionPage:
            fresh.register(model, known)
    monkeypatch.setattr(registry, "_types", fresh)
    served_types.cache_clear()
    yield
    served_types.cache_clear()


def test_a_type_is_served_under_its_endpoint(unread: None) -> None:
    register_page_type(SectionPage, PageType(SectionPageSerializer, "sections"))
    assert endpoints() == {"posts": GuestBlogPost, "events": EventPage, "sections": SectionPage}
    assert registry.serializer_for(SectionPage) is SectionPageSerializer


def test_a_type_or_an_endpoint_cannot_be_registered_twice(unread: None) -> None:
    with pytest.raises(ValueError, match="registered already"):
        register_page_type(HomePage, PageType(HomePageSerializer))
    with pytest.raises(ValueError, match="“posts” of SectionPage is registered already"):
        register_page_type(SectionPage, PageType(SectionPageSerializer, "posts"))


def test_a_type_cannot_be_registered_once_the_addresses_are_made() -> None:
    page_types()
    with pytest.raises(RuntimeError, match="too late"):
        register_page_type(SectionPage, PageType(SectionPageSerializer))


def test_the_checks_name_what_is_wrong(unread: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "endpoint_names", lambda: ("people", "posts", "people"))
    (unserved,) = check_page_types()
    assert unserved.id == "api.E001"
    assert unserved.msg.startswith("pages.SectionPage is not served by the API")
    assert "register_page_type(SectionPage" in str(unserved.hint)
    assert [(error.id, error.msg) for error in check_endpoints()] == [("api.E002", "Two endpoints are named “people”.")]


def test_the_checks_pass() -> None:
    assert [*check_page_types(), *check_endpoints(), *check_blocks(), *check_records()] == []


def test_a_type_without_a_table_of_its_own_cannot_be_registered() -> None:
    class Shorter(SectionPage):
        class Meta:
            proxy = True
            app_label = "pages"

    try:
        with pytest.raises(ValueError, match="no table of its own"):
            register_page_type(Shorter, PageType(SectionPageSerializer))
    finally:
        del apps.all_models["pages"]["shorter"]
        apps.clear_cache()


class Half(BlockType):
    name = "half"
    editor = blocks.StructBlock([("text", blocks.CharBlock())])

    def build(self, value: Any, related: Any, anchors: set[str]) -> Any:
        return value


def test_the_check_names_each_part_that_a_block_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {**editor_block_types(), "half": Half(), "unserved": EditorBlockType()}
    monkeypatch.setattr("api.checks.editor_block_types", lambda: known)
    errors = check_blocks()
    assert [(error.id, error.msg.partition(":")[0]) for error in errors] == [
        *(("api.E005", f"The block “half” lacks “{part}”") for part in ("shape", "texts", "collect", "html")),
        ("api.E004", "The block “unserved” can be written and is not served."),
    ]


def test_the_check_names_each_part_that_a_kind_of_record_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    person = record_kinds()["person"]
    half = dataclasses.replace(person, collect=None, short=None)
    monkeypatch.setattr("api.checks.record_kinds", lambda: {"person": half})
    assert [(error.id, error.msg) for error in check_records()] == [
        ("api.E006", "pages.EventSeries is a shared record that the API does not serve."),
        ("api.E006", "pages.Organization is a shared record that the API does not serve."),
        ("api.E007", "The kind of record “person” lacks “collect”."),
        ("api.E007", "The kind of record “person” lacks “short”."),
    ]


def test_what_is_registered_is_registered_once_and_in_time() -> None:
    registry: Registry[str, int] = Registry("number")
    registry.register("two", 2)
    registry.register("one", 1, own=True)
    with pytest.raises(ValueError, match="The number two is registered already"):
        registry.register("two", 3, own=True)
    assert list(registry.all()) == ["one", "two"]
    with pytest.raises(RuntimeError, match="too late"):
        registry.register("three", 3)


def test_two_kinds_cannot_be_of_the_same_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kind_registry, "_kinds", Registry("kind of object"))
    register_kind(Kind("person", Person))
    with pytest.raises(ValueError, match="same model or endpoint as person"):
        register_kind(Kind("author", Person))
