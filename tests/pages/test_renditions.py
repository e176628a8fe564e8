"""The sizes and URLs of renditions: the sizes computed without opening a file equal those of the created files."""

from io import BytesIO
from pathlib import Path

import hypothesis
import PIL.Image
import PIL.ImageChops
import PIL.ImageStat
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from hypothesis import given, strategies
from wagtail.images.models import Filter

from pages.images.addresses import old_signature, rendition_url, signature, signed_rendition
from pages.images.decoding import decoded_at
from pages.images.image import Image
from pages.images.renditions import (
    CROPS,
    IMAGE_FORMATS,
    SPECS,
    may_be_made,
    rendition_filter,
    rendition_size,
)
from pages.images.sources import LOGO, PORTRAIT, USES, image_sources

DEMO_PICTURES = Path(__file__).resolve().parents[2] / "demo" / "pictures"
FOCAL_AREA = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


@pytest.fixture(autouse=True)
def addresses(settings, tmp_path):
    settings.CMS_BASE_URL = "https://cms.example.org"
    settings.IMAGE_SIGNING_KEY = "present key"
    settings.IMAGE_SIGNING_KEY_FALLBACKS = []
    settings.MEDIA_ROOT = str(tmp_path)


def unstored(name="photo.jpg", width=4000, height=3000, **fields):
    # The collection is given because Wagtail's default for it runs a query.
    fields |= {"file": f"original_images/x/{name}", "width": width, "height": height}
    return Image(pk=7, title="Photo", collection_id=1, **fields)


def encoded(picture, format, **options):
    stream = BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def parts(url):
    """Return size, extension and signature of a rendition's URL."""
    assert url.startswith("https://cms.example.org/images/7/")
    _, _, signed, last = url.removeprefix("https://cms.example.org/images/").split("/")
    spec, _, extension = last.partition(".")
    return spec, extension, signed


def made(image, content, spec, extension):
    """Return the rendition that Wagtail creates from the bytes of the original."""
    output = BytesIO()
    rendition_filter(spec, extension).run(image, output, source=BytesIO(content))
    return PIL.Image.open(output)


def test_the_whole_picture():
    sources = image_sources(unstored())
    assert [entry["width"] for entry in sources["widths"]] == [320, 480, 640, 960, 1280, 1600, 1920]
    assert parts(sources["src"])[:2] == ("1280", "jpg")
    assert sources["srcset"] == ", ".join(f"{entry['url']} {entry['width']}w" for entry in sources["widths"])
    assert [source["type"] for source in sources["sources"]] == ["image/avif", "image/webp"]
    assert sources["sources"][0]["srcset"].count(".avif ") == 7
    assert (sources["width"], sources["height"]) == (4000, 3000)


def test_a_small_original_ends_at_its_own_width():
    sources = image_sources(unstored(width=500, height=333))
    assert [entry["width"] for entry in sources["widths"]] == [320, 480, 500]
    assert parts(sources["src"])[0] == "640"
    assert (sources["width"], sources["height"]) == (500, 333)


def test_an_original_of_a_listed_width_is_not_listed_twice():
    assert [entry["width"] for entry in image_sources(unstored(width=640))["widths"]] == [320, 480, 640]


@pytest.mark.parametrize(
    ("crop", "widths", "size"),
    [
        ("square", [160, 320, 640], (640, 640)),
        ("card", [360, 480, 720, 960], (960, 640)),
        ("wide", [640, 960, 1280, 1600, 1920], (1920, 1080)),
        ("social", [1200], (1200, 630)),
    ],
)
def test_crops(crop, widths, size):
    sources = image_sources(unstored(), crop)
    assert [entry["width"] for entry in sources["widths"]] == widths
    assert (sources["width"], sources["height"]) == size
    assert sources["src"] == sources["widths"][-1]["url"]


def test_social_cards_are_jpeg_alone():
    sources = image_sources(unstored("logo.png"), "social")
    assert sources["sources"] == []
    assert parts(sources["src"])[1] == "jpg"
    with pytest.raises(KeyError):
        rendition_filter("social-1200", "webp")


def test_originals_that_may_be_transparent_fall_back_to_webp():
    sources = image_sources(unstored("LOGO.PNG"))
    assert [source["type"] for source in sources["sources"]] == ["image/avif"]
    assert parts(sources["src"])[1] == "webp"


def test_pictures_too_tall_for_webp_are_offered_as_jpeg():
    sources = image_sources(unstored("strip.png", width=300, height=20_000))
    assert sources["sources"] == []
    assert parts(sources["src"])[1] == "jpg"
    assert image_sources(unstored(width=300, height=70_000))["src"] is None


