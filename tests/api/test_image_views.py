"""Serving renditions: only what is signed and public, once and for all cacheable."""

from io import BytesIO

import PIL.Image
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from pages.images.addresses import current_name, old_signature, rendition_url, signature
from pages.images.image import Image, Rendition
from pages.images.renditions import IMAGE_FORMATS, SPECS
from pages.images.sources import image_sources

pytestmark = pytest.mark.django_db

BASE = "https://cms.example.org"
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture(autouse=True)
def deployment(settings, tmp_path):
    settings.CMS_BASE_URL = BASE
    settings.IMAGE_SIGNING_KEY = "present key"
    settings.IMAGE_SIGNING_KEY_FALLBACKS = []
    settings.MEDIA_ROOT = str(tmp_path)
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()


@pytest.fixture
def image():
    return create()


def encoded(picture, format="JPEG"):
    stream = BytesIO()
    picture.save(stream, format)
    return stream.getvalue()


def create(content=None, name="photo.jpg", **fields):
    content = encoded(PIL.Image.effect_noise((900, 600), 60)) if content is None else content
    return Image.objects.create(title="Photo", file=ContentFile(content, name), **fields)


def path(image, spec="width-320", extension="jpg"):
    return rendition_url(image, spec, extension).removeprefix(BASE)


def focus(image, x=50):
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = x, 50, 40, 40
    image.save()


def restrict(collection):
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.PASSWORD, password="secret"
    )


def assert_not_found(response):
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert response.content == b"Not found."
    assert "ETag" not in response


def assert_unavailable(response):
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extension", "media_type"), [("jpg", "image/jpeg"), ("webp", "image/webp"), ("avif", "image/avif")]
)
def test_a_rendition_is_made_and_served(client, image, extension, media_type):
    for _ in range(2):
        response = client.get(path(image, extension=extension))
        assert response.status_code == 200
        assert response["Content-Type"] == media_type
        assert response["Cache-Control"] == FOREVER
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Length"] == str(len(response.content))
        assert response["ETag"].startswith('"')
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        assert PIL.Image.open(BytesIO(response.content)).size == (320, 213)
    assert Rendition.objects.count() == 1


@pytest.mark.slow
def test_every_url_of_an_image_is_served_at_the_promised_width(client):
    image = create(encoded(PIL.Image.new("RGB", (333, 777), "red")))
    for crop in (None, "square", "card", "wide", "social"):
        sources = image_sources(image, crop)
        for entry in sources["widths"]:
            response = client.get(entry["url"].removeprefix(BASE))
            assert PIL.Image.open(BytesIO(response.content)).width == entry["width"]
        for source in sources["sources"]:
            for candidate in source["srcset"].split(", "):
                url, width = candidate.split(" ")
                response = client.get(url.removeprefix(BASE))
                assert response["Content-Type"] == source["type"]
                assert f"{PIL.Image.open(BytesIO(response.content)).width}w" == width


