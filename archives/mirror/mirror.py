"""Writes the mirror: from the first URLs to all that responses name."""

import json
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings

from archives.format.manifest import ArchiveError, is_inside
from archives.format.writing import new_folder
from archives.mirror.following import first_urls, is_followed, named_urls
from archives.mirror.layout import file_of
from archives.progress import Show
from archives.site_reader.site_reader import SiteReader, site_reader
from pages.database.snapshot import snapshot

#: Which file is the response to which URL.
INDEX = "index.json"
FORMAT = 1


def write_mirror(target: Path, *, also: Iterable[str], progress: Show) -> int:
    """Write the mirror into a new folder, and return the number of its files.

    ``also`` has further URLs, such as those that a frontend asks with parameters. All but files is of one state of the
    site, and everything is read as somebody without an account. Raise ``ArchiveError`` if that fails, without a trace,
    or if one of ``also`` is not answered.
    """
    wanted = [url.removeprefix(settings.CMS_BASE_URL) for url in also]
    with new_folder(target) as folder, site_reader() as reader:
        mirror = _Mirror(reader, folder, frozenset(wanted))
        waiting = deque(dict.fromkeys((*first_urls(), *wanted)))
        seen, files = set(waiting), list[str]()
        with snapshot():
            while waiting:
                url = waiting.popleft()
                new = [found for found in dict.fromkeys(mirror.write(url)) if found not in seen]
                seen.update(new)
                for found in new:
                    (files if reader.is_file(found) else waiting).append(found)
                progress("responses", len(mirror.index), len(mirror.index) + len(waiting) + len(files))
        for number, url in enumerate(files, 1):
            mirror.write(url)
            progress("files", number, len(files))
        index = {"format": FORMAT, "base": settings.CMS_BASE_URL, "urls": dict(sorted(mirror.index.items()))}
        (folder / INDEX).write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(mirror.index)


class _Mirror:
    """Writes one response after the other."""

    def __init__(self, reader: SiteReader, folder: Path, wanted: frozenset[str]) -> None:
        self._reader, self._folder, self._wanted = reader, folder, wanted
        #: The file and the media type of each URL.
        self.index: dict[str, dict[str, str]] = {}

    def write(self, url: str) -> Sequence[str]:
        """Write the response to a URL, and return the URLs that it names."""
        if url not in self._wanted and not is_followed(url):
            return ()
        response = self._reader.get(url)
        if response.status != 200:
            if url in self._wanted:
                raise ArchiveError(f"{url} is answered with {response.status}: it cannot be part of a mirror.")
            return ()
        content_type = response.headers.get("content-type", "application/octet-stream")
        name = file_of(url, content_type)
        if not is_inside(name):
            return ()
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(response.body)
        self.index[url] = {"file": name, "content_type": content_type}
        return list(named_urls(url, response))
