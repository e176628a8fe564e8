"""Registering page types, and what is said of one that cannot be."""

import pytest

from api.checks import check_page_types
from api.registry import page_types as registry
from api.registry.page_types import PageType, endpoints, page_types, register_page_type
from api.serializers.home_page import HomePageSerializer, SectionPageSerializer
from api.views import index
from pages.models import EventPage, GuestBlogPost, HomePage, SectionPage


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry that nobody has read yet, without sections."""
    known = {model: known for model, known in page_types().items() if model is not SectionPage}
    monkeypatch.setattr(registry, "_PAGE_TYPES", known)
    monkeypatch.setattr(registry, "_read", False)


def test_a_type_is_served_under_its_endpoint(unread: None) -> None:
    register_page_type(SectionPage, PageType(SectionPageSerializer, "sections"))
    assert endpoints() == {"posts": GuestBlogPost, "events": EventPage, "sections": SectionPage}
    assert registry.serializer_for(SectionPage) is SectionPageSerializer


def test_a_type_or_an_endpoint_cannot_be_registered_twice(unread: None) -> None:
    with pytest.raises(ValueError, match="registered already"):
        register_page_type(HomePage, PageType(HomePageSerializer))
    with pytest.raises(ValueError, match="“posts” is registered already"):
        register_page_type(SectionPage, PageType(SectionPageSerializer, "posts"))


def test_a_type_cannot_be_registered_once_the_addresses_are_made() -> None:
    page_types()
    with pytest.raises(RuntimeError, match="too late"):
        register_page_type(SectionPage, PageType(SectionPageSerializer))


def test_the_checks_name_what_is_wrong(unread: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "ENDPOINTS", (*index.ENDPOINTS, "people"))
    found = {error.id: error.msg for error in check_page_types()}
    assert found == {
        "api.E001": "pages.SectionPage is not served by the API.",
        "api.E002": "Two endpoints are named “people”.",
    }


def test_the_checks_pass() -> None:
    assert check_page_types() == []
