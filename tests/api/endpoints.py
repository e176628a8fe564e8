"""The endpoints of the API and what each takes, read from its routes and views: a new one is covered by itself."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.urls import URLPattern
from rest_framework import serializers

from api.formats.links import API_PATH
from api.requests.parameters import Malformed, Parameter
from api.requests.selection import MAXIMUM_DEPTH, shape_of
from api.serializers.base import ContractSerializer
from api.urls import urlpatterns
from api.views.base import ApiView
from api.views.lists import ListView

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Endpoint:
    """A route of the API with its view."""

    route: str
    view: type[ApiView]

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """The query parameters by name."""
        return self.view().known_parameters()

    @property
    def is_list(self) -> bool:
        """Whether it gives a list."""
        return issubclass(self.view, ListView)

    @property
    def argument(self) -> str | None:
        """What its path takes: ``key``, ``slug``, or nothing."""
        found = _ARGUMENT.search(self.route)
        return found[1] if found else None

    def path(self, argument: object = "") -> str:
        """Return the path, with a value in the place of its argument."""
        return API_PATH + _ARGUMENT.sub(lambda _: str(argument), self.route)


def all_endpoints() -> list[Endpoint]:
    """Return every endpoint that has a route of its own."""
    found = []
    for pattern in urlpatterns:
        view = getattr(pattern.callback, "cls", None) if isinstance(pattern, URLPattern) else None
        route = getattr(pattern.pattern, "_route", None)
        if view is not None and route is not None and issubclass(view, ApiView):
            found.append(Endpoint(route, view))
    return found


def choices_of(parameter: Parameter) -> list[str]:
    """Return the words that a parameter takes, if it takes only some."""
    schema = parameter.parse.schema
    return [str(choice) for choice in schema.get("enum") or schema.get("items", {}).get("enum", ())]


def accepts(parameter: Parameter, text: str) -> bool:
    """Tell whether a parameter takes a text."""
    try:
        parameter.parse(text)
    except Malformed:
        return False
    return True


def order_names(endpoint: Endpoint) -> list[str]:
    """Return what ``order`` takes, one name at a time."""
    view = endpoint.view()
    columns = [column.name for column in view.all_columns()] if isinstance(view, ListView) else []
    return [*columns, *(f"-{name}" for name in columns), "random"]


@contextmanager
def built_shapes() -> Iterator[dict[str, Mapping[str, serializers.Field]]]:
    """Collect the declared fields of every serializer that builds a response inside the block, by its name."""
    shapes: dict[str, Mapping[str, serializers.Field]] = {}
    prepare = ContractSerializer.prepare

    def record(self: ContractSerializer, objects: Any) -> None:
        shapes[type(self).__name__] = self.shape()
        prepare(self, objects)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ContractSerializer, "prepare", record)
        yield shapes


def selections(shape: Mapping[str, serializers.Field], depth: int = MAXIMUM_DEPTH) -> Iterator[str]:
    """Yield what ``fields`` can ask for inside a shape, one name at a time, as deep as it may."""
    for name, declared in shape.items():
        yield name
        inside = shape_of(declared)
        if inside and depth > 1:
            yield f"{name}(*)"
            yield from (f"{name}({inner})" for inner in selections(inside, depth - 1))
