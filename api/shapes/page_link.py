"""Links to pages, with their cards."""

from rest_framework.fields import CharField, ChoiceField, DateField, IntegerField

from api.shapes.image import ImageShape
from api.shapes.object_meta import ObjectMetaShape
from api.shapes.shape import Shape
from pages.models import EventPage


class ListingShape(Shape):
    kicker = CharField()
    title = CharField()
    summary = CharField()
    image = ImageShape(allow_null=True)
    date = DateField(allow_null=True)
    status = ChoiceField(EventPage.Status.choices, allow_null=True, label="EventStatus")
    url = CharField(allow_null=True)


class PageLinkMetaShape(ObjectMetaShape):
    html_url = CharField(allow_null=True)
    html_path = CharField(allow_null=True)
    locale = CharField()


class PageLinkShape(Shape):
    id = IntegerField()
    meta = PageLinkMetaShape()
    title = CharField()
    listing = ListingShape()


class PageReferenceMetaShape(ObjectMetaShape):
    html_url = CharField(allow_null=True)


class PageReferenceShape(Shape):
    id = IntegerField()
    meta = PageReferenceMetaShape()
    title = CharField()


class BreadcrumbShape(Shape):
    id = IntegerField()
    title = CharField()
    html_path = CharField()


class TranslationShape(Shape):
    id = IntegerField()
    locale = CharField()
    html_path = CharField()
