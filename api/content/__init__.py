"""Builds the parts of JSON objects that several serializers share."""
