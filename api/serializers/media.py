"""Images and documents."""

from collections.abc import Callable
from typing import Any

from rest_framework.fields import BooleanField, CharField, IntegerField, ListField

from api.formats.links import absolute, detail_url
from api.images.representation import represent_image
from api.serializers.base import ContractSerializer
from api.shapes.image import CropsShape, FocalPointShape, PlaceholderShape, SourceShape, WidthShape
from pages.database.alphabet import alphabetical_key
from pages.models import Image


class CollectionItemSerializer(ContractSerializer):
    """The base class for images and documents."""

    id = IntegerField()
    type = CharField()
    detail_url = CharField()
    download_url = CharField()
    tags = ListField(child=CharField())
    title = CharField()

    meta_names = ("type", "detail_url", "tags", "download_url")

    def get_type(self, item: Any) -> str:
        return str(item._meta.label)

    def get_tags(self, item: Any) -> list[str]:
        return sorted((tag.name for tag in item.tags.all()), key=alphabetical_key)


class ImageSerializer(CollectionItemSerializer):
    """An image with everything that is needed to display it."""

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
    crops = CropsShape()
    collection = IntegerField()

    def get_detail_url(self, image: Image) -> str:
        return detail_url("images", image.pk)

    def get_download_url(self, image: Image) -> str:
        return str(self._value["meta"]["download_url"])

    def get_collection(self, image: Image) -> int:
        return int(image.collection_id)

    def to_representation(self, instance: Image) -> dict[str, Any]:
        self._value = represent_image(instance, crops=self.related_objects.crops)
        return super().to_representation(instance)

    def attribute(self, name: str) -> Callable[[Any], Any]:
        # Without requested crops, ``crops`` is an empty object.
        return super().attribute(name) if name in ("id", "title") else lambda image: self._value.get(name, {})


class DocumentSerializer(CollectionItemSerializer):
    """A document to download."""

    def get_detail_url(self, document: Any) -> str:
        return detail_url("documents", document.pk)

    def get_download_url(self, document: Any) -> str:
        return absolute(document.url)
