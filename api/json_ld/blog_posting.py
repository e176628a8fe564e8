"""A post as schema.org's ``BlogPosting``."""

from collections.abc import Sequence
from typing import Any

from api.json_ld.graph import Graph, SchemaNode, reference, schema_node
from api.json_ld.web_page import picture

#: The schema.org property of a post's authors, by their role.
PROPERTIES = {"author": "author", "co_author": "author", "translator": "translator", "interviewee": "contributor"}


def blog_posting(
    graph: Graph, url: str, post: dict[str, Any], seo: dict[str, Any], locale: str, publisher: SchemaNode | None
) -> SchemaNode:
    """Return the node of a post, from its fields as the API serves them."""
    people: dict[str, list[SchemaNode]] = {}
    for row in post["authors"]:
        people.setdefault(PROPERTIES[row["role"]], []).append(graph.participant(row))
    original = post["original_publication"]
    return schema_node(
        "BlogPosting",
        f"{url}#article",
        mainEntityOfPage=reference(url),
        headline=post["title"],
        alternativeHeadline=post["subtitle"],
        description=seo["description"],
        image=picture(seo["image"]),
        datePublished=post["published_on"],
        dateModified=post["updated_on"],
        publisher=publisher,
        inLanguage=locale,
        wordCount=post["word_count"],
        timeRequired=f"PT{post['reading_time_minutes']}M" if post["reading_time_minutes"] else None,
        articleSection=[topic["name"] for topic in post["topics"]],
        keywords=post["tags"],
        isBasedOn=schema_node(
            "CreativeWork", name=original["title"], url=original["url"], datePublished=original["published_on"]
        )
        if original
        else None,
        correction=_corrections(post["corrections"]),
        **people,
    )


def _corrections(corrections: Sequence[dict[str, Any]]) -> list[SchemaNode]:
    return [
        schema_node("CorrectionComment", text=correction["text"], datePublished=correction["date"])
        for correction in corrections
    ]
