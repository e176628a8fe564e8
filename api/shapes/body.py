"""The body of a page and its table of contents."""

from rest_framework.fields import CharField, IntegerField, JSONField

from api.shapes.shape import Shape


class BlockShape(Shape):
    """One block of a body; its value has the shape of its type."""

    type = CharField()
    value = JSONField()
    id = CharField(allow_null=True)


class TableOfContentsShape(Shape):
    level = IntegerField()
    text = CharField()
    anchor = CharField()
