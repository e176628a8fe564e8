"""What tests of merges share: content that another installation has, and responses that can be compared with it."""

import io
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from archives.portable.places import path_of
from archives.site_reader.site_reader import SiteReader, site_reader
from pages.models import SectionPage
from tests.content import home, make_image, make_person, make_post

#: What names one row of one installation, and when it was written there.
OF_ONE_INSTALLATION = {"id", "etag", "preview_token"}
INSTANTS = {"last_published_at", "updated_at", "modified_at", "dateModified"}


@contextmanager
def other_installation() -> Iterator[None]:
    """Take back what the block makes, whose home page has another translation key than that of here."""
    with transaction.atomic():
        Page.objects.filter(pk=home().pk).update(translation_key=uuid.uuid4())
        yield
        transaction.set_rollback(True)


def export_pages(target: Path, *pages: str, **options: Any) -> Path:
    call_command("export_site", str(target), page=list(pages), stdout=io.StringIO(), **options)
    return target


def merge(archive: Path, **options: Any) -> str:
    """Merge an archive, and return what the command says."""
    output = io.StringIO()
    call_command("import_site", str(archive), merge=True, stdout=output, stderr=output, **options)
    return output.getvalue()


def shift_numbers() -> None:
    """Make content of our own, so that nothing that arrives gets the number it had."""
    for number in range(3):
        make_person(f"Somebody {number}")
        make_image(f"Ours {number}")
    for number in range(20):
        home().add_child(instance=SectionPage(title=f"Ours {number}", live=False))
    make_post(title="Our post")


def comparable(value: Any) -> Any:
    """Return a response without numbers, instants and signatures that are those of one installation."""
    if isinstance(value, dict):
        return {
            name: comparable(inner)
            for name, inner in value.items()
            if name not in OF_ONE_INSTALLATION and name not in INSTANTS
        }
    if isinstance(value, list):
        return [comparable(inner) for inner in value]
    if isinstance(value, str):
        text = re.sub(r"/(images|documents|pages|media)/[^\s\"'<>]*", r"/\1/…", value)
        text = re.sub(r"https://www\.example\.org|http://localhost:3000", "https://…", text)
        text = re.sub(r"/feeds/events/\d+", "/feeds/events/…", text)
        return re.sub(r'(data-id|id)="\d+"', r'\1="…"', text)
    return value


def details() -> dict[str, Any]:
    """Return the comparable detail of each public page by its path."""
    with site_reader() as reader:
        return {path_of(page): comparable(_detail(reader, page)) for page in Page.objects.live().filter(depth__gt=1)}


def _detail(reader: SiteReader, page: Page) -> Any:
    response = reader.get(f"/api/v2/pages/{page.pk}/?fields=*")
    return reader.page(page.pk) if response.status == 200 else response.status


def differences(first: Any, second: Any, where: str = "") -> Iterator[str]:
    """Yield what is not the same in two responses, with the place in them."""
    if isinstance(first, dict) and isinstance(second, dict):
        for name in sorted(first.keys() | second.keys()):
            yield from differences(first.get(name), second.get(name), f"{where}.{name}")
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for number, pair in enumerate(zip(first, second, strict=True)):
            yield from differences(*pair, f"{where}[{number}]")
    elif first != second:
        yield f"{where}: {first!r} != {second!r}"
