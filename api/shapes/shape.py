"""The base of declared shapes."""

from rest_framework import serializers


class Shape(serializers.Serializer):
    """A declared object."""
