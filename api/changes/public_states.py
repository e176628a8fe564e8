"""What is public of things at the moment, in a few queries for any number of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from api.content.people_section import people_paths, person_path
from api.models.change import EVERYWHERE
from api.registry.page_types import page_types
from api.tags.kinds import KINDS, selected
from api.tags.names import ALL_PAGES, list_tag, object_tag, pages_tag, path_tag
from pages.models import EventHost, EventSpeaker, Person, PostAuthor
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import all_sites
from pages.visibility.visibility import Visibility

#: Kind, key and site of something public.
Key = tuple[str, int, int]
#: The rows that name who wrote, speaks or hosts, with the field of their page.
NAMING_ROWS: dict[type[Model], str] = {PostAuthor: "post", EventSpeaker: "event", EventHost: "event"}


@dataclass(frozen=True)
class PublicState:
    """What is public of something on one site, as far as the change log tells it."""

    type: str
    html_path: str
    #: What changes whenever this does.
    tags: frozenset[str]


class PublicStates:
    """Reads what is public now. One of these serves for one look at the database."""

    def __init__(self) -> None:
        self._sites = all_sites()
        self.visibility = Visibility(everywhere=True, paths=SitePaths(sites=self._sites))

    def read(self, kind: str, keys: Collection[int] | None) -> dict[Key, PublicState]:
        """Return what is public of a kind: of the things at some keys, or with ``None`` of all."""
        return dict(getattr(self, f"_{kind}")(keys))

    def public_keys(self, kind: str, keys: Collection[int]) -> set[tuple[int, int]]:
        """Return key and site of those things that are public, without their tags, which cost more."""
        if kind == "page":
            return {(key, root.site_id) for key, _, _, roots, _ in self._page_rows(keys) for root in roots}
        return {(key, site_id) for _, key, site_id in self.read(kind, keys)}

    def _page_rows(self, keys: Collection[int] | None) -> Iterator[Any]:
        served = self._served_types
        pages = self.visibility.pages(Page.objects.filter(content_type__in=served))
        rows = pages.order_by().values_list("pk", "path", "url_path", "content_type_id")
        for key, path, url_path, content_type in selected(rows, keys):
            yield key, path, url_path, self.visibility.paths.roots_at(path), served[content_type]

    @cached_property
    def _served_types(self) -> dict[int, type[Model]]:
        types = ContentType.objects.get_for_models(*page_types())
        return {content_type.pk: model for model, content_type in types.items()}

    def _page(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        rows = list(self._page_rows(keys))
        subjects = self._subjects({model for *_, model in rows}, None if keys is None else {row[0] for row in rows})
        for key, _, url_path, roots, model in rows:
            common = {object_tag("page", key), ALL_PAGES, list_tag(model), *subjects[key]}
            for root in roots:
                html_path = root.html_path(url_path)
                tags = frozenset({*common, path_tag(root.site_id, html_path)})
                yield ("page", key, root.site_id), PublicState(model._meta.label, html_path, tags)

    @staticmethod
    def _subjects(models: set[type[Model]], keys: Collection[int] | None) -> dict[int, set[str]]:
        """Return, by page, the tags of the lists of pages that people, organisations and topics have."""
        found: dict[int, set[str]] = defaultdict(set)
        for rows, field in NAMING_ROWS.items():
            page_model: Any = rows._meta.get_field(field).related_model
            if page_model not in models:
                continue
            named: Any = rows._default_manager.all()
            if hasattr(rows, "confirmed"):
                named = named.filter(confirmed=True)
            columns = named.values_list(f"{field}_id", "person_id", "organization_id")
            for key, person, organization in selected(columns, keys, field):
                if person:
                    found[key].add(pages_tag("person", person))
                if organization:
                    found[key].add(pages_tag("organization", organization))
        for model in models:
            if not hasattr(model, "topics"):
                continue
            through: Any = model.topics.through
            page = model.topics.field.m2m_field_name()
            for key, topic in selected(through._default_manager.values_list(f"{page}_id", "topic_id"), keys, page):
                found[key].add(pages_tag("topic", topic))
        return found

    def _simple(self, kind: str, queryset: Any, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        model = KINDS[kind]
        for key in selected(queryset.values_list("pk", flat=True).order_by(), keys):
            tags = frozenset({object_tag(kind, key), list_tag(model)})
            yield (kind, key, EVERYWHERE), PublicState(model._meta.label, "", tags)

    def _person(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        people = self.visibility.records(Person.objects.order_by()).only("slug")
        sections: dict[int, list[str]] = {}
        for person in selected(people, keys):
            sections = sections or {site.pk: people_paths(self._of_site(site)) for site in self._sites}
            paths = {path_tag(site, person_path(above, person)) for site, all_ in sections.items() for above in all_}
            tags = frozenset({object_tag("person", person.pk), list_tag(Person), *paths})
            yield ("person", person.pk, EVERYWHERE), PublicState(Person._meta.label, "", tags)

    def _of_site(self, site: Site) -> Visibility:
        return Visibility(self.visibility.at, site, paths=SitePaths(site, self._sites))

    def _organization(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        yield from self._simple(
            "organization", self.visibility.records(KINDS["organization"]._default_manager.all()), keys
        )

    def _topic(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        yield from self._simple("topic", KINDS["topic"]._default_manager.all(), keys)

    def _image(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        yield from self._simple("image", self.visibility.collected(KINDS["image"]._default_manager.all()), keys)

    def _document(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        yield from self._simple("document", self.visibility.collected(KINDS["document"]._default_manager.all()), keys)

    def _redirect(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        columns = Redirect.objects.order_by().values_list(
            "pk", "site_id", "old_path", "redirect_page_id", "redirect_link"
        )
        rows = list(selected(columns, keys))
        public = self.public_keys("page", {page for *_, page, _ in rows if page})
        for key, own_site, old_path, page, link in rows:
            for site in self._sites:
                serves = own_site in (None, site.pk) and ((page, site.pk) in public if page else bool(link))
                if serves:
                    path = path_tag(site.pk, old_path.partition("?")[0])
                    tags = frozenset({object_tag("redirect", key), list_tag(Redirect), path})
                    yield ("redirect", key, site.pk), PublicState(Redirect._meta.label, "", tags)

    def _site(self, keys: Collection[int] | None) -> Iterator[tuple[Key, PublicState]]:
        for site in self._sites:
            if keys is None or site.pk in keys:
                tags = frozenset({object_tag("site", site.pk)})
                yield ("site", site.pk, site.pk), PublicState(Site._meta.label, "", tags)
