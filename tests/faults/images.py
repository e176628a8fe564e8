"""Images under pressure."""

from io import BytesIO

import PIL.Image
from django.test import override_settings

from pages.images.places import place
from tests.api.pictures import create, damaged, encoded, full_disk, own_places, path
from tests.content import make_post
from tests.faults.row import Product, row


def _came(product: Product, url: str) -> str:
    response = product.client.get(url)
    return f"{response.status_code} {'Retry-After' * ('Retry-After' in response)}".strip()


UNAVAILABLE = "503 Retry-After, then 200"


@row("a page of pictures that takes all memory", "one rendition more than may be made at once", UNAVAILABLE)
def at_once(product: Product) -> str:
    url = path(create())
    with own_places(), override_settings(RENDITIONS_AT_ONCE=1, RENDITION_WAIT=0):
        with place():
            busy = _came(product, url)
        return f"{busy}, then {_came(product, url)}"


@row("a picture that takes all memory", "a PNG of all megapixels while a small one is resized", UNAVAILABLE)
def large(product: Product) -> str:
    url = path(create(encoded(PIL.Image.new("RGB", (1000, 1000)), "PNG"), "large.png"), extension="webp")
    with own_places(), override_settings(RENDITIONS_AT_ONCE=4, RENDITION_WAIT=0, IMAGE_MEGAPIXELS=1):
        with place():
            busy = _came(product, url)
        return f"{busy}, then {_came(product, url)}"


@row("a response that waits for pictures", "a post while no rendition can be made", "200")
def stored(product: Product) -> str:
    post = make_post(feature_image=create())
    with own_places(), override_settings(RENDITIONS_AT_ONCE=1, RENDITION_WAIT=0), place():
        return _came(product, f"/api/v2/posts/{post.pk}/")


@row("a failure that is cached as missing", "an original that is damaged", "503 Retry-After")
def damaged_original(product: Product) -> str:
    image = create()
    url = path(image)
    damaged(image)
    return _came(product, url)


@row("half a picture", "a disk that is full, and then is not", UNAVAILABLE)
def disk(product: Product) -> str:
    image = create(encoded(PIL.Image.effect_noise((900, 600), 200), quality=95))
    url = path(image, "width-640")
    with full_disk():
        full = _came(product, url)
    return f"{full}, then {_came(product, url)}"


@row("an animation that stands still and does not say so", "a GIF of 3 frames, imported", "animated; 3 frames, 1 frame")
def animations(product: Product) -> str:
    first, *others = (PIL.Image.new("RGB", (400, 300), color) for color in ("red", "green", "blue"))
    image = create(encoded(first, "GIF", save_all=True, append_images=others), "moving.gif")
    shown = product.get(f"images/{image.pk}/")
    with image.file.open() as original:
        frames = getattr(PIL.Image.open(original), "n_frames", 1)
    rendition = PIL.Image.open(BytesIO(product.client.get(path(image, extension="webp")).content))
    says = "animated" if shown["animated"] else "nothing"
    return f"{says}; {frames} frames, {getattr(rendition, 'n_frames', 1)} frame"
