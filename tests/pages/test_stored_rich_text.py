"""Rich text past the forms: the editor opens it, whatever its links name."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from pages.blocks.stored_rich_text import sound_rich_text
from tests.content import block, make_section

WRONG = ["x", "", "1.5", "-1", "99999999999999999999", "٣", "1 or 1=1"]


@pytest.mark.parametrize("key", WRONG)
@pytest.mark.parametrize("tag", ['<a linktype="page" id="{}">a</a>', '<embed embedtype="image" id="{}" alt="b"/>'])
def test_what_is_no_key_becomes_one_of_nothing(tag: str, key: str) -> None:
    assert sound_rich_text(f"<p>{tag.format(key)}</p>") == f"<p>{tag.format('0')}</p>"


@pytest.mark.parametrize(
    "text",
    [
        '<p><a linktype="page" id="12">a</a></p>',
        "<p><a id='12' linktype='document'>a</a></p>",
        '<p><a href="https://example.org/?id=x">id="x"</a></p>',
        '<p id="x">linktype id="x"</p>',
        "<a" * 50_000,
    ],
)
def test_what_is_right_or_names_nothing_stays(text: str) -> None:
    assert sound_rich_text(text) == text


def test_a_key_that_is_missing_is_added() -> None:
    assert sound_rich_text('<a linktype="page">a</a>') == '<a linktype="page" id="0">a</a>'
    assert sound_rich_text('<embed embedtype="image" alt="b"/>') == '<embed embedtype="image" alt="b" id="0"/>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        '<a linktype="page" id="x">a</a>',
        '<a linktype="page">a</a>',
        '<a linktype="document" id="">a</a>',
        '<embed embedtype="image" id="x" alt="b"/>',
        '<embed embedtype="image"/>',
    ],
)
def test_the_editor_opens_it(text: str, client: Client, django_user_model: Any) -> None:
    page = make_section(title="One", body=[block("paragraph", "<p>text</p>")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM pages_sectionpage WHERE page_ptr_id = %s", [page.pk])
        (stored,) = cursor.fetchone()
        changed = str(stored).replace("<p>text</p>", f"<p>{text}</p>".replace('"', '\\"'))
        assert changed != stored
        cursor.execute("UPDATE pages_sectionpage SET body = %s WHERE page_ptr_id = %s", [changed, page.pk])
    client.force_login(django_user_model.objects.create_superuser("a@example.org", "a-password-for-tests"))
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 200