@pytest.mark.parametrize(("name", "size"), [("photo.jpg", (0, 0)), ("photo.jpg", (None, None)), ("map.svg", (9, 9))])
def test_what_cannot_be_resized_has_no_urls(name, size):
    image = unstored(name)
    image.width, image.height = size
    sources = image_sources(image)
    assert sources["src"] is None
    assert (sources["srcset"], sources["widths"], sources["sources"]) == ("", [], [])


def test_unknown_crop():
    with pytest.raises(KeyError):
        image_sources(unstored(), "panorama")


def test_sources_cost_no_query_and_open_no_file(django_assert_num_queries, db):
    image = unstored()
    with django_assert_num_queries(0):
        for crop in USES:
            assert image_sources(image, crop)["src"]


def test_every_spec_is_one_that_wagtail_understands():
    for spec in SPECS:
        for extension in IMAGE_FORMATS:
            if not (spec.startswith("social-") and extension != "jpg"):
                assert Filter(rendition_filter(spec, extension).spec).operations


@given(
    width=strategies.integers(1, 1400),
    height=strategies.integers(1, 1400),
    area=strategies.none()
    | strategies.tuples(*[strategies.integers(0, 1500)] * 2, *[strategies.integers(0, 1500)] * 2),
    crop=strategies.sampled_from([*USES]),
)
@hypothesis.settings(max_examples=40)
def test_promised_sizes_are_served_sizes(width, height, area, crop):
    content = encoded(PIL.Image.new("L", (width, height)), "PNG")
    focal = dict(zip(FOCAL_AREA, area, strict=True)) if area else {}
    image = unstored(width=width, height=height, **focal)
    sources = image_sources(image, crop)
    assert sources["widths"]
    for entry in sources["widths"]:
        spec, _, _ = parts(entry["url"])
        picture = made(image, content, spec, "jpg")
        assert picture.size == rendition_size(image, spec)
        assert picture.width == entry["width"]
    if crop in CROPS:
        assert (sources["width"], sources["height"]) == picture.size


def photograph(width, height):
    with PIL.Image.open(DEMO_PICTURES / "capitol.webp") as picture:
        return picture.convert("RGB").resize((width, height))


def decoded_sizes(monkeypatch):
    """Return the list to which the sizes of pictures are added that are decoded at a fraction of their size."""
    sizes = []

    def noting(*arguments):
        decoded = decoded_at(*arguments)
        sizes.append(decoded and decoded.get_size())
        return decoded

    monkeypatch.setattr("pages.images.renditions.decoded_at", noting)
    return sizes


@pytest.mark.parametrize("area", [None, (300, 1700, 200, 300)])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("spec", ["width-320", "width-640", "square-160", "card-480", "social-1200"])
@pytest.mark.slow
def test_a_large_photograph_is_decoded_at_a_fraction_of_its_size_and_looks_the_same(
    monkeypatch, spec, orientation, area
):
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    content = encoded(photograph(3001, 2003), "JPEG", quality=92, exif=exif)
    width, height = (3001, 2003) if orientation == 1 else (2003, 3001)
    image = unstored(width=width, height=height, **(dict(zip(FOCAL_AREA, area, strict=True)) if area else {}))
    decoded = decoded_sizes(monkeypatch)
    small = made(image, content, spec, "jpg")
    with monkeypatch.context() as patch:
        patch.setattr("pages.images.renditions.JPEG_SCALES", ())
        whole = made(image, content, spec, "jpg")
    assert small.size == whole.size == rendition_size(image, spec)
    difference = PIL.ImageStat.Stat(PIL.ImageChops.difference(small, whole))
    assert max(difference.mean) < 2.5
    # Decoded to at least twice the size.
    rect = rendition_filter(spec, "jpg").get_transform(image).get_rect()
    spare = min(rect.width / small.width, rect.height / small.height)
    assert len(decoded) == (spare >= 4)
    for size in decoded:
        assert 2 <= spare * max(size) / 3001 < 4


@pytest.mark.parametrize(
    ("kind", "options"),
    [("MPO", {"save_all": True}), ("JPEG", {"progressive": True}), ("JPEG", {"subsampling": 0, "quality": 100})],
)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_every_kind_of_jpeg_is_decoded_at_a_fraction_of_its_size(monkeypatch, kind, options, mode):
    picture = photograph(1600, 1200).convert(mode)
    decoded = decoded_sizes(monkeypatch)
    small = made(unstored(width=1600, height=1200), encoded(picture, kind, **options), "width-320", "jpg")
    assert (small.size, decoded) == ((320, 240), [(800, 600)])
    expected = picture.convert("RGB").resize((320, 240), PIL.Image.Resampling.LANCZOS)
    assert max(PIL.ImageStat.Stat(PIL.ImageChops.difference(small, expected)).mean) < 4


