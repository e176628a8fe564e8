"""Builds a whole site to measure, including the indexes and logs that both APIs need."""

import sys
from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction

from api.changes.log import begin
from benchmarks.bulk import analyze
from benchmarks.content import add_events, add_posts
from benchmarks.library import add_library
from benchmarks.progress import show
from pages.search.documents import write_all_documents


@dataclass(frozen=True)
class Sizes:
    """The numbers of objects in the site."""

    posts: int = 5_000
    events: int = 2_000
    images: int = 1_000
    people: int = 200
    organizations: int = 50


def build_site(sizes: Sizes) -> None:
    """Fill an empty site, and build what saving each page would have updated: search, references, changes."""
    library = add_library(sizes.images, sizes.people, sizes.organizations)
    add_posts(sizes.posts, library)
    add_events(sizes.events, library)
    for what, done, total in write_all_documents():
        show(f"Writing search documents, {what}", done, total)
    print("Writing Wagtail's search index and reference index ...", file=sys.stderr)
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    begin_log()
    analyze()


def begin_log() -> None:
    """Start the change log from the current content."""
    with transaction.atomic():
        begin()
