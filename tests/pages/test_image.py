"""The data that an image derives from its file, and the data that it keeps private."""

from base64 import b64decode
from importlib import import_module
from io import BytesIO

import PIL.Image
import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.forms import get_image_form
from wagtail.images.models import Filter

from api.images.representation import represent_image
from pages.images.image import Image, Rendition
from pages.images.placeholders import dominant_color, tiny_data_uri

pytestmark = pytest.mark.django_db

ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    cache.clear()


def encoded(picture, format="JPEG", **options):
    stream = BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()


def plain(color="red", size=(40, 20), mode="RGB"):
    return PIL.Image.new(mode, size, color)


def create(content, name="Our Photo.jpg", **fields):
    return Image.objects.create(title="Photo", file=ContentFile(content, name), **fields)


def preview(image):
    kind, _, data = image.placeholder.partition(",")
    assert kind == "data:image/webp;base64"
    return PIL.Image.open(BytesIO(b64decode(data)))


def noise(size=(64, 64)):
    return PIL.Image.effect_noise(size, 60).convert("RGB")


def animated_gif():
    frames = [plain("#00ff00"), plain("#0000ff")]
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def transparent_palette():
    picture = PIL.Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 10, 20))
    return encoded(picture.quantize(8), "PNG")


def sixteen_bit():
    return encoded(PIL.Image.new("I;16", (40, 20), 0x8080), "PNG")


@pytest.mark.parametrize(
    ("content", "name", "color"),
    [
        (encoded(plain("#ff0000"), "PNG"), "plain.png", "#ff0000"),
        (animated_gif(), "animated.gif", "#00ff00"),
        (encoded(plain((0, 255, 255, 0), mode="CMYK")), "print.jpg", "#fe0000"),
        (transparent_palette(), "palette.png", "#0000ff"),
        (sixteen_bit(), "gray.png", "#808080"),
        (encoded(plain(200, mode="L")), "gray.jpg", "#c8c8c8"),
        (encoded(plain((200, 255), mode="LA"), "PNG"), "gray-alpha.png", "#c8c8c8"),
        (encoded(plain(1, mode="1"), "PNG"), "bitmap.png", "#ffffff"),
        (encoded(plain("#ff0000"), "AVIF", quality=100), "modern.avif", "#fe0000"),
    ],
)
def test_every_kind_of_picture_has_a_color_and_a_placeholder(content, name, color):
    image = create(content, name)
    image.refresh_from_db()
    assert close(image.dominant_color, color)
    assert max(preview(image).size) == 16
    assert image.file_hash
    assert image.file_size == len(content)


def close(actual, expected):
    channels = [int(color[at : at + 2], 16) for color in (actual, expected) for at in (1, 3, 5)]
    return all(abs(one - other) <= 3 for one, other in zip(channels[:3], channels[3:], strict=True))


def test_dominant_color_is_the_most_frequent_one_not_the_average():
    picture = plain("#0000ff", (30, 30))
    picture.paste((255, 255, 0), (0, 0, 30, 10))
    assert dominant_color(picture) == "#0000ff"


def test_transparent_pixels_have_no_color():
    assert dominant_color(plain((255, 0, 0, 10), mode="RGBA")) == ""


def test_placeholders_leave_the_picture_alone():
    picture = plain(size=(300, 200), mode="CMYK", color=(0, 0, 0, 0))
    dominant_color(picture)
    tiny_data_uri(picture)
    assert (picture.mode, picture.size) == ("CMYK", (300, 200))


def test_extreme_proportions_keep_one_pixel():
    assert preview(create(encoded(plain(size=(3000, 1)), "PNG"), "line.png")).size == (16, 1)


def test_a_photograph_taken_sideways_is_measured_upright():
    exif = PIL.Image.Exif()
    exif[ORIENTATION] = 6
    image = create(encoded(plain(size=(64, 32)), exif=exif))
    image.refresh_from_db()
    assert (image.width, image.height) == (32, 64)
    assert preview(image).size == (8, 16)


