"""Shapes that only sites have."""

from rest_framework.fields import CharField, DateTimeField, DictField, ListField

from api.shapes.image import ImageShape
from api.shapes.link import LinkShape
from api.shapes.page_link import PageLinkShape
from api.shapes.shape import Shape


class NavigationChildShape(Shape):
    """A menu entry of the lower level, which has no children."""

    label = CharField()  # type: ignore[assignment]
    link = LinkShape()
    children = ListField(child=DictField(), max_length=0)


class NavigationEntryShape(Shape):
    label = CharField()  # type: ignore[assignment]
    link = LinkShape(allow_null=True)
    children = NavigationChildShape(many=True)


class NavigationShape(Shape):
    header = NavigationEntryShape(many=True)
    footer = NavigationEntryShape(many=True)


class AnnouncementShape(Shape):
    text = CharField()
    link = LinkShape(allow_null=True)
    until = DateTimeField(allow_null=True)


class LocaleShape(Shape):
    code = CharField()
    name = CharField()
    home_path = CharField()


class SectionsShape(Shape):
    home = PageLinkShape(allow_null=True)
    posts = PageLinkShape(allow_null=True)
    events = PageLinkShape(allow_null=True)
    about = PageLinkShape(allow_null=True)


class SiteSeoShape(Shape):
    title_suffix = CharField()
    image = ImageShape(allow_null=True)
