"""Shapes that only posts have."""

from rest_framework.fields import CharField, ChoiceField, DateField

from api.shapes.record import ParticipantShape
from api.shapes.shape import Shape
from pages.models.guest_blog_post import PostAuthor


class AuthorShape(ParticipantShape):
    role = ChoiceField(PostAuthor.Role.choices)
    byline = CharField()


class OriginalPublicationShape(Shape):
    title = CharField()
    url = CharField(allow_null=True)
    published_on = DateField(allow_null=True)


class CorrectionShape(Shape):
    date = DateField()
    text = CharField()