def test_a_damaged_picture_is_saved_without_placeholder(caplog):
    content = encoded(noise())
    image = create(content[: len(content) // 2])
    image.refresh_from_db()
    assert (image.dominant_color, image.placeholder) == ("", "")
    assert (image.width, image.height) == (64, 64)
    assert "cannot be read" in caplog.text


def test_a_missing_file_does_not_prevent_saving():
    image = Image.objects.create(title="Lost", file="original_images/lost.jpg", width=10, height=10)
    assert image.placeholder == ""
    assert image.file_hash == ""
    image.title = "Still lost"
    image.save()


def test_replacing_the_file_replaces_what_follows_from_it():
    image = create(encoded(plain("#ff0000"), "PNG"), "red.png")
    image.get_rendition("width-10")
    first = image.version
    image = Image.objects.get(pk=image.pk)
    image.file = ContentFile(encoded(plain("#0000ff", (50, 60)), "PNG"), "blue.png")
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert image.dominant_color == "#0000ff"
    assert (image.width, image.height) == (50, 60)
    assert image.version != first
    assert not image.renditions.exists()


def test_saving_without_a_new_file_does_not_open_it():
    image = create(encoded(plain()))
    image.file.storage.delete(image.file.name)
    for stored in (Image.objects.get(pk=image.pk), Image.objects.only("title").get(pk=image.pk)):
        stored.title = "Renamed"
        stored.save()
    image = Image.objects.get(pk=image.pk)
    assert image.title == "Renamed"
    assert image.placeholder


def test_decorative_is_read_back_from_the_database():
    image = create(encoded(plain()), decorative=True, alt="A flag")
    stored = Image.objects.get(pk=image.pk)
    assert stored.decorative is True
    assert stored.default_alt_text == ""
    assert stored.contextual_alt_text is None


def test_alternative_text_never_falls_back_to_the_file_name():
    assert create(encoded(plain())).default_alt_text == ""
    assert create(encoded(plain()), alt="A flag").default_alt_text == "A flag"


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ({}, None),
        ({"focal_point_x": 10}, None),
        ({"x": 10, "y": 5}, {"x": 0.25, "y": 0.25}),
        ({"x": 13, "y": 7}, {"x": 0.325, "y": 0.35}),
        ({"x": 4000, "y": 20}, {"x": 1.0, "y": 1.0}),
    ],
)
def test_focal_point_is_a_fraction_of_the_picture(area, expected):
    fields = {f"focal_point_{key}" if len(key) == 1 else key: value for key, value in area.items()}
    if "x" in area:
        fields |= {"focal_point_width": 4, "focal_point_height": 4}
    assert create(encoded(plain()), **fields).focal_point == expected


def test_version_follows_file_and_focal_area_without_a_query(django_assert_num_queries):
    image = create(encoded(plain("red")))
    same_content = create(encoded(plain("red")))
    other_content = create(encoded(plain("blue")))
    image.file.storage.delete(image.file.name)
    image = Image.objects.get(pk=image.pk)
    with django_assert_num_queries(0):
        whole = image.version
        assert whole == same_content.version != other_content.version
        image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 5, 5, 4, 4
        assert image.version not in (whole, "")
        assert image.version.startswith(image.file_version)


def test_version_is_the_same_before_and_after_storing_a_fractional_focal_area():
    image = create(encoded(plain()))
    image.set_focal_point(Filter("width-10").get_transform(image).get_rect())
    image.save()
    assert image.version == Image.objects.get(pk=image.pk).version


def test_version_without_a_hash_comes_from_the_stored_path(django_assert_num_queries):
    one = Image(title="One", file="original_images/a/one.jpg", width=1, height=1)
    other = Image(title="Other", file="original_images/b/one.jpg", width=1, height=1)
    with django_assert_num_queries(0):
        assert one.version != other.version


def frames(count):
    return [plain(color) for color in ("red", "green", "blue")[:count]]


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("count", [1, 3])
def test_an_animation_that_comes_past_the_form_says_so(kind, count):
    first, *others = frames(count)
    content = encoded(first, kind, save_all=True, append_images=others)
    image = create(content, f"picture.{kind.lower()}")
    assert Image.objects.get(pk=image.pk).animated == represent_image(image)["animated"] == (count > 1)
    assert close(image.dominant_color, "#ff0000")
    rendition = image.get_rendition("width-20|format-png")
    with rendition.open_file() as stream:
        picture = PIL.Image.open(stream)
        assert (picture.size, getattr(picture, "n_frames", 1)) == ((20, 10), 1)
        assert close(dominant_color(picture), "#ff0000")
    # What is there is the original, frame by frame.
    with image.file.open() as stored:
        assert getattr(PIL.Image.open(stored), "n_frames", 1) == count
    image.file = ContentFile(encoded(first, "PNG"), "other.png")
    image.save()
    assert not Image.objects.get(pk=image.pk).animated


