"""Builds the sitemap of a site in the format of sitemaps.org."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from api.content.aliases import without_aliases
from api.content.sections import listed_records
from api.formats.datetimes import format_instant
from api.loading.listing_sections import record_path
from api.loading.related_queries import columns_from_page
from api.registry.page_types import page_types
from api.tags.dependencies import depend_on_lists
from pages.visibility.paths import frontend_path
from pages.visibility.visibility import Visibility

#: The protocol allows 50,000 URLs and 50 MB; with many languages, the size limit is reached first.
MAXIMUM_ADDRESSES = 10_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
SITEMAP_COLUMNS = ("path", "url_path", "translation_key", "locale_id", "last_published_at")


@dataclass(frozen=True)
class SitemapEntry:
    """A page or record that search engines may show: its URL, its last publication, and its URLs by language."""

    url: str
    lastmod: str | None
    versions: Mapping[str, str]


class Sitemap:
    """The pages and records of the site of ``visibility`` that search engines may show, in parts of a bounded size.

    Pages that are hidden from search engines, and pages with another canonical URL, are omitted: an alias has that of
    its original, if it is public.
    """

    def __init__(self, visibility: Visibility) -> None:
        self.visibility = visibility
        depend_on_lists(Page)

    def count_parts(self) -> int:
        """Return the number of parts, which is at least one."""
        addresses = self._page_count + sum(count for *_, count in self._records)
        return max(1, -(-addresses // MAXIMUM_ADDRESSES))

    def part(self, number: int) -> list[SitemapEntry]:
        """Return the entries of a part, numbered from 1: pages, then records. The number of queries is fixed."""
        last = number * MAXIMUM_ADDRESSES
        first = last - MAXIMUM_ADDRESSES
        pages = indexed_pages(self.visibility).order_by("pk")[first:last]
        versions = self._versions(pages)
        entries = [
            SitemapEntry(url, format_instant(row["last_published_at"]), versions.get(row["translation_key"], {}))
            for row, url in self._rows(pages)
        ]
        before = self._page_count
        for rows, section_url, count in self._records:
            start, end = max(first - before, 0), max(last - before, 0)
            for record in rows.order_by("pk")[start:end]:
                entries.append(
                    SitemapEntry(record_path(section_url, record.slug), format_instant(record.last_published_at), {})
                )
            before += count
        return entries

    @cached_property
    def _page_count(self) -> int:
        return indexed_pages(self.visibility).count()

    @cached_property
    def _records(self) -> list[tuple[QuerySet[Any], str, int]]:
        """The public records that have a path, by kind, the URL of the section that lists them, and their number."""
        root_url = self.visibility.site.root_url if self.visibility.site else ""
        listed = ((section, records) for _, section, records in listed_records(self.visibility))
        return [
            (records.only("slug", "last_published_at"), root_url + section.path, records.count())
            for section, records in listed
        ]

    def _rows(self, pages: QuerySet[Page]) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the columns and URL of each page, without pages whose canonical URL is another page of the site."""
        originals = [dict(columns_from_page(model))["canonical_url"] for model in page_types()]
        for row in pages.values(*SITEMAP_COLUMNS, *originals).iterator():
            root = self.visibility.paths.root_at(row["path"])
            if root is None:
                continue
            url = root.root_url + frontend_path(row["url_path"], root.url_path, root.language_code)
            original = next((row[name] for name in originals if row[name]), url)
            if _same(original, url):
                yield row, url

    def _versions(self, pages: QuerySet[Page]) -> Mapping[Any, dict[str, str]]:
        """Return, by translation key, the URLs by language of pages in several languages."""
        found: dict[Any, dict[str, str]] = defaultdict(dict)
        if len(self.visibility.paths.own_roots) > 1:
            translated = indexed_pages(self.visibility).filter(translation_key__in=pages.values("translation_key"))
            for row, url in self._rows(translated.order_by("path")):
                found[row["translation_key"]][self.visibility.language_code(row["locale_id"])] = url
        return {key: versions for key, versions in found.items() if len(versions) > 1}


def _same(url: str, other: str) -> bool:
    return unquote(url).rstrip("/") == unquote(other).rstrip("/")


def indexed_pages(visibility: Visibility) -> QuerySet[Page]:
    """Return the public pages that search engines may show, without aliases of others.

    Among them are still pages whose canonical URL is that of another page of the site.
    """
    pages = visibility.pages(Page.objects.type(tuple(page_types())))
    root_url = visibility.site.root_url if visibility.site else ""
    own = Q(canonical_url="") | Q(canonical_url=root_url) | Q(canonical_url__startswith=f"{root_url}/")
    for model in page_types():
        left_out = model._base_manager.filter(Q(noindex=True) | ~own)
        pages = pages.exclude(pk__in=left_out.values("pk"))
    return without_aliases(pages, visibility.pages(Page.objects.all()))


def write_sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    """Return a sitemap as XML."""
    with _document("urlset", {"xmlns": NAMESPACE, "xmlns:xhtml": XHTML_NAMESPACE}) as (xml, stream):
        for entry in entries:
            xml.startElement("url", AttributesImpl({}))
            xml.addQuickElement("loc", entry.url)
            if entry.lastmod:
                xml.addQuickElement("lastmod", entry.lastmod)
            for language, url in _alternates(entry.versions):
                attributes = {"rel": "alternate", "hreflang": language, "href": url}
                xml.addQuickElement("xhtml:link", attrs=attributes)
            xml.endElement("url")
    return stream.getvalue()


def write_sitemap_index(urls: Iterable[str]) -> bytes:
    """Return an index of sitemaps as XML."""
    with _document("sitemapindex", {"xmlns": NAMESPACE}) as (xml, stream):
        for url in urls:
            xml.startElement("sitemap", AttributesImpl({}))
            xml.addQuickElement("loc", url)
            xml.endElement("sitemap")
    return stream.getvalue()


def _alternates(versions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from versions.items()
    if settings.LANGUAGE_CODE in versions:
        yield "x-default", versions[settings.LANGUAGE_CODE]


@contextmanager
def _document(name: str, attributes: dict[str, str]) -> Iterator[tuple[SimplerXMLGenerator, io.BytesIO]]:
    stream = io.BytesIO()
    xml = SimplerXMLGenerator(stream, "utf-8")
    xml.startDocument()
    xml.startElement(name, AttributesImpl(attributes))
    yield xml, stream
    xml.endElement(name)
    xml.endDocument()
