"""The queries for what responses refer to. Each is prepared once, and run with the keys that a response needs."""

import datetime
import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Model, Q
from wagtail.embeds.models import Embed
from wagtail.models import Page

from api.loading.sound_columns import sound
from api.registry.page_types import page_types
from pages.database.prepared import (
    Argument,
    JSONColumns,
    PreparedQuery,
    column_names,
    datetime_argument,
    instance,
    json_columns,
    object_from_json,
)
from pages.models import Organization, OrganizationAbout, Person
from pages.models.base import BasePage
from pages.visibility.visibility import current

Keys = Collection[Any]
#: A public person, and their organization if it is public.
FoundPerson = tuple[Person, Organization | None]
#: Columns of shared records that are not shown where a page refers to them.
_UNSHOWN = (
    *("latest_revision", "live_revision", "has_unpublished_changes", "first_published_at", "last_published_at"),
    *("go_live_at", "expired", "internal_note"),
)
#: The same for images and documents.
_UNSHOWN_OF_FILES = ("created_at", "uploaded_by_user", "description", "file_size")
#: The columns of every linked page, whatever its type.
LINK_COLUMNS = (
    "pk",
    "title",
    "path",
    "depth",
    "url_path",
    "translation_key",
    "locale_id",
    "content_type_id",
)


def read_people(keys: Keys, at: datetime.datetime) -> Iterator[FoundPerson]:
    """Yield the public people with these keys, each with their organization if it is public at ``at``."""
    for (columns,) in _records(Person).rows(keys=keys, at=at):
        yield person_from_json(columns, at)


def read_records(model: type[Model], keys: Keys, at: datetime.datetime) -> Iterator[Any]:
    """Yield the public records of a model with these keys. For people, use ``read_people``."""
    for (columns,) in _records(model).rows(keys=keys, at=at):
        yield sound(object_from_json(model, columns))


def record_columns(model: type[Model]) -> JSONColumns:
    """Return the expression for the columns of a record that others show, as one column of JSON.

    For a person it includes the columns of their organization, which are all null if there is none.
    """
    own = json_columns(model, without=_UNSHOWN)
    if model is Person:
        return JSONColumns(**own, theirs=JSONColumns(**json_columns(Organization, "organization__", without=_UNSHOWN)))
    return JSONColumns(**own)


def person_from_json(columns: dict[str, Any], at: datetime.datetime) -> FoundPerson:
    """Return a person from ``record_columns``, with their organization if it is public at the instant ``at``."""
    theirs = columns.pop("theirs")
    organization = sound(object_from_json(Organization, theirs)) if theirs["id"] is not None else None
    public = organization is not None and _is_current(organization, at)
    return sound(object_from_json(Person, columns)), organization if public else None


def record_from_json(model: type[Model], columns: dict[str, Any], at: datetime.datetime) -> Any:
    """Return a record from ``record_columns``; a person is returned as ``FoundPerson``."""
    return person_from_json(columns, at) if model is Person else sound(object_from_json(model, columns))


def read_abouts(at: datetime.datetime) -> Iterator[OrganizationAbout]:
    """Yield all pages about organizations that are live at ``at``, without their bodies. Each site has at most one."""
    names = column_names(OrganizationAbout, without=("body",))
    for row in _abouts().rows(at=at):
        yield sound(instance(OrganizationAbout, names, row))


def read_collected(model: type[Model], keys: Keys) -> Iterator[tuple[Any, str]]:
    """Yield the images or documents with these keys, each with the tree path of its collection."""
    names = column_names(model, without=_UNSHOWN_OF_FILES)
    for *row, path in _collected(model).rows(keys=keys):
        yield sound(instance(model, names, row)), path


def read_embeds(hashes: Keys) -> Iterator[Embed]:
    """Yield the stored embeds with these hashes."""
    for row in _embeds().rows(hashes=hashes):
        yield sound(instance(Embed, column_names(Embed), row))


