"""The whole way with Varnish in front: publish, purge, and the next read is fresh, while it may keep everything a day.

``VARNISH_PUBLISHES`` is how many times something is published; by default so many as take a few seconds.
"""

import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings as django_settings

from api.models import ChangeCounter
from delivery.models import Subscription
from delivery.subscribing import begin
from delivery.worker.loop import delivery_loop
from pages.models import PostAuthor
from tests.content import make_person, make_post, make_section
from tests.servers import free_port, serving
from tests.slices import how_many

PUBLISHES = how_many(6, 20, "VARNISH_PUBLISHES")
VCL = Path(django_settings.BASE_DIR) / "examples" / "varnish" / "default.vcl"
LONGEST = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("varnishd") is None, reason="Varnish with the module xkey is not installed"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def varnish(live_server: Any, tmp_path: Path, settings: Any) -> Iterator[str]:
    """The origin of Varnish in front of the CMS, configured by the example."""
    settings.STORED_RESPONSES = True
    settings.CDN_MAX_AGE = 86_400
    where = urlsplit(live_server.url)
    vcl = VCL.read_text().replace('.port = "8000"', f'.port = "{where.port}"')
    configuration, state = tmp_path / "test.vcl", tmp_path / "state"
    configuration.write_text(vcl.replace('.host = "127.0.0.1"', f'.host = "{where.hostname}"'))
    port = free_port()
    # Without a jail, so that it may read what belongs to the user of the tests.
    command = ("varnishd", "-F", "-j", "none", "-a", f"127.0.0.1:{port}", "-f", str(configuration), "-n", str(state))
    with serving(*command, "-s", "malloc,64m", port=port, directory=tmp_path):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def delivering() -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=delivery_loop, args=[stop])
    thread.start()
    yield
    stop.set()
    thread.join()


def test_after_the_purge_no_read_is_stale(
    varnish: str, delivering: None, record_property: Callable[[str, object], None]
) -> None:
    section = make_section(title="Posts", slug="posts", shows="posts")
    ada = make_person("Ada")
    posts = [make_post(section, f"Post {number}", [PostAuthor(person=ada)]) for number in range(4)]
    subscription = begin(Subscription(name="Varnish", receiver="varnish", address=varnish, allow_private=True))
    subscription.cursor = ChangeCounter.objects.get().sequence
    subscription.save()
    hits: Counter[str] = Counter()

    def read(path: str) -> Any:
        response = requests.get(f"{varnish}/api/v2/{path}", timeout=30)
        assert response.status_code == 200 and "s-maxage" in response.headers["Cache-Control"]
        hits[response.headers["X-Cache"]] += 1
        return response.json()

    drawn = random.Random(1)
    stale = 0
    for number in range(PUBLISHES):
        for _ in range(8):
            read(f"posts/{drawn.choice(posts).pk}/")
            read("posts/")
        post = drawn.choice(posts)
        post.title = f"Title {number}"
        post.save_revision().publish()
        last = ChangeCounter.objects.get().sequence
        deadline = time.monotonic() + LONGEST
        while Subscription.objects.get().cursor < last:
            assert time.monotonic() < deadline, "It is not purged."
            time.sleep(0.02)
        stale += read(f"posts/{post.pk}/")["title"] != post.title
        stale += post.title not in [item["title"] for item in read("posts/")["items"]]
        others = [other for other in posts if other.pk != post.pk]
        stale += any(read(f"posts/{other.pk}/")["title"] != other.title for other in others)
        if (number + 1) % 100 == 0:
            print(f"{number + 1} of {PUBLISHES}", flush=True)
    ratio = hits["hit"] / hits.total()
    summary = f"{PUBLISHES} publishes, {hits.total()} reads, {stale} stale, {ratio:.0%} from Varnish"
    print(summary)
    record_property("summary", summary)
    assert stale == 0
    assert ratio > 0.5, "What did not change stays in the cache."


def test_only_the_machine_of_the_worker_may_purge(varnish: str) -> None:
    assert requests.request("PURGE", varnish, timeout=30).status_code == 400
    purged = requests.request("PURGE", varnish, headers={"xkey-purge": "page:1"}, timeout=30)
    assert (purged.status_code, purged.reason) == (200, "Purged 0")


def test_previews_pass_by(varnish: str) -> None:
    make_section(title="Posts", slug="posts", shows="posts")
    for _ in range(2):
        response = requests.get(f"{varnish}/api/v2/posts/", headers={"Preview-Token": "wrong"}, timeout=30)
        assert response.status_code == 404 and response.headers["X-Cache"] == "miss"
