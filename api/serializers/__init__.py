"""Serializers from content to JSON, one module per kind of content."""
