"""A large site: any number of guest posts and events with made-up words, written in bulk."""

import datetime
import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.bulk import add_section, analyze, insert_all
from benchmarks.library import Library
from benchmarks.vocabulary import Vocabulary
from pages.models import EventHost, EventPage, EventSpeaker, GuestBlogPost, PostAuthor

FIRST_DAY = datetime.date(2020, 1, 1)
DAYS = 3000


def add_posts(count: int, library: Library | None = None, seed: int = 1) -> None:
    """Add published guest posts of 300 words below a new section of the default site.

    With a library, each has a feature image, an author with a portrait, a quote and an image in its text, a topic and
    two tags. The rows are like Wagtail's, but without its signals, so that no search index is updated.
    """
    generator = random.Random(seed)  # noqa: S311  (the same content every time)
    section = add_section("Posts", f"posts-{seed}")
    done = 0
    for batch in insert_all(section, _posts(count, generator, library), count):
        if library is not None:
            _insert_rows_of_posts(batch, library, done)
        done += len(batch)
    analyze()


def _posts(count: int, generator: random.Random, library: Library | None) -> Iterator[GuestBlogPost]:
    vocabulary = Vocabulary(generator)
    for number in range(count):
        paragraphs = vocabulary.paragraphs()
        blocks: list[tuple[str, Any]] = [("paragraph", paragraph) for paragraph in paragraphs]
        if library is not None:
            blocks[2:2] = [
                ("quote", _quote(vocabulary)),
                ("image", _picture(library.images[(number * 11 + 5) % len(library.images)])),
            ]
        post = GuestBlogPost(
            title=vocabulary.title(),
            slug=f"post-{number}",
            published_on=FIRST_DAY + datetime.timedelta(days=number % DAYS),
            body=_body(blocks),
            summary=" ".join(vocabulary.text(20)) if library is not None else "",
            feature_image_id=library.images[number % len(library.images)] if library is not None else None,
            word_count=300,
            reading_time_minutes=2,
        )
        post.excerpt = paragraphs[0][3:203]
        yield post


def _insert_rows_of_posts(posts: Iterable[Any], library: Library, first: int) -> None:
    numbered = list(enumerate(posts, first))
    PostAuthor.objects.bulk_create(
        PostAuthor(
            post_id=post.pk,
            person_id=library.people[number % len(library.people)],
            photo_id=library.images[(number * 7 + 3) % len(library.images)],
            sort_order=0,
        )
        for number, post in numbered
    )
    _insert_subjects(GuestBlogPost, numbered, library)


def add_events(count: int, library: Library, seed: int = 2) -> None:
    """Add published events below a new section, like the posts, with three speakers and two hosts each."""
    generator = random.Random(seed)  # noqa: S311  (the same content every time)
    section = add_section("Events", f"events-{seed}")
    done = 0
    for batch in insert_all(section, _events(count, generator, library), count):
        _insert_rows_of_events(batch, library, done)
        done += len(batch)
    analyze()


def _events(count: int, generator: random.Random, library: Library) -> Iterator[EventPage]:
    vocabulary = Vocabulary(generator)
    for number in range(count):
        paragraphs = vocabulary.paragraphs(count=2)
        event = EventPage(
            title=vocabulary.title(),
            slug=f"event-{number}",
            body=_body([("paragraph", paragraph) for paragraph in paragraphs]),
            summary=" ".join(vocabulary.text(20)),
            feature_image_id=library.images[(number * 3 + 1) % len(library.images)],
            start_date=FIRST_DAY + datetime.timedelta(days=number * 2 % DAYS),
            start_time=datetime.time(18),
            end_time=datetime.time(20),
            time_zone="Europe/Berlin",
            venue_name="Town hall",
            venue_street="Market square 1",
            venue_locality="Bremen",
            venue_country="DE",
        )
        event.excerpt = paragraphs[0][3:203]
        event.derive_instants()
        yield event


def _insert_rows_of_events(events: Iterable[Any], library: Library, first: int) -> None:
    numbered = list(enumerate(events, first))
    EventSpeaker.objects.bulk_create(
        EventSpeaker(
            event_id=event.pk,
            person_id=library.people[(number * 3 + place) % len(library.people)],
            talk_title=f"Talk {place}",
            sort_order=place,
        )
        for number, event in numbered
        for place in range(3)
    )
    EventHost.objects.bulk_create(
        EventHost(
            event_id=event.pk,
            organization_id=library.organizations[(number + place) % len(library.organizations)],
            sort_order=place,
        )
        for number, event in numbered
        for place in range(2)
    )
    _insert_subjects(EventPage, numbered, library)


def _insert_subjects(model: Any, numbered: Iterable[tuple[int, Any]], library: Library) -> None:
    numbered = list(numbered)
    topics = model.topics.through
    page = f"{model._meta.model_name}_id"
    topics.objects.bulk_create(
        topics(**{page: found.pk}, topic_id=library.topics[number % len(library.topics)]) for number, found in numbered
    )
    tags = model.tags.through
    tags.objects.bulk_create(
        tags(content_object_id=found.pk, tag_id=library.tags[(number + place) % len(library.tags)])
        for number, found in numbered
        for place in range(2)
    )


def _quote(vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "text": " ".join(vocabulary.text(20)),
        "attribution": "Somebody Else",
        "role": "Witness",
        "person": None,
        "attribution_url": "",
        "source_url": "",
    }


def _picture(image: int) -> dict[str, Any]:
    return {"image": {"image": image, "alt_text": "A wall", "decorative": False}, "caption": "", "layout": "column"}


def _body(blocks: Iterable[tuple[str, Any]]) -> str:
    return json.dumps(
        [
            {"type": kind, "value": value, "id": f"00000000-0000-4000-8000-{place:012d}"}
            for place, (kind, value) in enumerate(blocks)
        ]
    )
