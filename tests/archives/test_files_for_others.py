"""What is public leaves as files: a mirror that any web server serves, Markdown, and what WordPress imports."""

import io
import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from archives.site_reader.site_reader import SiteReader, site_reader
from tests.api.canaries import Menagerie
from tests.api.everything import Everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CANARY = re.compile(rb"canary", re.IGNORECASE)
WP = "{http://wordpress.org/export/1.2/}"


def export(**options: Any) -> str:
    output = io.StringIO()
    call_command("export_site", stdout=output, stderr=io.StringIO(), **options)
    return output.getvalue()


@pytest.fixture
def everything(uploads: Path) -> Everything:
    return Everything()


@pytest.fixture
def mirror(everything: Everything, tmp_path: Path) -> Path:
    (tmp_path / "urls").write_text("/api/v2/posts/?fields=title&limit=1\n")
    export(static=tmp_path / "mirror", urls=tmp_path / "urls")
    return tmp_path / "mirror"


@pytest.fixture
def served(mirror: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(mirror))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_mirror_is_what_the_cms_answers(everything: Everything, mirror: Path, served: str) -> None:
    with site_reader() as reader:
        check_mirror(everything, mirror, served, reader)


def check_mirror(everything: Everything, mirror: Path, served: str, reader: SiteReader) -> None:
    index = json.loads((mirror / "index.json").read_text())
    path = quote(reader.page(everything.post.pk)["meta"]["html_path"], safe="")
    wanted = {
        *("/api/v2/", "/api/v2/site/", "/api/v2/posts/", "/api/v2/tags/", "/api/v2/topics/", "/api/v2/urls/"),
        *(
            "/api/v2/people/ada-writer/",
            f"/api/v2/images/{everything.image.pk}/",
            f"/api/v2/pages/{everything.post.pk}/",
            "/api/v2/schema/",
        ),
        *(
            "/sitemap.xml",
            "/llms.txt",
            "/feeds/posts.rss",
            "/feeds/events.ics",
            f"/feeds/events/{everything.event.pk}.ics",
        ),
        *(f"/api/v2/resolve/?path={path}", f"/api/v2/markdown/?path={path}", "/api/v2/posts/?fields=title&limit=1"),
    }
    assert wanted <= index["urls"].keys()
    assert any(url.startswith("/images/") for url in index["urls"])
    assert any(url.startswith("/documents/") for url in index["urls"])
    for url, entry in index["urls"].items():
        with urllib.request.urlopen(f"{served}/{quote(entry['file'])}") as response:  # noqa: S310
            assert response.read() == reader.get(url).body, url
    for name in ("changes", "preview"):
        assert not (mirror / "api/v2" / name).exists()


def test_lists_are_followed_to_their_end(uploads: Path, tmp_path: Path) -> None:
    from tests.content import make_post

    for number in range(25):
        make_post(title=f"Post {number}")
    export(static=tmp_path / "mirror")
    lists = [path.read_text() for path in (tmp_path / "mirror/api/v2/posts").glob("*.json")]
    ids = {item["id"] for text in lists for item in json.loads(text).get("items", [])}
    assert len(ids) == 25


def test_nothing_hidden_leaves(uploads: Path, tmp_path: Path) -> None:
    menagerie = Menagerie()
    export(static=tmp_path / "mirror", markdown=tmp_path / "markdown", wxr=tmp_path / "site.xml")
    assert menagerie
    for path in tmp_path.rglob("*"):
        if path.is_file() and not path.is_relative_to(tmp_path / "data"):
            assert not CANARY.search(path.name.encode()) and not CANARY.search(path.read_bytes()), path


def test_pages_as_markdown_with_their_files(everything: Everything, tmp_path: Path) -> None:
    assert "pages." in export(markdown=tmp_path / "markdown")
    text = (tmp_path / "markdown/news/why-we-ask.md").read_text()
    assert text.startswith('---\ntitle: "Why we ask"\n')
    for fact in ('authors: ["Ada Writer", "Kim Translator"]', 'topics: ["Safe work"]', "# Why we ask", "Enough."):
        assert fact in text
    links = re.findall(r"\]\(<?(\.\./files/[^\s)>]+)", text)
    assert len(links) > 1
    for link in links:
        assert (tmp_path / "markdown/news" / link).exists(), link
    assert (tmp_path / "markdown/index.md").exists()


def test_what_wordpress_imports(everything: Everything, tmp_path: Path) -> None:
    export(wxr=tmp_path / "site.xml")
    channel = ElementTree.parse(tmp_path / "site.xml").getroot()[0]
    assert channel.findtext(f"{WP}wxr_version") == "1.2"
    authors = {one.findtext(f"{WP}author_display_name") for one in channel.iter(f"{WP}author")}
    assert authors == {"Ada Writer", "Kim Translator"}
    items = {item.findtext("title"): item for item in channel.iter("item")}
    post, event, about = items["Why we ask"], items["A briefing"], items["About us"]
    assert (post.findtext(f"{WP}post_type"), about.findtext(f"{WP}post_type")) == ("post", "page")
    assert "It began early." in (post.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or "")
    terms = {(term.get("domain"), term.text) for term in post.iter("category")}
    assert terms == {("category", "Safe work"), ("post_tag", "hope"), ("post_tag", "change")}
    meta = {m.findtext(f"{WP}meta_key"): m.findtext(f"{WP}meta_value") for m in event.iter(f"{WP}postmeta")}
    assert (meta["venue_name"] == "Town hall" and "start_local" in meta) or "start_date" in meta
    picture = next(item for item in channel.iter("item") if item.findtext(f"{WP}post_id") == meta["_thumbnail_id"])
    assert picture.findtext(f"{WP}post_type") == "attachment"
    assert (picture.findtext(f"{WP}attachment_url") or "").startswith("http")


def test_options_that_say_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Say where the archive goes"):
        export()
    with pytest.raises(CommandError, match="--with-history is about an archive"):
        export(static=tmp_path / "mirror", with_history=True)
    with pytest.raises(CommandError, match="--urls is about --static"):
        export(wxr=tmp_path / "site.xml", urls=tmp_path / "urls")
    with pytest.raises(CommandError, match="urls cannot be read"):
        export(static=tmp_path / "mirror", urls=tmp_path / "urls")


def test_a_mirror_lacks_no_wanted_url(db: None, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("/api/v2/posts/?limt=1\n")
    with pytest.raises(CommandError, match="is answered with 400"):
        export(static=tmp_path / "mirror", urls=tmp_path / "urls")
    assert not (tmp_path / "mirror").exists() and not list(tmp_path.glob(".*"))
