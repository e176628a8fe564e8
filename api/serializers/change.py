"""The shape of an item in the change log."""

from rest_framework.fields import CharField, ChoiceField, DateTimeField, IntegerField, ListField

from api.models import Change
from api.shapes.shape import Shape


class ChangeShape(Shape):
    """A change of what is public on a site."""

    sequence = IntegerField()
    at = DateTimeField()
    action = ChoiceField(choices=Change.Action.choices)
    type = CharField()
    id = IntegerField()
    html_path = CharField(allow_null=True)
    old_html_path = CharField(allow_null=True)
    tags = ListField(child=CharField())
