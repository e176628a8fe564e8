"""The representations of content that several serializers share."""
