"""A link to a page, a document, a URL, an e-mail address or a phone number."""

from rest_framework.fields import CharField, ChoiceField

from api.shapes.page_link import PageLinkShape
from api.shapes.shape import Shape


class LinkShape(Shape):
    kind = ChoiceField(["page", "document", "url", "email", "phone"])
    href = CharField()
    label = CharField()  # type: ignore[assignment]
    page = PageLinkShape(allow_null=True)
