"""The base class of declared shapes."""

from rest_framework import serializers


class Shape(serializers.Serializer):
    """The declared shape of a JSON object."""
