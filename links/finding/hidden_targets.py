"""Finds links to pages and documents of this site that visitors cannot follow."""

from collections.abc import Iterable
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Page

from links.finding.found_link import FoundLink
from pages.visibility.visibility import Visibility


def hidden_targets(links: Iterable[FoundLink]) -> list[tuple[FoundLink, str]]:
    """Return the links whose target is not public, each with the title of the target. At most four queries.

    The title is empty if the target does not exist.
    """
    internal = [link for link in links if link.page or link.document]
    visibility = Visibility(everywhere=True)
    pages = {link.page for link in internal if link.page}
    documents = {link.document for link in internal if link.document}
    document_model: Any = get_document_model()
    public_pages = (
        set(visibility.pages(Page.objects.filter(pk__in=pages)).values_list("pk", flat=True)) if pages else ()
    )
    # A document is public by what shows it, which this content is about to do; only its collection can hide it.
    known_documents = {
        document.pk: document
        for document in document_model.objects.filter(pk__in=documents).select_related("collection")
    }
    hidden = [
        link
        for link in internal
        if (link.page and link.page not in public_pages)
        or (link.document and not _is_shown(known_documents.get(link.document), visibility))
    ]
    titles = (
        dict(Page.objects.filter(pk__in={link.page for link in hidden}).values_list("pk", "title")) if hidden else {}
    )
    return [
        (link, titles.get(link.page, "") if link.page else str(known_documents.get(link.document, "")))
        for link in dict.fromkeys(hidden)
    ]


def _is_shown(document: Any, visibility: Visibility) -> bool:
    return document is not None and visibility.is_in_public_collection(document.collection.path)
