"""Reads the current public state of objects, in a few queries for any number of objects."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from api.content.mentions import mentioning_types
from api.loading.listing_sections import record_path, section_paths
from api.models.change import EVERYWHERE
from api.registry.kinds import RecordKind, kind_of, kinds, record_kinds, selected
from api.registry.page_types import registered_bases, served_types
from api.tags.names import ALL_PAGES, list_tag, object_tag, pages_tag, path_tag, sections_tag
from pages.models.base import BasePage
from pages.models.relations import columns_by_record, confirmed_rows, participant_relations, topic_field
from pages.models.section_page import SectionPage
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import all_sites
from pages.visibility.visibility import Visibility

#: Kind, key and site of a public object.
Key = tuple[str, int, int]
States = Iterator[tuple[Key, "PublicState"]]


@dataclass(frozen=True)
class PublicState:
    """The public state of an object on one site, as the change log stores it."""

    type: str
    html_path: str
    #: The tags that a change of the object touches.
    tags: frozenset[str]


class PublicStates:
    """Reads what is public now. Use one instance per comparison: it caches sites and paths."""

    def __init__(self) -> None:
        self._sites = all_sites()
        self.visibility = Visibility(everywhere=True, paths=SitePaths(sites=self._sites))
        #: The kinds whose objects differ between sites.
        self._readers: Mapping[str, Callable[[Collection[int] | None], States]] = {
            "page": self._pages,
            "redirect": self._redirects,
            "site": self._site_records,
        }

    def read(self, kind: str, keys: Collection[int] | None) -> dict[Key, PublicState]:
        """Return the public states of the objects of a kind with these keys; of all objects for ``None``."""
        reader = self._readers.get(kind)
        return dict(reader(keys) if reader else self._everywhere(kind, keys))

    def _page_rows(self, keys: Collection[int] | None) -> Iterator[Any]:
        served = self._served_content_types
        pages = self.visibility.pages(Page.objects.filter(content_type__in=served))
        rows = pages.order_by().values_list("pk", "path", "url_path", "content_type_id")
        for key, path, url_path, content_type in selected(rows, keys):
            yield key, self.visibility.paths.roots_at(path), url_path, served[content_type]

    @cached_property
    def _served_content_types(self) -> dict[int, type[BasePage]]:
        """The registered type as which the pages of a content type are served, by the key of the content type."""
        types = ContentType.objects.get_for_models(*served_types())
        return {content_type.pk: served_types()[model] for model, content_type in types.items()}  # type: ignore[index]

    def _pages(self, keys: Collection[int] | None) -> States:
        rows = list(self._page_rows(keys))
        subjects = self._subjects({model for *_, model in rows}, None if keys is None else {row[0] for row in rows})
        for key, roots, url_path, model in rows:
            lists = (list_tag(base) for base in registered_bases(model))
            common = {object_tag("page", key), ALL_PAGES, *lists, *subjects[key]}
            for root in roots:
                html_path = root.html_path(url_path)
                tags = frozenset({*common, path_tag(root.site_id, html_path)})
                yield ("page", key, root.site_id), PublicState(model._meta.label, html_path, tags)

    @staticmethod
    def _subjects(models: set[type[BasePage]], keys: Collection[int] | None) -> dict[int, set[str]]:
        """Return, by page, the tags of the pages of its people, organizations and topics, and of what it lists."""
        found: dict[int, set[str]] = defaultdict(set)
        mentioning = {kind: set(mentioning_types(record.model).values()) for kind, record in record_kinds().items()}
        for model in models:
            bases = set(registered_bases(model))
            for relation in participant_relations(model):
                page = relation.field.name
                for record_model, column in columns_by_record(relation.related_model).items():
                    kind = kind_of(record_model)
                    if kind is None or not bases & mentioning.get(kind, set()):
                        continue
                    rows = confirmed_rows(relation.related_model).filter(**{f"{column}__isnull": False})
                    for key, record in selected(rows.values_list(f"{page}_id", f"{column}_id"), keys, page):
                        found[key].add(pages_tag(kind, record))
            if issubclass(model, SectionPage):
                listing = SectionPage.objects.exclude(shows=SectionPage.Shows.NOTHING).values_list("pk", "shows")
                for key, shows in selected(listing, keys):
                    found[key].add(sections_tag(shows))
            topics: Any = topic_field(model)
            if topics is not None:
                through, page = topics.remote_field.through, topics.m2m_field_name()
                columns = through._default_manager.values_list(f"{page}_id", f"{topics.m2m_reverse_field_name()}_id")
                for key, topic in selected(columns, keys, page):
                    found[key].add(pages_tag("topic", topic))
        return found

    def _everywhere(self, kind: str, keys: Collection[int] | None) -> States:
        """Yield the public states of a kind whose objects are the same on all sites."""
        model, record_kind = kinds()[kind].model, record_kinds().get(kind)
        with_paths = record_kind is not None and bool(record_kind.section)
        public = kinds()[kind].public(self.visibility, model._default_manager.order_by())
        sections: dict[int, list[str]] = {}
        for found in selected(public.only("slug") if with_paths else public.only("pk"), keys):
            paths: set[str] = set()
            if record_kind is not None and with_paths:
                sections = sections or self._sections(record_kind)
                paths = {
                    path_tag(site, record_path(above, found.slug)) for site, all_ in sections.items() for above in all_
                }
            tags = frozenset({object_tag(kind, found.pk), list_tag(model), *paths})
            yield (kind, found.pk, EVERYWHERE), PublicState(model._meta.label, "", tags)

    def _sections(self, record_kind: RecordKind) -> dict[int, list[str]]:
        return {site.pk: section_paths(self._of_site(site), record_kind.section) for site in self._sites}

    def _of_site(self, site: Site) -> Visibility:
        return Visibility(self.visibility.at, site, paths=SitePaths(site, self._sites))

    def _redirects(self, keys: Collection[int] | None) -> States:
        columns = Redirect.objects.order_by().values_list(
            "pk", "site_id", "old_path", "redirect_page_id", "redirect_link"
        )
        rows = list(selected(columns, keys))
        pages = {page for *_, page, _ in rows if page}
        public = {(key, root.site_id) for key, roots, _, _ in self._page_rows(pages) for root in roots}
        for key, own_site, old_path, page, link in rows:
            for site in self._sites:
                serves = own_site in (None, site.pk) and ((page, site.pk) in public if page else bool(link))
                if serves:
                    path = path_tag(site.pk, old_path.partition("?")[0])
                    tags = frozenset({object_tag("redirect", key), list_tag(Redirect), path})
                    yield ("redirect", key, site.pk), PublicState(Redirect._meta.label, "", tags)

    def _site_records(self, keys: Collection[int] | None) -> States:
        for site in self._sites:
            if keys is None or site.pk in keys:
                tags = frozenset({object_tag("site", site.pk)})
                yield ("site", site.pk, site.pk), PublicState(Site._meta.label, "", tags)
