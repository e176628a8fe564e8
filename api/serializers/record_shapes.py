"""Shapes that only records have."""

import functools
from typing import Any

from rest_framework.fields import CharField, IntegerField

from api.content.counts import counted_types
from api.shapes.shape import Shape


class LabelledLinkShape(Shape):
    label = CharField()  # type: ignore[assignment]
    url = CharField()


@functools.cache
def counts_shape() -> Shape:
    """Return the shape of the counts of a topic or a tag: a number for each page type that can have one."""
    fields = {group: IntegerField() for group in counted_types()}
    metaclass: Any = type(Shape)
    made: Shape = metaclass("CountsShape", (Shape,), fields)()
    return made
