"""From publishing to the website, and what the website shows while the CMS is down.

``WITHIN_SECONDS`` is how soon the website has to show a change. ``OUTAGE_SECONDS`` is how long the CMS is down; five
minutes are longer than anything is cached. ``FILM_STRIP`` names a file for three screenshots side by side, with their
times.
"""

import base64
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.db import connection
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from delivery.frontend import subscribe_frontend
from delivery.models import Subscription
from delivery.worker.loop import delivery_loop
from deploy.rehearsal.connections import Proxy
from pages.models import GuestBlogPost, Person, PostAuthor
from tests.content import make_person, make_post, make_section
from tests.e2e.nextjs.conftest import SECRET

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: Seconds from publishing until the website shows it: two, where nothing else runs on the machine.
SOON = float(os.environ.get("WITHIN_SECONDS") or 15)
OUTAGE = float(os.environ.get("OUTAGE_SECONDS") or 6)


@pytest.fixture
def worker(settings: Any) -> Iterator[Callable[[str], None]]:
    """Return a function that delivers to a website from then on."""
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def deliver_to(origin: str) -> None:
        settings.FRONTEND_WEBHOOK_SECRET = f"whsec_{base64.b64encode(SECRET).decode()}"
        settings.FRONTEND_WEBHOOK_URL = f"{origin}/api/revalidate"
        subscribe_frontend()
        threads.append(threading.Thread(target=delivery_loop, args=[stop]))
        threads[0].start()

    yield deliver_to
    stop.set()
    for thread in threads:
        thread.join()
    connection.close()


def shown(url: str) -> tuple[int, str]:
    response = requests.get(url, timeout=30, headers={"User-Agent": "a test"})
    return response.status_code, response.text


def seconds_until(url: str, is_right: Callable[[int, str], bool]) -> float:
    """Return after how many seconds a page is what it should be."""
    started = time.monotonic()
    while not is_right(*shown(url)):
        assert time.monotonic() < started + 30, f"{url} does not change."
        time.sleep(0.05)
    return time.monotonic() - started


def draw_film_strip(film: list[tuple[Path, str]], path: Path) -> None:
    """Draw screenshots side by side, each with its caption above."""
    pictures = [Image.open(picture).convert("RGB").resize((600, 427)) for picture, _ in film]
    strip = Image.new("RGB", (620 * len(film), 480), "white")
    for number, (picture, (_, caption)) in enumerate(zip(pictures, film, strict=True)):
        strip.paste(picture, (620 * number + 10, 45))
        ImageDraw.Draw(strip).text((620 * number + 12, 12), caption, fill="black", font_size=22)
    strip.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


@pytest.fixture
def post() -> GuestBlogPost:
    posts = make_section(title="Posts", slug="posts", shows="posts")
    found: GuestBlogPost = make_post(posts, "The first title", [PostAuthor(person=make_person("Ada Bell"))], slug="one")
    return found


def test_what_is_published_is_on_the_website_within_two_seconds(
    post: GuestBlogPost, frontend: str, worker: Callable[[str], None], page: Page, tmp_path: Path
) -> None:
    film: list[tuple[Path, str]] = []

    def show(caption: str) -> None:
        film.append((tmp_path / f"{len(film)}.png", caption))
        page.goto(url)
        page.screenshot(path=film[-1][0], clip={"x": 0, "y": 0, "width": 900, "height": 640})

    worker(frontend)
    url = f"{frontend}/posts/one/"
    assert "The first title" in shown(url)[1]
    assert "The first title" in shown(f"{frontend}/posts/")[1]
    show("Before")

    post.title = "The second title"
    post.save_revision().publish()
    took = {"a new title": seconds_until(url, lambda _, text: "The second title" in text)}
    show(f"{took['a new title']:.1f} s after publishing")
    expect(page.get_by_role("heading", level=1)).to_have_text("The second title")
    took["in a list"] = seconds_until(f"{frontend}/posts/", lambda _, text: "The second title" in text)

    ada = Person.objects.get()
    ada.name = "Ada Bell Clay"
    ada.save_revision().publish()
    took["a renamed person"] = seconds_until(url, lambda _, text: "Ada Bell Clay" in text)

    new = make_post(post.get_parent(), "Brand new", [PostAuthor(person=ada)])
    listed = f"{frontend}/posts/"
    took["a new post in a list"] = seconds_until(listed, lambda _, text: "Brand new" in text)

    new.unpublish()
    took["a withdrawal in a list"] = seconds_until(listed, lambda _, text: "Brand new" not in text)
    post.unpublish()
    took["a withdrawal"] = seconds_until(url, lambda status, text: status == 410 and "The second title" not in text)
    show(f"{took['a withdrawal']:.1f} s after unpublishing")
    if os.environ.get("FILM_STRIP"):
        draw_film_strip(film, Path(os.environ["FILM_STRIP"]))
    print({name: round(seconds, 2) for name, seconds in took.items()})
    assert max(took.values()) < SOON, took
    assert Subscription.objects.get().failures == 0


def test_the_website_survives_the_cms(
    post: GuestBlogPost, start: Any, servers: Any, worker: Any, tmp_path: Path
) -> None:
    other = make_post(post.get_parent(), "Another post", [PostAuthor(person=Person.objects.get())], slug="two")
    where = urlsplit(servers.cms)
    assert where.hostname and where.port
    with Proxy(where.hostname, where.port) as cms:
        folder = {"ANSWERS_DIR": str(tmp_path / "answers")}
        with start(f"http://127.0.0.1:{cms.port}", servers.cms, **folder) as origin:
            worker(origin)
            seen = [f"{origin}{path}" for path in ("/", "/posts/", "/posts/one/", "/posts/two/")]
            assert [shown(url)[0] for url in seen] == [200] * 4
            # It is gone at the first message, and stays so.
            other.unpublish()
            seconds_until(seen[3], lambda status, _: status == 410)
            seconds_until(seen[1], lambda _, text: "Another post" not in text)
            cms.cut()
            # The cache of Next.js forgets it, and only the files are left.
            post.title = "Not to be seen before the CMS is back"
            post.save_revision().publish()
            time.sleep(3)
            ends = time.monotonic() + OUTAGE
            while time.monotonic() < ends:
                answers = [shown(url) for url in seen]
                assert [status for status, _ in answers[:3]] == [200] * 3
                assert answers[3][0] in (410, 503) and "Another post" not in answers[3][1] + answers[1][1]
                assert "The first title" in answers[2][1] and "Ada Bell" in answers[2][1]
                time.sleep(min(1, OUTAGE / 5))
            status, text = shown(f"{origin}/never/seen/")
            assert status == 503 and "Back in a moment" in text
        # Nor does a restart of the website change that.
        with start(f"http://127.0.0.1:{cms.port}", servers.cms, **folder) as again:
            assert [shown(f"{again}{path}")[0] for path in ("/", "/posts/", "/posts/one/")] == [200] * 3
            assert shown(f"{again}/never/seen/")[0] == 503
            # A CMS that hangs is as good as none.
            cms.swallow()
            started = time.monotonic()
            assert [shown(f"{again}{path}")[0] for path in ("/", "/posts/one/")] == [200] * 2
            assert time.monotonic() - started < 15
            cms.mend()
            seconds_until(f"{again}/posts/one/", lambda _, text: "Not to be seen before" in text)
            assert shown(f"{again}/never/seen/")[0] == 404