def read_pages(
    keys: Keys, tree_paths: Keys, translation_keys: Keys, at: datetime.datetime, with_cards: bool
) -> list[Mapping[str, Any]]:
    """Return the columns that links show of the live pages with these keys, tree paths or translation keys.

    Each mapping has the keys ``LINK_COLUMNS`` and, with ``with_cards``, those of ``cards``.
    """
    names = _linked_columns(with_cards)
    rows = _pages(with_cards).rows(keys=keys, paths=tree_paths, translation_keys=translation_keys, at=at)
    return [dict(zip(names, row, strict=True)) for row in rows]


@functools.cache
def cards() -> Mapping[type[BasePage], Mapping[str, str]]:
    """Return, by registered page type, the lookup paths from ``Page`` of the columns that a card shows.

    The types are in a stable order, so that the SQL is the same in every process.
    """
    types = sorted(page_types(), key=lambda model: model._meta.label)
    return {model: _card_columns(model) for model in types}


def _card_columns(model: type[BasePage]) -> Mapping[str, str]:
    paths = dict(columns_from_page(model))
    columns = {
        "kicker": "kicker_text",
        "summary": "summary",
        "excerpt": "excerpt",
        "image": "feature_image_id",
        "social_image": "social_image_id",
        "canonical_url": "canonical_url",
        "noindex": "noindex",
    }
    if model.listing_date_field:
        columns["date"] = model.listing_date_field
    if model.listing_status_field:
        columns["status"] = model.listing_status_field
    return {name: paths[column] for name, column in columns.items()}


def columns_from_page(model: type[Model], without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the columns of a page type and their lookup paths from ``Page``, except those of the fields ``without``."""
    for name in column_names(Page, without):
        yield name, name
    prefix = ""
    for parent, child in pairwise(reversed([model, *model._meta.get_base_chain(Page)])):
        link: Any = child._meta.parents[parent]
        prefix += f"{link.related_query_name()}__"
        for field in child._meta.local_concrete_fields:
            if field.name not in without:
                yield field.attname, f"{prefix}{field.attname}"


def _is_current(record: Any, at: datetime.datetime) -> bool:
    return bool(record.live and (record.expire_at is None or record.expire_at > at))


@functools.cache
def _linked_columns(with_cards: bool) -> Sequence[str]:
    columns = (column for card in cards().values() for column in card.values())
    return (*LINK_COLUMNS, *columns) if with_cards else LINK_COLUMNS


@functools.cache
def _records(model: type[Model]) -> PreparedQuery:
    found = model._default_manager.filter(current(datetime_argument("at")), pk__any_of=Argument("keys"))
    return PreparedQuery(lambda: found.order_by().values_list(record_columns(model)))


@functools.cache
def _abouts() -> PreparedQuery:
    # SQLite assumes that a table that was empty at its last ANALYZE is huge, and would read all pages first.
    keys = OrganizationAbout.objects.order_by().values("pk")
    found = OrganizationAbout.objects.filter(current(datetime_argument("at")), pk__in=keys)
    return PreparedQuery(lambda: found.order_by().values_list(*column_names(OrganizationAbout, without=("body",))))


@functools.cache
def _collected(model: type[Model]) -> PreparedQuery:
    found = model._default_manager.filter(pk__any_of=Argument("keys"))
    names = column_names(model, without=_UNSHOWN_OF_FILES)
    return PreparedQuery(lambda: found.order_by().values_list(*names, "collection__path"))


@functools.cache
def _embeds() -> PreparedQuery:
    found = Embed.objects.filter(hash__any_of=Argument("hashes"))
    return PreparedQuery(lambda: found.order_by().values_list(*column_names(Embed)))


@functools.cache
def _pages(with_cards: bool) -> PreparedQuery:
    wanted = Q(pk__any_of=Argument("keys")) | Q(path__any_of=Argument("paths"))
    wanted |= Q(translation_key__any_of=Argument("translation_keys"))
    found = Page.objects.filter(wanted, current(datetime_argument("at")))
    return PreparedQuery(lambda: found.order_by("path").values_list(*_linked_columns(with_cards)))
