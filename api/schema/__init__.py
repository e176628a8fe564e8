"""The OpenAPI document of the API, made from what parameters, serializers and views declare."""
