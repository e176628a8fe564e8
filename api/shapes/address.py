"""A postal address."""

from rest_framework.fields import CharField

from api.shapes.shape import Shape


class AddressShape(Shape):
    street = CharField()
    locality = CharField()
    region = CharField()
    postal_code = CharField()
    country = CharField()
