"""A page of any type as schema.org's ``WebPage``, with its place in the site."""

from collections.abc import Sequence
from typing import Any

from api.json_ld.graph import Graph, SchemaNode, reference, schema_node


def add_website(graph: Graph, name: str, publisher: SchemaNode | None) -> None:
    """Add the site that the page is part of."""
    graph.add(schema_node("WebSite", graph.website_id, url=f"{graph.root_url}/", name=name, publisher=publisher))


def add_web_page(
    graph: Graph, kind: str, url: str, seo: dict[str, Any], breadcrumbs: Sequence[dict[str, Any]], **properties: Any
) -> None:
    """Add the page at ``url``. ``seo`` and ``breadcrumbs`` are those of its ``meta``."""
    breadcrumb = None
    if len(breadcrumbs) > 1:
        items = [
            schema_node(
                "ListItem", position=position, name=crumb["title"], item=f"{graph.root_url}{crumb['html_path']}"
            )
            for position, crumb in enumerate(breadcrumbs, 1)
        ]
        breadcrumb = schema_node("BreadcrumbList", f"{url}#breadcrumb", itemListElement=items)
    graph.add(
        schema_node(
            kind,
            url,
            url=url,
            name=seo["title"],
            description=seo["description"],
            primaryImageOfPage=picture(seo["image"]),
            isPartOf=reference(graph.website_id),
            breadcrumb=reference(breadcrumb["@id"]) if breadcrumb else None,
            **properties,
        )
    )
    if breadcrumb:
        graph.add(breadcrumb)


def picture(image: dict[str, Any] | None) -> SchemaNode | None:
    """Return the crop of an image for sharing, or ``None`` without an image."""
    if image is None:
        return None
    crop = image["crops"]["social"]
    return schema_node(
        "ImageObject",
        url=crop["src"],
        width=crop["width"],
        height=crop["height"],
        caption=image["alt"],
        creditText=image.get("credit"),
    )
