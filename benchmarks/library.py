"""The objects to which pages refer: images, people, organizations, topics and tags."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from taggit.models import Tag

from pages.models import Image, Organization, Person, Rendition, Topic

#: The renditions that the fields of ``benchmarks.stock`` show; all of them are created beforehand.
WIDE_SPEC, PHOTO_SPEC = "width-1280", "fill-320x320"


@dataclass(frozen=True)
class Library:
    """The keys of the objects, by model."""

    images: Sequence[int] = ()
    people: Sequence[int] = ()
    organizations: Sequence[int] = ()
    topics: Sequence[int] = ()
    tags: Sequence[int] = ()


def add_library(images: int, people: int, organizations: int) -> Library:
    """Add these numbers of objects. Each image has its own row, but all share one file."""
    pictures = _add_images(images)
    hosts = Organization.objects.bulk_create(
        Organization(
            name=f"Organization {number}",
            slug=f"organization-{number}",
            short_name=f"O{number}",
            kind=Organization.Kind.NONPROFIT,
            url="https://www.example.org/",
            description="<p>It looks after <b>rights</b> at work.</p>",
            logo_id=pictures[number % images],
        )
        for number in range(organizations)
    )
    authors = Person.objects.bulk_create(
        Person(
            name=f"Person {number}",
            slug=f"person-{number}",
            job_title="Researcher",
            bio="<p>Writes about <i>work</i>, and what it pays.</p>",
            organization=hosts[number % organizations],
            photo_id=pictures[-1 - number % images],
        )
        for number in range(people)
    )
    topics = Topic.objects.bulk_create(Topic(name=f"Topic {number}", slug=f"topic-{number}") for number in range(10))
    tags = Tag.objects.bulk_create(Tag(name=f"tag {number}", slug=f"tag-{number}") for number in range(50))
    return Library(
        pictures, [one.pk for one in authors], [one.pk for one in hosts], [one.pk for one in topics], _keys(tags)
    )


def _keys(tags: Sequence[Tag]) -> list[int]:
    return [tag.pk for tag in tags]


def _add_images(count: int) -> list[int]:
    file = io.BytesIO()
    Picture.new("RGB", (1600, 1000), "#336699").save(file, "JPEG")
    first = Image.objects.create(title="Image 0", alt="A wall", file=SimpleUploadedFile("wall.jpg", file.getvalue()))
    shared = {
        field.attname: getattr(first, field.attname)
        for field in Image._meta.concrete_fields
        if not field.primary_key and field.name != "title"
    }
    others = Image.objects.bulk_create(Image(title=f"Image {number}", **shared) for number in range(1, count))
    keys = [first.pk, *(image.pk for image in others)]
    for made in (first.get_rendition(WIDE_SPEC), first.get_rendition(PHOTO_SPEC)):
        columns = {
            field.attname: getattr(made, field.attname)
            for field in Rendition._meta.concrete_fields
            if not field.primary_key and field.name != "image"
        }
        Rendition.objects.bulk_create(Rendition(image_id=key, **columns) for key in keys[1:])
    return keys
