"""The ``meta`` that identifies an object."""

from rest_framework.fields import CharField

from api.shapes.shape import Shape


class ObjectMetaShape(Shape):
    type = CharField()
    detail_url = CharField()


class DownloadMetaShape(ObjectMetaShape):
    download_url = CharField()
