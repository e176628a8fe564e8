"""The declared shapes of blocks: what ``value`` holds, by the type of the block."""

from rest_framework.fields import CharField, ChoiceField, IntegerField, ListField

from api.serializers.shapes import DocumentShape, ImageShape, LinkShape, PageLinkShape, PersonShortShape, Shape


class HeadingValueShape(Shape):
    text = CharField()
    level = IntegerField(min_value=2, max_value=4)
    anchor = CharField()


class ImageValueShape(Shape):
    image = ImageShape()
    caption = CharField()
    layout = ChoiceField(["column", "wide", "full"])


class GalleryValueShape(Shape):
    images = ImageShape(many=True)


class QuoteValueShape(Shape):
    text = CharField()
    attribution = CharField()
    role = CharField()
    person = PersonShortShape(allow_null=True)
    attribution_url = CharField(allow_null=True)
    source_url = CharField(allow_null=True)


class EmbedValueShape(Shape):
    url = CharField()
    provider = CharField()
    title = CharField()
    html = CharField()
    thumbnail_url = CharField(allow_null=True)


class CallToActionValueShape(Shape):
    text = CharField()
    link = LinkShape(allow_null=True)


class DocumentValueShape(Shape):
    document = DocumentShape()
    description = CharField()


class TableValueShape(Shape):
    caption = CharField()
    header = ListField(child=CharField())
    rows = ListField(child=ListField(child=CharField()))


class CalloutValueShape(Shape):
    tone = ChoiceField(["info", "success", "warning"])
    title = CharField()
    text = CharField()


class PeopleValueShape(Shape):
    people = PersonShortShape(many=True)


class RelatedPagesValueShape(Shape):
    pages = PageLinkShape(many=True)


#: A paragraph's value is rich text; that of any other block is an object.
BLOCK_SHAPES: dict[str, type[Shape] | None] = {
    "paragraph": None,
    "heading": HeadingValueShape,
    "image": ImageValueShape,
    "gallery": GalleryValueShape,
    "quote": QuoteValueShape,
    "embed": EmbedValueShape,
    "call_to_action": CallToActionValueShape,
    "document": DocumentValueShape,
    "table": TableValueShape,
    "callout": CalloutValueShape,
    "people": PeopleValueShape,
    "related_pages": RelatedPagesValueShape,
}
