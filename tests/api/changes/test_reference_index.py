"""Wagtail's reference index is kept once for each object that a transaction saves, and read as of now within it."""

from unittest.mock import patch

import pytest
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disable_reference_index_auto_update,
)

from pages.models import GuestBlogPost, PostAuthor
from pages.publishing.protection import StillUsed
from tests.changes import append_changes
from tests.content import block, make_image, make_person, make_post, publish


def post_by(count: int) -> GuestBlogPost:
    authors = [PostAuthor(person=make_person(f"Person {number}")) for number in range(count)]
    return make_post(authors=authors, feature_image=make_image())


def references_of(post: GuestBlogPost) -> int:
    return ReferenceIndex.get_references_for_object(post).count()


def test_a_page_with_rows_is_indexed_once_at_the_end() -> None:
    # As after a migration.
    connect_reference_index_signal_handlers()
    post = post_by(3)
    with patch.object(ReferenceIndex, "create_or_update_for_object") as indexed:
        publish(post)
        assert not indexed.called
        append_changes()
    assert [call.args[0] for call in indexed.call_args_list].count(post) == 1


def test_it_has_what_was_saved_last() -> None:
    post = post_by(3)
    append_changes()
    assert references_of(post) == 4
    post.authors = list(post.authors.all())[:1]
    publish(post)
    append_changes()
    assert references_of(post) == 2


def test_what_the_same_transaction_has_saved_is_in_use() -> None:
    person = make_person("Bo Reader")
    make_post(title="About Bo", body=[block("people", {"people": [block("item", person.pk)]})])
    with pytest.raises(StillUsed):
        person.delete()


def test_the_switch_of_wagtail_is_obeyed() -> None:
    with disable_reference_index_auto_update():
        post = post_by(1)
    append_changes()
    assert references_of(post) == 0
