"""A graph of schema.org nodes about one page."""

from collections.abc import Mapping
from typing import Any

CONTEXT = "https://schema.org"

SchemaNode = dict[str, Any]


def schema_node(kind: str | list[str], identifier: str | None = None, /, **properties: Any) -> SchemaNode:
    """Return a node without the properties that have no value.

    ``kind`` is its schema.org type. ``identifier`` is its ``@id``, which is the same on every page.
    """
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **({"@id": identifier} if identifier else {}), **known}


def reference(identifier: str) -> SchemaNode:
    """Return a reference to a node."""
    return {"@id": identifier}


class Graph:
    """The nodes of one page. ``root_url`` is the URL of its site without a final slash.

    ``own_slug`` is the slug of the site's own organization, if it has a record.
    """

    def __init__(self, root_url: str, own_slug: str = "") -> None:
        self.root_url = root_url
        self.own_slug = own_slug
        self._nodes: dict[str, SchemaNode] = {}

    @property
    def organization_id(self) -> str:
        """The ``@id`` of the organization that the site is about."""
        return f"{self.root_url}/#organization"

    @property
    def website_id(self) -> str:
        """The ``@id`` of the site."""
        return f"{self.root_url}/#website"

    def add(self, added: SchemaNode) -> SchemaNode:
        """Add a node to the graph and return a reference to it. A node without an ``@id`` is returned unchanged."""
        identifier = added.get("@id")
        if identifier is None:
            return added
        # Properties that were added first stay; a second node with the same ``@id`` can add others.
        self._nodes[identifier] = {**added, **self._nodes.get(identifier, {})}
        return reference(identifier)

    def participant(self, row: Mapping[str, Any]) -> SchemaNode:
        """Return the participant of a row of the API: a reference to a record's node, or a person with only a name.

        The job title is the line after the name on this page, if there is one.
        """
        line = row.get("affiliation") or row.get("byline")
        picture = (row.get("photo") or {}).get("src")
        if person := row.get("person"):
            identifier = f"{self.root_url}/#person-{person['slug']}"
            found = schema_node(
                "Person", identifier, name=person["name"], jobTitle=line or person["job_title"], image=picture
            )
            return self.add(found)
        if organization := row.get("organization"):
            return self.organization(organization)
        return schema_node("Person", name=row["name"], jobTitle=line, image=picture)

    def organization(self, record: Mapping[str, Any]) -> SchemaNode:
        """Return a reference to the node of an organization, from its short form in the API."""
        own = record["slug"] == self.own_slug
        identifier = self.organization_id if own else f"{self.root_url}/#organization-{record['slug']}"
        found = schema_node(
            "NGO" if own else "Organization",
            identifier,
            name=record["name"],
            alternateName=record["short_name"],
            url=record["url"],
            logo=(record["logo"] or {}).get("src"),
        )
        return self.add(found)

    def value(self) -> dict[str, Any]:
        """Return the JSON-LD document of the graph."""
        return {"@context": CONTEXT, "@graph": list(self._nodes.values())}
