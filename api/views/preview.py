"""Drafts for the preview route of the frontend."""

from functools import partial
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.models import Site

from api.building.build import build, shown
from api.formats import datetimes
from api.registry.page_types import registered_type, serializer_for
from api.requests import parameters
from api.requests.parameters import Group, Parameter
from api.requests.preview_tokens import requested_preview
from api.requests.problems import InvalidParameters, ParameterError
from api.schema.components import Components, Schema
from api.views.base import CROPS_PARAMETER, FIELDS, IMAGES, RICH_TEXT_FORMAT, ApiView, keep_private
from pages.previews.draft_records import DraftRecords
from pages.visibility.paths import SitePaths
from pages.visibility.visibility import Visibility

_opens = partial(Parameter, group=Group.SUBJECT)


class PreviewView(ApiView):
    """One draft, as JSON like the published page's, from the same serializers. Caches must not store it."""

    parameters = (
        _opens(
            "content_type", parameters.bounded_text(), "app_label.modelname of the page, in lower case.", required=True
        ),
        _opens(
            "token", parameters.bounded_text(), "The token that the editor's preview gave the frontend.", required=True
        ),
        _opens("mode", parameters.bounded_text(), "The preview mode, for the frontend only."),
        _opens("in_preview_panel", parameters.parse_boolean, "Whether the preview is shown beside the editor."),
        FIELDS,
        CROPS_PARAMETER,
        IMAGES,
        RICH_TEXT_FORMAT,
    )

    further_statuses = (404, 410, 429)

    def response_schema(self, components: Components) -> Schema:
        return components.drafts()

    def get(self, request: Request) -> Response:
        """Return the draft: 404 for an unknown token, 410 for one that no longer opens anything."""
        missing = [name for name in ("content_type", "token") if name not in self.query]
        if missing:
            raise InvalidParameters([ParameterError(name, "missing", f"{name} is required.") for name in missing])
        preview = requested_preview(request, self.query["token"], self.query["content_type"].lower(), source="token")
        page = preview.page
        if registered_type(type(page)) is None:
            raise Http404
        serializer_class = serializer_for(page)
        selection = serializer_class.selection(self.parsed_fields(), detail=True)
        root = SitePaths().root_of(page)
        visibility = Visibility(site=Site.objects.filter(pk=root.site_id).first() if root else None)
        built = build(
            serializer_class,
            [page],
            selection,
            visibility,
            draft=True,
            draft_records=DraftRecords(page),
            **self.build_options(),
        )
        value = shown(built)
        value["meta"]["preview"] |= {
            "expires_at": datetimes.format_instant(preview.expires_at),
            "unsaved": page.pk is None,
            "shared": preview.shared,
            "live_url": visibility.paths.html_url(page) if page.pk and page.live else None,
        }
        if preview.shared:
            # A shared preview has no form beside it.
            value["_edit"] = {}
        return Response(value)

    def finalize_response(self, request: Request, response: Any, *arguments: Any, **options: Any) -> Response:
        finished = super().finalize_response(request, response, *arguments, **options)
        keep_private(finished)
        return finished


class PagePreviewView(PreviewView):
    """The same for clients of wagtail-headless-preview, which ask ``page_preview/1/``, with any number."""

    schema = None

    def get(self, request: Request, key: int = 0) -> Response:
        """Return the draft, which the token alone names."""
        return super().get(request)
