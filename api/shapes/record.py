"""The short forms of shared records in rows and lists."""

from rest_framework.fields import CharField, IntegerField

from api.shapes.image import ImageShape
from api.shapes.shape import Shape


class PersonShortShape(Shape):
    id = IntegerField()
    slug = CharField()
    name = CharField()
    job_title = CharField()
    photo = ImageShape(allow_null=True)
    html_path = CharField(allow_null=True)


class OrganizationShortShape(Shape):
    id = IntegerField()
    slug = CharField()
    name = CharField()
    short_name = CharField()
    url = CharField(allow_null=True)
    logo = ImageShape(allow_null=True)
    html_path = CharField(allow_null=True)


class ParticipantShape(Shape):
    name = CharField()
    person = PersonShortShape(allow_null=True)
    organization = OrganizationShortShape(allow_null=True)
    photo = ImageShape(allow_null=True)


class TopicShortShape(Shape):
    slug = CharField()
    name = CharField()