@pytest.mark.parametrize(("kind", "size"), [("PNG", (1600, 1200)), ("WEBP", (1600, 1200)), ("JPEG", (1601, 1200))])
def test_what_cannot_be_decoded_at_a_fraction_is_decoded_whole(kind, size):
    """No JPEG, or one of another size than its row says."""
    image = unstored(width=size[0], height=size[1])
    output = BytesIO()
    filter = rendition_filter("width-320", "jpg")
    filter.run(image, output, source=BytesIO(encoded(photograph(1600, 1200), kind)))
    assert PIL.Image.open(output).size == (320, 240)


@pytest.mark.parametrize(
    ("name", "spec", "pixels"),
    [
        *(("photo.jpg", "width-320", 6_000_000 // 16), ("photo.JPEG", "width-640", 6_000_000 // 4)),
        *(("photo.jpg", "width-1280", 6_000_000), ("photo.png", "width-320", 6_000_000)),
        ("photo.jpg", "square-160", 6_000_000 // 16),
    ],
)
def test_the_pixels_that_are_in_memory(name, spec, pixels):
    assert rendition_filter(spec, "jpg").decoded_pixels(unstored(name, 3000, 2000)) == pixels


def test_crops_keep_the_focal_area():
    picture = PIL.Image.new("RGB", (1000, 200), "white")
    picture.paste((255, 0, 0), (900, 80, 940, 120))
    focal = dict(zip(FOCAL_AREA, (920, 100, 40, 40), strict=True))
    image = unstored(width=1000, height=200, **focal)
    square = made(image, encoded(picture, "PNG"), "square-160", "jpg")
    assert any(red > 200 and green < 80 for _, (red, green, _) in square.convert("RGB").getcolors(100_000))


def test_sideways_photographs_are_served_upright():
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    content = encoded(PIL.Image.new("RGB", (900, 600)), "JPEG", exif=exif)
    image = Image(pk=7, title="Photo", collection_id=1, file=ContentFile(content, "photo.jpg"))
    assert (image.width, image.height) == (600, 900)
    assert made(image, content, "width-320", "avif").size == rendition_size(image, "width-320") == (320, 480)


def awkward_pictures():
    frames = [PIL.Image.new("RGB", (90, 60), color) for color in ("red", "blue")]
    palette = PIL.Image.new("RGBA", (90, 60), (0, 0, 0, 0)).quantize(4)
    return {
        "animation": encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "print colors": encoded(PIL.Image.new("CMYK", (90, 60)), "JPEG"),
        "broken color profile": encoded(PIL.Image.new("CMYK", (90, 60)), "JPEG", icc_profile=b"nonsense"),
        "palette with transparency": encoded(palette, "PNG"),
        "transparent color": encoded(PIL.Image.new("RGB", (90, 60)), "PNG", transparency=(0, 0, 0)),
        "16 bits": encoded(PIL.Image.new("I;16", (90, 60), 0x8080), "PNG"),
        "gray with alpha": encoded(PIL.Image.new("LA", (90, 60)), "PNG"),
        "1 bit": encoded(PIL.Image.new("1", (90, 60)), "PNG"),
        "alpha": encoded(PIL.Image.new("RGBA", (90, 60), (255, 0, 0, 0)), "WEBP", lossless=True, exact=True),
    }


@pytest.mark.parametrize("extension", IMAGE_FORMATS)
@pytest.mark.parametrize("kind", awkward_pictures())
def test_every_kind_of_picture_can_be_served_in_every_format(kind, extension):
    picture = made(unstored(width=90, height=60), awkward_pictures()[kind], "square-160", extension)
    assert picture.format.lower() == IMAGE_FORMATS[extension].name
    assert picture.mode in ("RGB", "RGBA")
    if kind == "16 bits":
        assert abs(picture.convert("L").getpixel((5, 5)) - 0x80) <= 3
    if kind in ("palette with transparency", "transparent color", "gray with alpha", "alpha"):
        if extension == "jpg":
            assert picture.getpixel((5, 5)) == (255, 255, 255)
        else:
            assert picture.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_signature_covers_every_size_and_format_of_one_version():
    signed = signature("7", "0123abcd")
    assert len(signed) == 16
    for spec in ("320", "square-160", "width-640"):
        assert signed_rendition("7", "0123abcd", signed, f"{spec}.webp") == (spec, "webp")
    for identifier, version in (("8", "0123abcd"), ("7", "0123abce"), ("", "7/0123abcd"), ("7/0123abcd", "")):
        assert signed_rendition(identifier, version, signed, "320.webp") is None
    for forged in ("", "é" * 16, signed[:-1], signed + "=", signed.swapcase()):
        assert signed_rendition("7", "0123abcd", forged, "320.webp") is None


def test_an_old_signature_covers_one_size_and_format():
    signed = old_signature("7", "0123abcd", "width-640", "jpg")
    assert len(signed) == 22
    assert signed_rendition("7", "0123abcd", "width-640", f"{signed}.jpg") == ("width-640", "jpg")
    for identifier, version, name, extension in (
        ("8", "0123abcd", "width-640", "jpg"),
        ("7", "0123abce", "width-640", "jpg"),
        ("7", "0123abcd", "width-320", "jpg"),
        ("7", "0123abcd", "640", "jpg"),
        ("7", "0123abcd", "width-640", "webp"),
        ("7", "0123abcd/width-640", "", "jpg"),
    ):
        assert signed_rendition(identifier, version, name, f"{signed}.{extension}") is None
        assert signed_rendition(identifier, version, signed, f"{name}.{extension}") is None
    for forged in ("", "é" * 22, signed[:-1], signed + "=", signed.swapcase(), signature("7", "0123abcd")):
        assert signed_rendition("7", "0123abcd", "width-640", f"{forged}.jpg") is None


def test_keys_rotate(settings):
    signed, old = signature(7, "0123abcd"), old_signature(7, "0123abcd", "width-640", "jpg")

    def found(signed, old):
        one = signed_rendition("7", "0123abcd", signed, "640.jpg")
        assert bool(one) == bool(signed_rendition("7", "0123abcd", "width-640", f"{old}.jpg"))
        return one is not None

    assert found(signed, old)
    settings.IMAGE_SIGNING_KEY = "next key"
    assert not found(signed, old)
    settings.IMAGE_SIGNING_KEY_FALLBACKS = ["", "present key"]
    assert found(signed, old)
    assert found(signature(7, "0123abcd"), old_signature(7, "0123abcd", "width-640", "jpg"))
    assert signature(7, "0123abcd") != signed


def test_every_url_is_the_template_with_size_and_format_filled_in():
    for use in USES:
        sources = image_sources(unstored(), use)
        assert sources["url_template"] == image_sources(unstored())["url_template"]
        for entry in sources["widths"]:
            spec, extension, _ = parts(entry["url"])
            assert entry["url"] == str(sources["url_template"]).format(size=spec, format=extension)
            assert may_be_made(unstored(), spec, extension)
    assert rendition_url(unstored(), "width-640", "webp") == str(sources["url_template"]).format(
        size="640", format="webp"
    )


def test_a_portrait_is_a_small_square():
    sources = image_sources(unstored(), PORTRAIT)
    assert [parts(entry["url"])[0] for entry in sources["widths"]] == ["square-160", "square-320", "square-640"]
    assert parts(sources["src"])[:2] == ("square-320", "jpg")
    assert (sources["width"], sources["height"]) == (320, 320)
    assert [source["type"] for source in sources["sources"]] == ["image/webp"]


def test_a_logo_is_small_and_whole():
    sources = image_sources(unstored("logo.png", width=4000, height=1000), LOGO)
    assert [parts(entry["url"])[:2] for entry in sources["widths"]] == [
        ("160", "webp"),
        ("320", "webp"),
        ("640", "webp"),
    ]
    assert parts(sources["src"])[0] == "320"
    assert (sources["width"], sources["height"]) == (4000, 1000)
    assert sources["sources"] == []


@pytest.mark.parametrize(
    ("spec", "extension", "size", "possible"),
    [
        ("640", "avif", (4000, 3000), True),
        ("641", "avif", (4000, 3000), False),
        ("640", "png", (4000, 3000), False),
        ("social-1200", "webp", (4000, 3000), False),
        ("social-1200", "jpg", (4000, 3000), True),
        ("320", "webp", (300, 20_000), False),
        ("320", "jpg", (300, 20_000), True),
        ("320", "jpg", (None, None), False),
    ],
)
def test_only_renditions_of_the_fixed_set_may_be_made(spec, extension, size, possible):
    image = unstored()
    image.width, image.height = size
    assert may_be_made(image, spec, extension) == possible


def test_an_empty_key_is_refused(settings):
    settings.IMAGE_SIGNING_KEY = ""
    with pytest.raises(ImproperlyConfigured):
        image_sources(unstored())


def test_base_url_may_end_in_a_slash(settings):
    settings.CMS_BASE_URL = "https://cms.example.org/"
    assert str(image_sources(unstored())["src"]).startswith("https://cms.example.org/images/7/")
