"""The OpenAPI document of the API, built from the declarations of parameters, serializers and views."""
