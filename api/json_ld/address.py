"""A postal address as schema.org's ``PostalAddress``."""

from typing import Any

from api.json_ld.graph import SchemaNode, schema_node


def postal_address(address: dict[str, Any] | None) -> SchemaNode | None:
    """Return the node of a postal address of the API, or ``None`` if it is empty."""
    parts = address or {}
    found = schema_node(
        "PostalAddress",
        streetAddress=parts.get("street"),
        addressLocality=parts.get("locality"),
        addressRegion=parts.get("region"),
        postalCode=parts.get("postal_code"),
        addressCountry=parts.get("country"),
    )
    return found if len(found) > 1 else None
