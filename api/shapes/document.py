"""A document object."""

from rest_framework.fields import CharField, IntegerField

from api.shapes.object_meta import DownloadMetaShape
from api.shapes.shape import Shape


class DocumentShape(Shape):
    id = IntegerField()
    meta = DownloadMetaShape()
    title = CharField()
