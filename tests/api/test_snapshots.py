"""Whole responses, stored as files. ``UPDATE_SNAPSHOTS=1`` writes them again; read the diff before committing it."""

import json
import os
from pathlib import Path

import pytest

from tests.api.conftest import Get
from tests.api.everything import Everything
from tests.api.normalizer import Normalizer

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("home_page", "pages/{home}/"),
        ("section_page", "pages/{section}/"),
        ("guest_blog_post", "posts/{post}/"),
        ("event_page", "events/{event}/"),
        ("organization_about", "organization/"),
        ("pages", "pages/"),
        ("pages_all_fields", "pages/?fields=*"),
        ("posts", "posts/"),
        ("events", "events/"),
        ("person", "people/ada-writer/"),
        ("people", "people/"),
        ("organization", "organizations/our-coalition/"),
        ("organizations", "organizations/"),
        ("topics", "topics/"),
        ("tags", "tags/"),
        ("images", "images/?crops=square,social"),
        ("documents", "documents/"),
    ],
)
def test_response_is_the_stored_one(name: str, path: str, get: Get, everything: Everything) -> None:
    keys = {kind: getattr(everything, kind).pk for kind in ("home", "section", "post", "event")}
    answer = Normalizer()(get(path.format(**keys)))
    stored = SNAPSHOTS / f"{name}.json"
    text = json.dumps(answer, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        stored.write_text(text)
    assert answer == json.loads(stored.read_text())
    assert "CANARY" not in text
