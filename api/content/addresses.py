"""The addresses of everything that has one on a site, pages and records, as one list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, Model, Q, TextField, Value
from django.db.models.functions import Cast
from wagtail.models import Page

from api.content.sections import listed_records
from api.loading.listing_sections import ListingSection, record_path
from api.registry.page_types import page_types, type_of_content
from pages.visibility.paths import frontend_path
from pages.visibility.visibility import Visibility

#: What is read of each row; the last three only of pages, but for the slug of a record, which is its text.
COLUMNS = ("group", "pk", "last_published_at", "address_text", "address_place", "address_locale", "address_type")


@dataclass(frozen=True)
class Address:
    """The address of a page or record. ``group`` and ``pk`` together are unique."""

    group: int
    pk: int
    type: str
    locale: str
    html_path: str | None
    last_published_at: datetime | None


@dataclass(frozen=True)
class Group:
    """The pages, or the records of a kind, which a section lists."""

    number: int
    #: A ``PageQuerySet`` or that of the records, with the columns.
    rows: Any
    model: type[Model]
    section: ListingSection | None = None


class Addresses:
    """The public addresses of a site, with the part of a queryset's interface that lists need.

    The columns to filter and order by are ``group``, ``pk`` and ``last_published_at``. Whatever the addresses are of,
    one query reads them, and one counts them.
    """

    #: The model that says what the columns are like; those of records are like those of pages.
    model = Page

    def __init__(self, visibility: Visibility, groups: Sequence[Group], order: Sequence[Any] = ()) -> None:
        self._visibility = visibility
        self._groups = groups
        self._order = order

    @staticmethod
    def of_site(visibility: Visibility) -> "Addresses":
        """Return the addresses of the site that is visible; none if there is no such site."""
        if visibility.site is None:
            return Addresses(visibility, ())
        pages = visibility.pages(Page.objects.type(tuple(page_types())))
        of_page = (F("url_path"), F("path"), F("locale_id"), F("content_type_id"))
        groups = [Group(0, _with_columns(0, pages, *of_page), Page)]
        for number, (kind, section, records) in enumerate(listed_records(visibility), 1):
            of_record = (F("slug"), Value("", TextField()), Value(0), Value(0))
            groups.append(Group(number, _with_columns(number, records, *of_record), kind.model, section))
        return Addresses(visibility, groups)

    @property
    def models(self) -> list[type[Model]]:
        """The models whose objects are in the list, with ``Page`` for all types of pages."""
        return [group.model for group in self._groups]

    def in_language(self, code: str) -> "Addresses":
        """Return the addresses in a language: pages by their own, records by that of the section that lists them."""
        kept = []
        for group in self._groups:
            if group.section is None:
                kept.append(replace(group, rows=group.rows.filter(locale__language_code=code)))
            elif self._visibility.language_code(group.section.locale_id) == code:
                kept.append(group)
        return Addresses(self._visibility, kept, self._order)

    def of_types(self, models: Collection[type[Model]]) -> "Addresses":
        """Return the addresses of pages and records of these models, with ``Page`` for all pages."""
        types = tuple(model for model in models if issubclass(model, Page))
        kept = [group for group in self._groups if group.model in models]
        if types and Page not in models:
            pages = [group for group in self._groups if group.section is None]
            kept = [*(replace(group, rows=group.rows.type(types)) for group in pages), *kept]
        return Addresses(self._visibility, kept, self._order)

    def filter(self, *conditions: Q, **lookups: Any) -> "Addresses":
        """Return the addresses that match conditions on the columns."""
        kept = [replace(group, rows=group.rows.filter(*conditions, **lookups)) for group in self._groups]
        return Addresses(self._visibility, kept, self._order)

    def order_by(self, *order: Any) -> "Addresses":
        """Return the addresses in this order."""
        return Addresses(self._visibility, self._groups, order)

    def count(self) -> int:
        """Return the number of addresses."""
        return self._rows("group", "pk").count() if self._groups else 0

    def __getitem__(self, part: slice) -> list[Address]:
        if not self._groups:
            return []
        return [self._address(*row) for row in self._rows(*COLUMNS).order_by(*self._order)[part]]

    def _rows(self, *columns: str) -> Any:
        first, *others = (group.rows.values_list(*columns) for group in self._groups)
        return first.union(*others, all=True) if others else first

    def _address(
        self, number: int, key: int, published: datetime | None, text: str, place: str, locale: int, kind: int
    ) -> Address:
        group = next(group for group in self._groups if group.number == number)
        language, path = self._visibility.language_code, None
        if group.section is not None:
            path = record_path(group.section.path, text)
            return Address(number, key, group.model._meta.label, language(group.section.locale_id), path, published)
        if root := self._visibility.paths.root_at(place):
            path = frontend_path(text, root.url_path, root.language_code)
        model = type_of_content(kind) or group.model
        return Address(number, key, model._meta.label, language(locale), path, published)


def _with_columns(number: int, rows: Any, text: Any, place: Any, locale: Any, kind: Any) -> Any:
    return rows.order_by().annotate(
        group=Value(number, IntegerField()),
        address_text=Cast(text, TextField()),
        address_place=place,
        address_locale=locale,
        address_type=kind,
    )