def test_head(client, image):
    response = client.head(path(image))
    assert response.status_code == 200
    assert response.content == b""
    assert int(response["Content-Length"]) > 100


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_not_allowed(image, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(path(image))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_what_the_browser_has_is_not_sent_again(client, image):
    etag = client.get(path(image))["ETag"]
    image.renditions.all().delete()
    for candidates in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        response = client.get(path(image), headers={"If-None-Match": candidates})
        assert response.status_code == 304
        assert response["ETag"] == etag
        assert response["Cache-Control"] == FOREVER
    assert not Rendition.objects.exists()
    assert client.get(path(image), headers={"If-None-Match": '"other"'}).status_code == 200


def test_etag_differs_between_renditions_but_not_between_keys(client, image, settings):
    etags = {client.get(path(image, spec, "jpg"))["ETag"] for spec in ("width-320", "width-480", "square-160")}
    etags.add(client.get(path(image, extension="webp"))["ETag"])
    assert len(etags) == 4
    settings.IMAGE_SIGNING_KEY = "next key"
    assert client.get(path(image))["ETag"] in etags


def test_forged_urls(client, image):
    version = image.version
    signed, whole = old_signature(image.pk, version, "width-320", "jpg"), signature(image.pk, version)
    for forged in (
        f"/images/{image.pk}/{version}/{'A' * 16}/320.jpg",
        f"/images/{image.pk}/{version}/{whole}/{whole}.jpg",
        f"/images/{image.pk}/{version}/{whole}/320",
        f"/images/{image.pk}/{version}/{whole}/.jpg",
        f"/images/{image.pk}/{version}/{whole}/321.jpg",
        f"/images/{image.pk}/{version}/{whole}/320.png",
        f"/images/{image.pk}/{version}/{whole}/320.jpg.webp",
        f"/images/{image.pk}/{version}/{whole}/social-1200.webp",
        f"/images/{image.pk}/{version}/320/{whole}.jpg",
        f"/images/{image.pk}/{'0' * 8}/{whole}/320.jpg",
        f"/images/{image.pk + 1}/{version}/{whole}/320.jpg",
        f"/images/0{image.pk}/{version}/{whole}/320.jpg",
        f"/images/x/{version}/{whole}/320.jpg",
        f"/images/{image.pk}/{version}/{whole}/%FF.%F0%9F%8E%89",
        f"/images/{image.pk}/{version}/{signed}/width-320.jpg",
        f"/images/{image.pk}/{version}/width-320/{'A' * 22}.jpg",
        f"/images/{image.pk}/{version}/width-480/{signed}.jpg",
        f"/images/{image.pk}/{version}/width-320/{signed}.webp",
        f"/images/{image.pk}/{version}/width-320/{signed}",
        f"/images/{image.pk}/{version}/width-320/.jpg",
        f"/images/{image.pk}/{'0' * 8}/width-320/{signed}.jpg",
        f"/images/{image.pk + 1}/{version}/width-320/{signed}.jpg",
        f"/images/0{image.pk}/{version}/width-320/{signed}.jpg",
        f"/images/{'9' * 60}/{version}/width-320/{signed}.jpg",
        f"/images/x/{version}/width-320/{signed}.jpg",
        f"/images/%00/{version}/%FF/{signed}.%F0%9F%8E%89",
    ):
        assert_not_found(client.get(forged))
    assert not Rendition.objects.exists()


@pytest.mark.parametrize("spec", ["width-320", "square-160"])
def test_old_urls_stay_valid(client, image, spec):
    signed = old_signature(image.pk, image.version, spec, "webp")
    old = client.get(f"/images/{image.pk}/{image.version}/{spec}/{signed}.webp")
    new = client.get(path(image, spec, "webp"))
    assert old.status_code == new.status_code == 200
    assert (old.content, old["ETag"]) == (new.content, new["ETag"])
    assert Rendition.objects.count() == 1


def test_one_signature_serves_every_size_and_format(client, image):
    template = str(image_sources(image)["url_template"]).removeprefix(BASE)
    sizes = {current_name(spec) for spec in SPECS}
    assert {"160", "1920", "square-640", "wide-1920", "social-1200"} <= sizes
    for size in sizes:
        for extension in IMAGE_FORMATS if size in ("320", "square-160", "social-1200") else ("jpg",):
            response = client.head(template.format(size=size, format=extension))
            expected = 404 if size == "social-1200" and extension != "jpg" else 200
            assert response.status_code == expected, (size, extension)


def test_parts_of_two_valid_urls_do_not_combine(client, image):
    other = create(encoded(PIL.Image.new("RGB", (900, 600), "blue")))
    one, two = path(image).split("/"), path(other, "width-480", "webp").split("/")
    # The last part is size and format, which one signature covers.
    for at in range(2, 5):
        mixed = [*one[:at], two[at], *one[at + 1 :]]
        if mixed not in (one, two):
            assert_not_found(client.get("/".join(mixed)))


def test_a_size_that_is_no_longer_on_offer(client, image, monkeypatch):
    for spec, extension in (("width-5000", "jpg"), ("width-320", "png"), ("social-1200", "webp")):
        signed = old_signature(image.pk, image.version, spec, extension)
        assert_not_found(client.get(f"/images/{image.pk}/{image.version}/{spec}/{signed}.{extension}"))
    assert "width-5000" not in SPECS


def test_an_image_that_never_was_or_is_gone(client, image):
    url = path(image)
    image.delete()
    assert_not_found(client.get(url))
    signed = old_signature(987654, "01234567", "width-320", "jpg")
    assert_not_found(client.get(f"/images/987654/01234567/width-320/{signed}.jpg"))


@pytest.mark.parametrize("inherited", [False, True])
def test_private_collections(client, inherited):
    parent = Collection.get_first_root_node().add_child(name="Members")
    collection = parent.add_child(name="Portraits") if inherited else parent
    image = create(collection=collection)
    url = path(image)
    etag = client.get(url)["ETag"]
    restrict(parent)
    assert_not_found(client.get(url))
    assert_not_found(client.get(url, headers={"If-None-Match": etag}))
    focus(image)
    assert_not_found(client.get(url))


def test_siblings_of_a_private_collection_stay_public(client):
    root = Collection.get_first_root_node()
    restrict(root.add_child(name="Members"))
    image = create(collection=root.add_child(name="Press"))
    assert client.get(path(image)).status_code == 200


def test_the_old_version_leads_to_the_new_one(client, image):
    old = path(image, "square-160", "webp")
    focus(image)
    response = client.get(old)
    assert response.status_code == 302
    assert response["Location"] == rendition_url(image, "square-160", "webp")
    assert response["Cache-Control"] == "no-cache"
    assert client.get(response["Location"].removeprefix(BASE)).status_code == 200


def test_a_replaced_file_is_never_served_with_the_old_picture(client):
    image = create(encoded(PIL.Image.new("RGB", (400, 400), "red")))
    client.get(path(image))
    image.file = ContentFile(encoded(PIL.Image.new("RGB", (400, 400), "blue")), "new.jpg")
    image.save()
    response = client.get(path(image))
    _, _, blue = PIL.Image.open(BytesIO(response.content)).convert("RGB").split()
    assert min(blue.tobytes()) > 200


def test_a_missing_original(client, image):
    image.file.storage.delete(image.file.name)
    assert_unavailable(client.get(path(image)))


@pytest.mark.parametrize("kept", [0, 10, 300, 20_000])
def test_a_damaged_original(client, image, kept):
    with image.file.storage.open(image.file.name) as stream:
        content = stream.read()
    assert kept < len(content)
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, ContentFile(content[:kept]))
    assert_unavailable(client.get(path(image)))
    assert not Rendition.objects.exists()


def test_a_rendition_whose_file_is_lost_is_made_again(client, image):
    client.get(path(image))
    lost = Rendition.objects.get()
    lost.file.storage.delete(lost.file.name)
    response = client.get(path(image))
    assert response.status_code == 200
    assert Rendition.objects.get().pk != lost.pk


def test_old_keys_are_honored_while_they_are_listed(client, image, settings):
    url = path(image)
    settings.IMAGE_SIGNING_KEY = "next key"
    assert_not_found(client.get(url))
    settings.IMAGE_SIGNING_KEY_FALLBACKS = ["present key"]
    assert client.get(url).status_code == 200
    assert path(image) != url


def test_two_first_requests_at_once(client, image, monkeypatch):
    generate = Image.generate_rendition_file
    rivals = [path(image)]
    answers = []

    def overtaken(self, filter, *, source=None):
        made = generate(self, filter, source=source)
        if rivals:
            answers.append(Client().get(rivals.pop()))
        return made

    monkeypatch.setattr(Image, "generate_rendition_file", overtaken)
    answers.append(client.get(path(image)))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert Rendition.objects.count() == 1
