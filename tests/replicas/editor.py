"""An editor of a CMS in another database: a process that does what it reads, one line of JSON each, and answers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Editor:
    """Does things in the database of the process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def do(*arguments: Any) -> Any:
            assert self._process.stdin and self._process.stdout
            self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

        return do


@contextmanager
def editing(**variables: str) -> Iterator[Editor]:
    """Run an editor with some variables of the environment until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.replicas.editor"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **variables},
    ) as process:
        assert process.stdout and process.stdin
        assert process.stdout.readline() == "ready\n"
        yield Editor(process)
        process.stdin.close()


def main() -> None:
    import django

    django.setup()

    from django.db import connections
    from wagtail.models import Site

    from api.changes.cursors import changes_cursor
    from api.models import ChangeCounter
    from pages.models import GuestBlogPost
    from tests.content import make_post, make_section, open_preview, publish

    class Does:
        @staticmethod
        def make_posts(number: int) -> list[int]:
            section = make_section()
            return [make_post(section, f"Post {place}").pk for place in range(number)]

        @staticmethod
        def rename(key: int, title: str) -> int:
            """Publish a post under another title, and return the sequence of the log."""
            page = GuestBlogPost.objects.get(pk=key)
            page.title = title
            publish(page)
            return ChangeCounter.current().sequence

        @staticmethod
        def unpublish(key: int) -> int:
            GuestBlogPost.objects.get(pk=key).unpublish()
            return ChangeCounter.current().sequence

        @staticmethod
        def preview(key: int, title: str) -> str:
            page = GuestBlogPost.objects.get(pk=key)
            page.title = title
            return open_preview(page)

        @staticmethod
        def cursor() -> str:
            return changes_cursor(Site.objects.get(is_default_site=True), ChangeCounter.current().sequence)

        @staticmethod
        def replicated() -> int:
            from delivery.messages.replication import replicated_sequence

            return replicated_sequence(ChangeCounter.current().sequence)

    print("ready", flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        answer = getattr(Does, name)(*arguments)
        # Databases may be stopped between two commands.
        connections.close_all()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
