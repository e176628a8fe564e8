"""Every block has a preview in the block chooser."""

import pytest
from django.urls import reverse
from wagtail.blocks import Block

from pages.blocks.block_type import editor_block_types
from pages.models import EventPage

BLOCKS = list(editor_block_types())


@pytest.fixture
def page(client, moderator):
    client.force_login(moderator)

    def render(name):
        block = EventPage.body.field.stream_block.child_blocks[name]
        Block.definition_registry[block.definition_prefix] = block
        return client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    return render


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_renders_its_preview_without_any_content(page, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):  # the account and its permissions
        response = page(name)
    assert response.status_code == 200
    assert "pages/block_preview.css" in response.text


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_described_and_offered_with_its_preview(name):
    block = EventPage.body.field.stream_block.child_blocks[name]
    assert block.is_previewable
    assert block.get_description().endswith(".")


def test_the_preview_shows_the_example_text(page):
    assert "A rule that nobody checks protects nobody." in page("quote").text


def test_the_preview_of_an_embed_asks_nobody_for_the_recording(page):
    assert "<iframe" not in page("embed").text
