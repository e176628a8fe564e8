"""Wagtail's own lists and choosers find without accents, as all other searches do."""

from typing import Any

import pytest
from django.core.management import call_command

from pages.models import GuestBlogPost
from tests.content import add, home, make_document, make_image, make_section
from tests.shared import SharedContent, undone

pytestmark = pytest.mark.django_db

TITLE = "Café “Łódź”"
WORDS = ("cafe", "CAFÉ", "Caf", "lodz", "cafe łodz")
#: The lists and choosers with a search, and the parameter of what is searched for.
ADDRESSES = {
    "page chooser": "/admin/choose-page/search/?q=",
    "chooser of a page type": "/admin/choose-page/search/?page_type=pages.guestblogpost&q=",
    "explorer of the root": "/admin/pages/?q=",
    "explorer of the home page": "/admin/pages/{home}/?q=",
    "search of all pages": "/admin/pages/search/?q=",
    "search of all pages by title": "/admin/pages/search/?ordering=title&q=",
    "image chooser": "/admin/images/chooser/results/?q=",
    "images": "/admin/images/?q=",
    "document chooser": "/admin/documents/chooser/results/?q=",
    "documents": "/admin/documents/?q=",
}


@pytest.fixture(scope="module")
def shared_titles(sharing: SharedContent) -> None:
    sharing.get("shared_titles", lambda: undone(_make_titles))


def _make_titles() -> None:
    make_image(TITLE)
    make_document(TITLE)
    section = make_section(title="Posts", shows="posts")
    add(section, GuestBlogPost(title=TITLE))
    add(section, GuestBlogPost(title="Something else"))


@pytest.fixture
def content(shared_titles: None, db: None) -> None:
    """An image, a document and a draft of one title, and a draft of another."""


def listed(client: Any, address: str, words: str) -> str:
    response = client.get(address.format(home=home().pk) + words)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("place", ADDRESSES)
def test_what_has_accents_is_found_without_them(admin_client: Any, content: None, place: str, words: str) -> None:
    text = listed(admin_client, ADDRESSES[place], words)
    assert TITLE in text
    assert "Something else" not in text


@pytest.mark.parametrize("place", ADDRESSES)
def test_what_does_not_match_is_not_found(admin_client: Any, content: None, place: str) -> None:
    text = listed(admin_client, ADDRESSES[place], "cafeteria")
    assert TITLE not in text


def test_the_search_of_pages_counts_their_types(admin_client: Any, content: None) -> None:
    response = admin_client.get("/admin/pages/search/?q=cafe")
    assert [(str(kind.model), count) for kind, count in response.context["content_types"]] == [("guestblogpost", 1)]


def test_other_models_are_searched_as_before(admin_client: Any, admin_user: Any) -> None:
    admin_user.first_name = "Zora"
    admin_user.save()
    call_command("update_index", verbosity=0)
    assert "Zora" in listed(admin_client, "/admin/users/?q=", "zora")
