"""Those who use an installation while its services come and go: visitors, editors and probes."""

import io
import itertools
import json
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from http.client import HTTPException

from .browser import Browser, Reply, fields_of
from .steps import ACCOUNT, Rehearsal

PROBLEM = "application/problem+json"
#: Prints the title of each image whose file is there and is a picture.
_TITLES_WITH_FILES = """
from PIL import Image as Picture
from pages.models import Image
for image in Image.objects.all():
    with image.file.open() as file:
        Picture.open(file).load()
    print(image.title)
"""


class Faults:
    """What was not as documented, as sentences."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        with self._lock:
            self.sentences.append(sentence)


class Actor(ABC):
    """Does one thing again and again from when the block begins to its end, and counts how it went."""

    #: Seconds between two times: services are what is short, not the processor.
    pause = 0.1

    def __init__(self, rehearsal: Rehearsal, faults: Faults) -> None:
        self.name = type(self).__name__
        self.browser = Browser(rehearsal.site.https, rehearsal.site.root / "certificate.pem")
        self.rehearsal, self._faults = rehearsal, faults
        self.succeeded = self.refused = 0
        #: How it went last.
        self.last = "nothing yet"
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> "Actor":
        self.prepare()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def prepare(self) -> None:  # noqa: B027  (few need it)
        """Do what must be done while every service is there."""

    @abstractmethod
    def act(self) -> Reply:
        """Do it once, and return the response that tells how it went."""

    @abstractmethod
    def is_success(self, reply: Reply) -> bool:
        """Tell whether it went well."""

    def is_refusal(self, reply: Reply) -> bool:
        """Tell whether it was refused as the documentation says: for programs."""
        return (
            reply.status == 503
            and reply.headers.get("Content-Type") == PROBLEM
            and reply.headers.get("Retry-After") is not None
            and json.loads(reply.body)["status"] == 503
        )

    def lost(self) -> str:
        """Return a sentence if something that was said to be saved is not there in the end."""
        return ""

    def _go_on(self) -> None:
        while not self._end.wait(self.pause):
            try:
                reply = self.act()
            except (OSError, HTTPException) as error:
                # The proxy and the web server are never taken away.
                self._faults.add(f"{self.name} got no response: {error!r}")
                continue
            self.last = f"{reply.status} {reply.text[:200]!r}" if len(reply.body) < 100_000 else str(reply.status)
            if self.is_success(reply):
                self.succeeded += 1
            elif self.is_refusal(reply):
                self.refused += 1
            else:
                self._faults.add(f"{time.strftime('%X')} {self.name} got {self.last}")


class Visitor(Actor):
    """Reads what was read before, which is stored: it is there without the database, too."""

    paths = ("/api/v2/pages/", "/api/v2/posts/?limit=5", "/api/v2/site/")

    def prepare(self) -> None:
        # More often than there are processes, so that each has them.
        for path in self.paths * 20:
            self.browser.get(path)
        self._turn = itertools.cycle(self.paths)

    def act(self) -> Reply:
        return self.browser.ask("GET", next(self._turn))

    def is_success(self, reply: Reply) -> bool:
        return reply.status == 200

    def is_refusal(self, reply: Reply) -> bool:
        return False


class NewVisitor(Actor):
    """Reads what nobody has read before."""

    def prepare(self) -> None:
        self._turn = itertools.count()

    def act(self) -> Reply:
        return self.browser.ask("GET", f"/api/v2/pages/?fields=*&search=word{next(self._turn)}")

    def is_success(self, reply: Reply) -> bool:
        return reply.status == 200


class Probe(Actor):
    """Asks whether the process can do its work."""

    def act(self) -> Reply:
        return self.browser.ask("GET", "/readyz")

    def is_success(self, reply: Reply) -> bool:
        return reply.status == 200

    def is_refusal(self, reply: Reply) -> bool:
        return reply.status == 503 and json.loads(reply.body)["status"] == "unavailable"


class _InAdmin(Actor):
    """Uses the admin, whose refusals are pages with words."""

    def prepare(self) -> None:
        self.browser.submit("/admin/login/", username=ACCOUNT, password=self.rehearsal.password)

    def is_refusal(self, reply: Reply) -> bool:
        return reply.status == 503 and "<h1>" in reply.text and reply.headers.get("Retry-After") is not None

    def is_success(self, reply: Reply) -> bool:
        return reply.status == 302


class Editor(_InAdmin):
    """Saves drafts of one page. What was said to be saved is there in the end."""

    def prepare(self) -> None:
        super().prepare()
        browser = self.browser
        home = json.loads(browser.get("/api/v2/pages/?type=pages.HomePage").body)["items"][0]["id"]
        fields = {"title": "Save 0", "slug": "outages", "body-count": "0", "action-publish": "action-publish"}
        browser.submit(f"/admin/pages/add/pages/sectionpage/{home}/", **fields)
        (page,) = json.loads(browser.get("/api/v2/pages/?slug=outages").body)["items"]
        self._path = f"/admin/pages/{page['id']}/edit/"
        self._sent = self._saved = 0

    def act(self) -> Reply:
        self._sent += 1
        # The count is what scripts of the editor add.
        reply = self.browser.fill_in(self._path, {"title": f"Save {self._sent}", "body-count": "0"})
        if reply.status == 302:
            self._saved = self._sent
        return reply

    def lost(self) -> str:
        title = fields_of(self.browser.get(self._path))["title"]
        # A save whose response said nothing of the kind may have been done all the same.
        if not self._saved <= int(title.removeprefix("Save ")) <= self._sent:
            return f"The editor was told that save {self._saved} was done, and finds “{title}”."
        return ""


class Photographer(_InAdmin):
    """Uploads pictures. The files of all that were said to be uploaded are there in the end."""

    pause = 0.3

    def prepare(self) -> None:
        super().prepare()
        self._turn = itertools.count(1)
        self._uploaded: list[str] = []

    def act(self) -> Reply:
        title = f"Outage {next(self._turn)}"
        reply = self.browser.fill_in("/admin/images/add/", {"title": title}, {"file": ("picture.png", _picture(title))})
        if reply.status == 302:
            self._uploaded.append(title)
        return reply

    def lost(self) -> str:
        # Not through the API, which shows only what is public.
        there = set(self.rehearsal.site.manage("shell", "--no-imports", "-c", _TITLES_WITH_FILES).splitlines())
        lost = [title for title in self._uploaded if title not in there]
        return f"The photographer was told that these were uploaded, and they are not there: {lost}" if lost else ""


class Newcomer(_InAdmin):
    """Signs in, and asks for a new password, which needs mail."""

    #: The proxy limits how often one address may.
    pause = 3.0

    def prepare(self) -> None:
        self._turn = itertools.cycle((True, False))

    def act(self) -> Reply:
        if next(self._turn):
            self.browser.cookies.clear()
            return self.browser.fill_in("/admin/login/", {"username": ACCOUNT, "password": self.rehearsal.password})
        self.browser.cookies.clear()
        return self.browser.fill_in("/admin/password_reset/", {"email": ACCOUNT})


def _picture(text: str) -> bytes:
    """Return a picture of some ten kilobytes that differs with the text."""
    from PIL import Image

    file = io.BytesIO()
    picture = Image.effect_noise((160, 120), 60).convert("RGB")
    picture.putpixel((0, 0), tuple(text.encode()[-3:]))
    picture.save(file, "PNG")
    return file.getvalue()


def actors(rehearsal: Rehearsal, faults: Faults) -> Iterator[Actor]:
    """Yield one of each kind."""
    for kind in (Visitor, NewVisitor, Probe, Editor, Photographer, Newcomer):
        yield kind(rehearsal, faults)
