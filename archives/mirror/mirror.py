"""Writes the mirror: from the first URLs to all that responses name."""

import json
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from archives.format.manifest import ArchiveError, is_inside
from archives.format.writing import new_folder
from archives.mirror.following import first_urls, is_followed, named_urls
from archives.mirror.layout import file_of
from archives.progress import Show
from archives.site_reader.site_reader import site_reader

#: Which file is the response to which URL.
INDEX = "index.json"
FORMAT = 1


def write_mirror(target: Path, *, also: Iterable[str], progress: Show) -> int:
    """Write the mirror into a new folder, and return the number of its files.

    ``also`` has further URLs, such as those that a frontend asks with parameters. Everything is of one state of the
    site, and read as somebody without an account. Raise ``ArchiveError`` if that fails, without a trace, or if one of
    ``also`` is not answered.
    """
    index = {}
    wanted = [url.removeprefix(settings.CMS_BASE_URL) for url in also]
    with new_folder(target) as folder, site_reader() as reader:
        waiting = deque(dict.fromkeys((*first_urls(), *wanted)))
        seen = set(waiting)
        while waiting:
            url = waiting.popleft()
            if url not in wanted and not is_followed(url):
                continue
            response = reader.get(url)
            if response.status != 200:
                if url in wanted:
                    raise ArchiveError(f"{url} is answered with {response.status}: it cannot be part of a mirror.")
                continue
            content_type = response.headers.get("content-type", "application/octet-stream")
            name = file_of(url, content_type)
            if not is_inside(name):
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(response.body)
            index[url] = {"file": name, "content_type": content_type}
            new = [found for found in dict.fromkeys(named_urls(url, response)) if found not in seen]
            seen.update(new)
            waiting.extend(new)
            progress("responses", len(index), len(index) + len(waiting))
        found = {"format": FORMAT, "base": settings.CMS_BASE_URL, "urls": dict(sorted(index.items()))}
        (folder / INDEX).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(index)
