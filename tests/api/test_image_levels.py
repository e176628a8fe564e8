"""The parameter ``images`` says how much of each image object a response has."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.images.levels import LEVELS
from pages.images.renditions import CROPS
from tests.api.everything import Everything

BASIC = {"id", "alt", "decorative", "width", "height", "focal_point", "placeholder", "src", "url_template"}
FULL = BASIC | {"meta", "title", "caption", "credit", "animated", "srcset", "widths", "sources"}
SRC = {"src", "alt", "width", "height"}


def images_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every image object inside a value, which are the objects with an alternative text."""
    if isinstance(value, dict):
        if "alt" in value and "src" in value:
            yield value
        for inner in value.values():
            yield from images_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from images_in(inner)


def paths(everything: Everything) -> list[str]:
    return [
        *(f"pages/{page.pk}/" for page in (everything.home, everything.post, everything.event, everything.about)),
        *("pages/?type=pages.EventPage&fields=*", "posts/?fields=*", "events/?fields=*", "pages/?fields=listing"),
        *("people/", "organizations/", f"people/{everything.person.slug}/", "organization/", "site/"),
        f"resolve/?path={urlsplit(everything.post.full_url).path}",
    ]


def with_images(path: str, level: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}images={level}"


@pytest.mark.parametrize(("level", "names"), [("full", FULL), ("basic", BASIC), ("src", SRC)])
def test_every_image_object_has_what_its_level_says(get, everything, level, names):
    found = 0
    for path in paths(everything):
        for image in images_in(get(with_images(path, level))):
            assert image.keys() - {"crops"} == names, path
            if level == "basic":
                assert image["placeholder"].keys() == {"color"}
            found += 1
    assert found > 30


def test_without_images_there_are_none(get, everything):
    for path in paths(everything):
        full, bare = get(path), get(with_images(path, "none"))
        assert not list(images_in(bare)), path
        assert bare.keys() == full.keys()
    event = get(f"pages/{everything.event.pk}/", images="none")
    assert event["feature_image"] is event["listing"]["image"] is event["meta"]["seo"]["image"] is None
    assert [speaker["photo"] for speaker in event["speakers"]] == [None, None]
    # A block of nothing but images is left out, like one whose images are not public.
    assert {"image", "gallery"}.isdisjoint(block["type"] for block in event["body"])


def test_full_is_what_comes_without_the_parameter(get, everything):
    for path in paths(everything):
        assert get(with_images(path, "full")) == get(path)


def test_levels_leave_everything_else_as_it_is(get, everything):
    def without_images(value: Any) -> Any:
        if isinstance(value, dict):
            # JSON-LD names the pictures that the level has.
            kept = {name: inner for name, inner in value.items() if name != "json_ld"}
            return "image" if "alt" in value and "src" in value else {n: without_images(v) for n, v in kept.items()}
        return [without_images(inner) for inner in value] if isinstance(value, list) else value

    for path in paths(everything):
        full = without_images(get(path))
        for level in ("basic", "src"):
            assert without_images(get(with_images(path, level))) == full


@pytest.mark.parametrize("level", ["full", "basic", "src"])
def test_crops_come_at_every_level_with_images(get, everything, level):
    event = get(f"events/{everything.event.pk}/", images=level, crops=",".join(CROPS))
    crops = event["feature_image"]["crops"]
    assert crops.keys() == CROPS.keys()
    for name, crop in crops.items():
        assert crop.keys() == {"src", "srcset", "width", "height", "sources"}
        # Cards for link previews are JPEG alone.
        expected = [] if name == "social" else ["image/avif", "image/webp"]
        assert [source["type"] for source in crop["sources"]] == expected
    assert event["meta"]["seo"]["image"]["crops"]["social"] == crops["social"]


def test_portraits_are_small_squares_and_logos_are_whole(get, everything):
    event = get(f"events/{everything.event.pk}/")
    photo = event["speakers"][0]["person"]["photo"]
    assert photo == event["speakers"][0]["photo"] == get(f"people/{everything.person.slug}/")["photo"]
    assert photo["width"] == photo["height"]
    assert photo["focal_point"] is None
    assert all("/square-" in entry["url"] for entry in photo["widths"])
    logo = event["hosts"][0]["organization"]["logo"]
    assert logo == event["hosts"][0]["photo"] == event["about"]["logo"]
    assert (logo["width"], logo["height"]) == (everything.image.width, everything.image.height)
    assert not any("square" in entry["url"] for entry in logo["widths"])


