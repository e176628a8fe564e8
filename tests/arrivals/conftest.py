"""A site with sections for what arrives, and the running of imports."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image as Picture
from wagtail.models import Site

from arrivals.models import ImportRun
from arrivals.records.file import ArrivingFile
from arrivals.records.record import ArrivingRecord
from arrivals.writing.importing import Importer
from arrivals.writing.options import ImportOptions
from pages.models import SectionPage
from tests.arrivals.readers import MemoryReader
from tests.content import home
from tests.published import add_published

Import = Callable[..., ImportRun]


@pytest.fixture
def sections(db: None) -> dict[str, SectionPage]:
    """The published sections of posts, events and people, by what they show."""
    return {
        shows: add_published(home(), SectionPage(title=shows.title(), slug=shows, shows=shows))
        for shows in ("posts", "events", "people")
    }


@pytest.fixture
def bring_in(sections: dict[str, SectionPage]) -> Import:
    """Import records, and return the run; keyword arguments are those of the options, and ``dry``."""

    def bring_in(*records: ArrivingRecord, dry: bool = False, reader: Any = None, **options: Any) -> ImportRun:
        site = Site.objects.get(is_default_site=True)
        run = ImportRun(source="memory", file_name="memory")
        chosen = ImportOptions(site=site, **{"may_download": False, **options})
        importer = Importer(reader or MemoryReader(*records), chosen, run, dry=dry)
        importer.run()
        if dry:
            run.dry_entries = importer.entries  # type: ignore[attr-defined]
        return run

    return bring_in


def picture(key: str = "file:1", address: str = "https://old.example.org/bridge.jpg", **values: Any) -> ArrivingFile:
    """Return a picture that the source holds; its color depends on its address."""

    def content() -> io.BytesIO:
        stream = io.BytesIO()
        Picture.new("RGB", (40, 30), f"#{zlib.crc32(address.encode()) % 0xFFFFFF:06x}").save(stream, "JPEG")
        return io.BytesIO(stream.getvalue())

    return ArrivingFile(key=key, address=address, open=content, **values)
