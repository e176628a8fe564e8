"""The organization that a site is about, as schema.org's ``NGO``."""

from typing import Any

from api.json_ld.address import postal_address
from api.json_ld.graph import Graph, SchemaNode, schema_node


def add_organization(graph: Graph, about: dict[str, Any]) -> SchemaNode:
    """Add the organization as every page shows it, and return a reference. ``about`` is the API's ``about``."""
    found = schema_node(
        "NGO",
        graph.organization_id,
        name=about["name"],
        url=f"{graph.root_url}/",
        logo=(about["logo"] or {}).get("src"),
    )
    return graph.add(found)


def organization_node(graph: Graph, page: dict[str, Any]) -> SchemaNode:
    """Return the complete node of the organization, from its page's API fields and a plain-text ``description``."""
    return schema_node(
        "NGO",
        graph.organization_id,
        name=page["name"],
        alternateName=page["short_name"],
        legalName=page["legal_name"],
        url=f"{graph.root_url}/",
        slogan=page["tagline"],
        description=page["description"],
        logo=(page["logo"] or {}).get("src"),
        image=(page["feature_image"] or {}).get("src"),
        foundingDate=str(page["founded_year"]) if page["founded_year"] else None,
        founder=[graph.participant(row) for row in page["founders"]],
        address=postal_address(page["address"]),
        contactPoint=[
            schema_node(
                "ContactPoint",
                contactType=point["kind"],
                email=point["email"],
                telephone=point["phone"],
                url=point["url"],
            )
            for point in page["contact_points"]
        ],
        member=[graph.organization(row["organization"]) for row in page["members"] if row["organization"]],
        sameAs=[link["url"] for link in page["social_links"]],
    )
