"""Shapes that all pages have."""

from rest_framework.fields import CharField

from api.shapes.image import ImageShape
from api.shapes.shape import Shape


class SeoShape(Shape):
    title = CharField()
    description = CharField()
    canonical_url = CharField(allow_null=True)
    robots = CharField()
    image = ImageShape(allow_null=True)
