"""An image object."""

from rest_framework.fields import BooleanField, CharField, FloatField, IntegerField

from api.shapes.object_meta import DownloadMetaShape
from api.shapes.shape import Shape


class FocalPointShape(Shape):
    x = FloatField(min_value=0, max_value=1)
    y = FloatField(min_value=0, max_value=1)


class PlaceholderShape(Shape):
    color = CharField()
    data_uri = CharField(allow_null=True)


class WidthShape(Shape):
    width = IntegerField()
    url = CharField()


class SourceShape(Shape):
    type = CharField()
    srcset = CharField()


class CropShape(Shape):
    src = CharField(allow_null=True)
    srcset = CharField()
    width = IntegerField(allow_null=True)
    height = IntegerField(allow_null=True)
    sources = SourceShape(many=True)


class CropsShape(Shape):
    square = CropShape(required=False)
    card = CropShape(required=False)
    wide = CropShape(required=False)
    social = CropShape(required=False)


class ImageShape(Shape):
    id = IntegerField()
    meta = DownloadMetaShape()
    title = CharField()
    alt = CharField()
    decorative = BooleanField()
    caption = CharField()
    credit = CharField()
    width = IntegerField(allow_null=True)
    height = IntegerField(allow_null=True)
    animated = BooleanField()
    focal_point = FocalPointShape(allow_null=True)
    placeholder = PlaceholderShape()
    src = CharField(allow_null=True)
    srcset = CharField()
    widths = WidthShape(many=True)
    sources = SourceShape(many=True)
    url_template = CharField(allow_null=True)
    crops = CropsShape(required=False)
