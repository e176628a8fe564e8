"""Whole exports: what is refused, every version, the same records each time, and no more memory for more posts."""

import time
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from arrivals.records.event import ArrivingEvent
from arrivals.records.menu import ArrivingMenu, ArrivingMenuEntry
from arrivals.records.page import ArrivingPage
from arrivals.records.post import ArrivingPost
from arrivals.records.remark import ArrivingRemark
from arrivals.records.section import ArrivingSection
from arrivals.sources.registry import sources
from arrivals.sources.source import SourceError
from arrivals.wordpress.reader import read_export
from tests.arrivals.wordpress.reading import NEW_YORK, parts_of
from tests.arrivals.wordpress_export import write_export
from tests.arrivals.wordpress_xml import BASE, export, item

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("<rss><channel><title>Feed</title></channel></rss>", "is no export of WordPress: it does not say its version"),
        ("<html><body>Log in</body></html>", "is no export of WordPress"),
        (export(version="2.0"), "in version 2.0 of the format; 1.0, 1.1, 1.2 are read"),
        (export(base=""), "does not say the address of the site"),
        ("{}", "is not well-formed XML at line 1, column 1"),
        (export()[:-30], "ends in the middle"),
    ],
)
def test_what_is_no_export(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "site.xml"
    path.write_text(content)
    with pytest.raises(SourceError, match=sentence):
        read_export(path, NEW_YORK)


def test_it_is_registered() -> None:
    assert sources()["wordpress"].read is read_export


def test_an_export_that_breaks_off_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "site.xml"
    path.write_text(export(item(1), item(2))[:-200])
    with pytest.raises(SourceError, match="ends in the middle"):
        next(read_export(path, NEW_YORK).records())


def test_too_large_files(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_LARGEST_FILE = 100
    path = tmp_path / "site.xml"
    path.write_text(export())
    with pytest.raises(SourceError, match="IMPORT_LARGEST_FILE"):
        read_export(path, NEW_YORK)


def test_what_plugins_do_to_exports(tmp_path: Path) -> None:
    """Empty lines at the beginning, elements whose prefix nobody declared, control characters in texts."""
    path = tmp_path / "site.xml"
    text = export(item(1, "A \x0bword", title="One"), "<seo:thing x='1'><a/></seo:thing>").replace(
        "<item>", "<item><x:y/>"
    )
    path.write_text(f"\n\n{text}")
    records = list(read_export(path, NEW_YORK).records())
    assert [record.html for record in records if isinstance(record, ArrivingPost)] == ["<p>A word</p>"]
    assert [record.sentence for record in records if isinstance(record, ArrivingRemark)] == [
        "1 character that XML forbids was dropped."
    ]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_generated_exports(tmp_path: Path, version: str) -> None:
    path = tmp_path / "site.xml"
    write_export(path, posts=40, events=20, version=version)
    reader = read_export(path, NEW_YORK)
    records = list(reader.records())
    assert reader.origin == BASE
    # The same again, from the beginning.
    assert list(reader.records()) == records
    assert len({record.key for record in records}) == len(records)
    assert max(len(record.key) for record in records) <= 255
    counts = Counter(type(record).__name__ for record in records)
    assert (counts["ArrivingPost"], counts["ArrivingEvent"], counts["ArrivingSection"]) == (39, 20, 2)
    assert not any("wp:" in page.html or "[caption" in page.html for page in records if isinstance(page, ArrivingPage))
    _follow_references(records)


def _follow_references(records: list[Any]) -> None:
    """Whatever a record refers to came before it."""
    known: set[str] = set()
    for record in records:
        named = [getattr(record, "parent", ""), *getattr(record, "topics", ()), getattr(record, "target", "")]
        for participant in (*getattr(record, "authors", ()), *getattr(record, "hosts", ())):
            named += [participant.person, participant.organization]
        if isinstance(record, ArrivingMenu):
            named += _pages_of(record.entries)
        assert set(filter(None, named)) <= known, record.key
        known.add(record.key)


def _pages_of(entries: tuple[ArrivingMenuEntry, ...]) -> list[str]:
    return [page for entry in entries for page in (entry.page, *_pages_of(entry.children))]


def test_the_samples_of_old_and_new() -> None:
    old = list(read_export(SAMPLES / "wordpress-1.0.xml", NEW_YORK).records())
    (post,) = [record for record in old if isinstance(record, ArrivingPost)]
    assert post.title == "The third week of August"
    assert [author.person for author in post.authors] == ["author:delia"]
    assert (post.topics, post.tags) == (("category:agriculture",), ("tobacco",))

    new = list(read_export(SAMPLES / "wordpress-1.2.xml", NEW_YORK).records())
    (post,) = [record for record in new if isinstance(record, ArrivingPost)]
    (event,) = [record for record in new if isinstance(record, ArrivingEvent)]
    assert [type(part).__name__ for part in parts_of(post.html)] == [
        *("TextPart", "HeadingPart", "TextPart", "QuotePart", "PicturePart", "TextPart", "ButtonPart")
    ]
    assert post.intro == "<p>Our school year begins in the third week of August. So does the harvest.</p>"
    assert (event.venue.name, event.venue.locality, event.time_zone) == (
        "Rayburn House Office Building",
        "Washington",
        "America/New_York",
    )
    assert [host.organization for host in event.hosts] == ["tribe_organizer:41", "tribe_organizer:42"]
    assert [page.title for page in new if isinstance(page, ArrivingSection)] == ["About the coalition"]


def _most_memory(path: Path) -> int:
    tracemalloc.start()
    try:
        for _ in read_export(path, NEW_YORK).records():
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_texts(tmp_path: Path) -> None:
    """Ten times as long texts take no more memory; of each post, only a few hundred bytes stay."""
    path = tmp_path / "site.xml"
    peaks = []
    for words in (20, 20_000):
        path.write_text(export(*(item(number, "word " * words) for number in range(1, 301))))
        peaks.append(_most_memory(path))
    assert peaks[1] - peaks[0] < 8 * 10**6 < path.stat().st_size / 3


@pytest.mark.slow
def test_ten_thousand_posts(tmp_path: Path, record_property: Any) -> None:
    path = tmp_path / "site.xml"
    write_export(path, posts=10_000, events=500)
    start = time.perf_counter()
    count = sum(1 for record in read_export(path, NEW_YORK).records() if isinstance(record, ArrivingPage))
    seconds = time.perf_counter() - start
    size = path.stat().st_size / 10**6
    record_property("summary", f"WordPress: {count:,} pages in {size:.0f} MB were read in {seconds:.0f} s.")
    assert count > 10_000
