"""The URLs of everything on a site that has one, for static builds and sitemaps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Model

from api.content.addresses import Addresses
from api.lists.columns import ID, Column, parse_instant
from api.lists.filters import LOCALE, Filter, check_locale
from api.lists.ordering import Order, Term
from api.lists.page_type import parse_page_type
from api.lists.pagination import PAGINATION
from api.registry.kinds import record_kinds
from api.registry.page_types import page_type_names
from api.requests import parameters
from api.requests.parameters import Parameter
from api.serializers.url import UrlSerializer
from api.views.base import FIELDS, SiteView
from api.views.objects import ObjectListView
from pages.visibility.visibility import Visibility

LASTMOD = Column("lastmod", parse_instant, "last_published_at")
GROUP = "group"


def _record_models() -> Mapping[str, type[Model]]:
    """Return the models of the records that can have paths, by the name of their type."""
    return {kind.model._meta.label: kind.model for kind in record_kinds().values() if kind.section}


@parameters.takes(type="string", enum=[*page_type_names(), *_record_models()], title="UrlType")
def _type(text: str) -> type[Model]:
    return _record_models().get(text) or parse_page_type(text)


def _in_locale(addresses: Addresses, code: str, visibility: Visibility) -> Addresses:
    check_locale(code, visibility)
    return addresses.in_language(code)


TYPE = Parameter("type", parameters.list_of(_type), "Comma-separated types, such as pages.EventPage,pages.Person.")
OF_TYPE = Filter(TYPE, lambda addresses, models, _: addresses.of_types(models))
IN_LOCALE = replace(LOCALE, apply=_in_locale)


class UrlListView(SiteView, ObjectListView):
    """The URLs of all public pages and records, in an order that editing does not change: pagination misses none."""

    columns = (ID, LASTMOD)
    filters = (IN_LOCALE, OF_TYPE)
    serializer_class = UrlSerializer
    component_name = "Url"
    list_parameters = (FIELDS, *PAGINATION)

    def candidates(self) -> Addresses:
        return Addresses.of_site(self.visibility)

    def listed_models(self, queryset: Any) -> Sequence[type[Model]]:
        return queryset.models or [queryset.model]

    def order(self) -> Order | None:
        """Return the order that the query requests. A page and a record can have the same id, so pages come first."""
        order = super().order()
        if order is None:
            return None
        *terms, last = order.terms
        return Order((*terms, Term(GROUP, last.descending), last))