@pytest.mark.parametrize("path", ["events/", "posts/", "pages/", "people/", "site/", "organization/"])
def test_an_unknown_level(get, everything, path):
    (error,) = get(path, 400, images="basics")["errors"]
    assert (error["parameter"], error["code"], error["did_you_mean"]) == ("images", "unknown_value", "basic")
    assert all(level in error["detail"] for level in LEVELS)


@pytest.mark.parametrize("path", ["images/", "documents/", "topics/", "urls/"])
def test_what_has_no_image_objects_does_not_take_it(get, everything, path):
    assert get(path, 400, images="basic")["errors"][0]["code"] == "unknown_parameter"


def test_the_level_is_a_part_of_what_is_stored(get, everything):
    for _ in range(3):
        for level in LEVELS:
            items = get("events/", images=level)["items"]
            image = items[0]["feature_image"]
            assert (set() if image is None else image.keys()) == {
                "full": FULL,
                "basic": BASIC,
                "src": SRC,
                "none": set(),
            }[level]


def test_images_that_are_not_shown_are_not_read(client, everything):
    def asks_for_images(path: str) -> bool:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v2/{path}").status_code == 200
        return any('FROM "pages_image"' in query["sql"] for query in captured)

    assert asks_for_images("events/?images=src")
    assert not asks_for_images("events/?images=none")


def test_pictures_in_texts_stay(get, everything):
    everything.person.bio = f'<p>She.</p><embed embedtype="image" id="{everything.image.pk}" alt="Her" format="left"/>'
    everything.person.save_revision().publish()
    for level in LEVELS:
        assert "<img " in get(f"people/{everything.person.slug}/", images=level)["bio"]


@pytest.mark.parametrize(
    ("path", "fields", "reads"),
    [
        *(("events/", "_,speakers(name,role)", False), ("events/", "_,speakers(person(name))", False)),
        *(("events/", "_,speakers(photo)", True), ("events/", "_,speakers(person(photo))", True)),
        *(("events/", "_,speakers(name,person)", True), ("events/", "_,hosts(name)", False)),
        *(("events/", "_,hosts(organization(logo))", True), ("events/", "_,speakers(name),json_ld", True)),
        *(("events/", "_,listing(title,date)", False), ("events/", "_,listing(image)", True)),
        *(("posts/", "_,authors(name,byline)", False), ("posts/", "_,authors(-photo)", True)),
        *(("posts/", "_,authors(name,person(name,slug))", False), ("posts/", "_,related(title)", False)),
        *(("posts/", "_,related(listing)", True), ("posts/", "_,related", True)),
    ],
)
def test_images_that_fields_leaves_out_inside_rows_are_not_read(client, everything, path, fields, reads):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v2/{path}", {"fields": fields})
    assert response.status_code == 200, response.content
    assert any('FROM "pages_image"' in query["sql"] for query in captured) == reads


@pytest.mark.parametrize(
    ("path", "field", "names"),
    [
        (
            "events/",
            "speakers",
            ("name", "role", "bio", "affiliation", "photo", "person", "organization", "talk_title"),
        ),
        ("events/", "hosts", ("name", "role", "photo", "person", "organization")),
        ("events/", "listing", ("kicker", "title", "summary", "image", "date")),
        ("posts/", "authors", ("name", "role", "byline", "photo", "person", "organization")),
    ],
)
def test_a_name_inside_rows_is_the_same_alone(get, everything, path, field, names):
    """What is left out of a row takes nothing from what stays."""
    whole = get(path, fields=f"_,{field}")["items"]
    for name in names:
        alone = get(path, fields=f"_,{field}({name})")["items"]
        assert alone == [{field: _only(item[field], name)} for item in whole]


def _only(value: Any, name: str) -> Any:
    return [_only(row, name) for row in value] if isinstance(value, list) else {name: value[name]}
