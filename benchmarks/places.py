"""Finds the values for the paths of the cases in the database."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from django.test import Client

from benchmarks.cases import POSTS
from benchmarks.servers import OURS
from benchmarks.vocabulary import RARE_WORD
from pages.models import GuestBlogPost


@dataclass(frozen=True)
class Places:
    """The values of ``{names}``, and the keys of the posts that are requested in turn."""

    values: dict[str, str]
    posts: list[int]

    def paths(self, pattern: str, rotating: bool = False) -> list[str]:
        """Return the path of a pattern or, if ``rotating``, one path for each post."""
        turns = self.posts if rotating else [self.values["post"]]
        return [pattern.format(**{**self.values, "post": post}) for post in turns]


def find_places(turns: int = 1000) -> Places:
    """Find a post in the middle, its path, and a position at four fifths of all posts."""
    keys = list(GuestBlogPost.objects.live().order_by("path").values_list("pk", flat=True))
    middle, offset = keys[len(keys) // 2], min(len(keys) * 4 // 5, 10_000)
    client = Client()
    before = client.get(f"{OURS}{POSTS.replace('limit=20', 'limit=1')}&offset={offset - 1}&fields=_,id")
    values = {
        "post": str(middle),
        "html_path": quote(json.loads(client.get(f"{OURS}pages/{middle}/").content)["meta"]["html_path"]),
        "cursor": quote(json.loads(before.content)["meta"]["next_cursor"]),
        "offset": str(offset),
        "word": RARE_WORD,
    }
    step = max(1, len(keys) // turns)
    return Places(values, keys[::step][:turns])
