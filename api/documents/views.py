"""Serves documents to those who may read them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import AbstractDocument, Document, document_served

from api.http.cache_control import cache_control
from api.http.content_disposition import content_disposition
from api.models import ChangeCounter
from api.registry.kinds import kinds
from api.requests.stored_file import stored_file_response
from api.tags.headers import tag_headers
from api.tags.names import object_tag
from pages.visibility.visibility import Visibility


@require_safe
def serve(request: HttpRequest, document_id: str, file_name: str) -> HttpResponseBase:
    """Return the file of a document, or what Wagtail's hooks return in its place: a form for a password or a login.

    It is 404 for a document that does not exist, has another file name or has lost its file, and 503 while its storage
    does not respond.
    """
    document = Document.objects.select_related("collection").filter(pk=int(document_id)).first()
    if document is None or document.filename != file_name:
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        refused = hook(document, request)
        if isinstance(refused, HttpResponse):
            return refused
    document_served.send(sender=Document, instance=document, request=request)
    etag = quote_etag(document.file_hash) if document.file_hash else None
    return stored_file_response(
        request, document.file, f"document {document.pk}", etag=etag, headers=_headers(document)
    )


def _headers(document: AbstractDocument) -> dict[str, str]:
    return {
        **tag_headers([object_tag("document", document.pk)]),
        "Content-Type": document.content_type,
        "Content-Disposition": content_disposition(document.filename, inline=document.content_disposition == "inline"),
        "Cache-Control": _cache_control(document),
        # Nothing in a document runs as a part of this site, and no browser guesses that it is something else.
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }


def _cache_control(document: AbstractDocument) -> str:
    """Return ``Cache-Control`` for the file of a document: who may read it can change at any time."""
    if document.collection.get_view_restrictions():
        # Shared caches must not keep what asks who reads it.
        return "private, no-cache"
    # The log tells, and a network is purged, only of documents that are public.
    if settings.CDN_MAX_AGE and _is_public(document):
        return cache_control(timezone.now(), ChangeCounter.current().next_transition_at)
    return "public, no-cache"


def _is_public(document: AbstractDocument) -> bool:
    found = Document.objects.filter(pk=document.pk)
    return bool(kinds()["document"].public(Visibility(everywhere=True), found).exists())
