"""Writes pages in bulk: the same rows as Wagtail, without its signals."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from benchmarks.progress import show
from pages.models import SectionPage
from pages.models.base import BasePage

BATCH = 1000
Item = TypeVar("Item")


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists of ``BATCH``."""
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def add_section(title: str, slug: str) -> Page:
    """Add a section below the home page of the default site."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    section = SectionPage(title=title, slug=slug, locale=Locale.get_active())
    return Page(**_columns(site.root_page.specific.add_child(instance=section)))


def insert_pages(section: Page, pages: Sequence[BasePage]) -> None:
    """Publish new pages of one type below a section, after its existing pages."""
    model, now = type(pages[0]), timezone.now()
    for number, page in enumerate(pages, section.numchild + 1):
        page.path, page.depth = Page._get_path(section.path, section.depth + 1, number), section.depth + 1
        page.url_path, page.locale_id = f"{section.url_path}{page.slug}/", section.locale_id
        page.content_type, page.draft_title = ContentType.objects.get_for_model(model), page.title
        page.first_published_at = page.last_published_at = now
    for page, row in zip(pages, Page.objects.bulk_create(Page(**_columns(page)) for page in pages), strict=True):
        page.pk = row.pk
    # ``bulk_create`` refuses models with several tables; ``InsertQuery`` does not.
    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, list(pages))
    query.get_compiler(connection=connection).execute_sql()
    section.numchild += len(pages)
    Page.objects.filter(pk=section.pk).update(numchild=section.numchild)


def insert_all(section: Page, pages: Iterable[BasePage], total: int) -> Iterator[list[BasePage]]:
    """Publish many pages of one type, and yield them in batches, so that the caller can add their child rows."""
    done = 0
    for batch in batches(pages):
        insert_pages(section, batch)
        yield batch
        done += len(batch)
        show(f"Writing {batch[0]._meta.verbose_name_plural}", done, total)


def analyze() -> None:
    """Update the statistics of the database's query planner, which a database in use does by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _columns(page: Page) -> dict[str, Any]:
    return {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