def test_originals_that_were_there_before_are_looked_at_once():
    first, *others = frames(3)
    moving = [
        create(encoded(first, kind, save_all=True, append_images=others), name)
        for kind, name in (("GIF", "a.GIF"), ("WEBP", "b.webp"), ("PNG", "c.png"), ("AVIF", "d.avif"))
    ]
    still = [
        *(create(encoded(first, "GIF"), "e.gif"), create(encoded(first, "JPEG"), "f.jpg")),
        *(create(encoded(first, "GIF"), "damaged.gif"), create(encoded(first, "PNG"), "lost.png")),
    ]
    with still[-2].file.storage.open(still[-2].file.name, "wb") as stream:
        stream.write(b"GIF89a")
    still[-1].file.storage.delete(still[-1].file.name)
    Image.objects.update(animated=False)
    import_module("pages.migrations.0024_animated_images").find_animated(apps, None)
    assert set(Image.objects.filter(animated=True)) == set(moving)


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("count", [1, 3])
def test_an_animated_upload_is_refused_because_one_frame_would_be_shown(kind, count):
    first, *others = frames(count)
    content = encoded(first, kind, save_all=True, append_images=others)
    file = SimpleUploadedFile(f"moving.{kind.lower()}", content)
    form = get_image_form(Image)({"title": "Moving"}, {"file": file})
    form.is_valid()
    refused = [error.code for error in form.errors.as_data().get("file", [])]
    assert refused == (["animated_image"] if count > 1 else [])
    if count == 1:
        # The file is stored whole after it was looked at.
        assert form.cleaned_data["file"].read() == content


def test_a_photograph_with_a_preview_inside_is_no_animation():
    first, *others = frames(2)
    content = encoded(first, "MPO", save_all=True, append_images=others)
    form = get_image_form(Image)({"title": "Photo"}, {"file": SimpleUploadedFile("photo.jpg", content)})
    form.is_valid()
    assert "file" not in form.errors


def test_stored_paths_cannot_be_guessed():
    first, second = create(encoded(plain())), create(encoded(plain()))
    for image in (first, second):
        folder, token, name = image.file.name.split("/")
        assert folder == "original_images"
        assert len(token) >= 22
        assert name.startswith("Our_Photo")
    assert first.file.name.split("/")[1] != second.file.name.split("/")[1]
    rendition = first.get_rendition("width-10")
    assert len(rendition.file.name.split("/")[1]) >= 22
    assert first.file.name.split("/")[1] not in rendition.file.name


def test_long_file_names_fit_the_column():
    image = create(encoded(plain()), "x" * 300 + ".jpeg")
    assert len(image.file.name) <= 100
    assert image.file.name.endswith(".jpeg")
    assert len(image.get_rendition("fill-10x10|format-webp|webpquality-70").file.name) <= 100


@pytest.mark.parametrize("spec", ["width-10", "width-10|format-webp", "width-10|format-avif", "width-10|format-png"])
def test_renditions_do_not_tell_where_a_photograph_was_taken(spec):
    exif = PIL.Image.Exif()
    exif[0x010E] = "SECRET DESCRIPTION"
    exif.get_ifd(GPS)[1] = "N"
    image = create(encoded(plain(), exif=exif, comment=b"SECRET COMMENT", xmp=b"<x>SECRET XMP</x>"))
    with image.get_rendition(spec).open_file() as stream:
        content = stream.read()
    assert b"SECRET" not in content
    assert not PIL.Image.open(BytesIO(content)).getexif()


def test_two_first_requests_at_once_leave_one_rendition_and_one_file(monkeypatch):
    image = create(encoded(plain()))
    generate = Image.generate_rendition_file
    rivals = [Image.objects.get(pk=image.pk)]

    def overtaken(self, filter, *, source=None):
        made = generate(self, filter, source=source)
        if rivals:
            rivals.pop().get_rendition("width-10")
        return made

    monkeypatch.setattr(Image, "generate_rendition_file", overtaken)
    image.create_rendition(Filter("width-10"))
    rendition = Rendition.objects.get()
    storage = rendition.file.storage
    stored = [name for folder in storage.listdir("images")[0] for name in storage.listdir(f"images/{folder}")[1]]
    assert len(stored) == 1
    assert rendition.file.name.endswith(stored[0])
