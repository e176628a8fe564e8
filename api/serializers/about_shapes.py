"""Shapes that only the page about the organization has."""

from rest_framework.fields import CharField, DateField

from api.shapes.record import OrganizationShortShape, ParticipantShape
from api.shapes.shape import Shape


class LeaderShape(ParticipantShape):
    role = CharField()
    since = DateField(allow_null=True)
    until = DateField(allow_null=True)


class MemberShape(Shape):
    name = CharField()
    organization = OrganizationShortShape(allow_null=True)
    since = DateField(allow_null=True)


class FigureShape(Shape):
    label = CharField()  # type: ignore[assignment]
    value = CharField()
    unit = CharField()
    as_of = DateField(allow_null=True)
    source_url = CharField(allow_null=True)


class ContactPointShape(Shape):
    kind = CharField()
    email = CharField()
    phone = CharField()
    url = CharField(allow_null=True)


class SocialLinkShape(Shape):
    platform = CharField()
    url = CharField()
