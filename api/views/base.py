"""The base classes of the API's views, and the query parameters that many of them take."""

import datetime
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.models import Site

from api.images.levels import FULL, LEVELS
from api.lists.columns import parse_instant
from api.requests import parameters
from api.requests.negotiation import JsonNegotiation
from api.requests.parameters import Group, Parameter, parse_query
from api.requests.preview_tokens import PREVIEW_HEADER, requested_preview
from api.requests.problems import (
    DATABASE_FAILURES,
    InvalidParameters,
    ParameterError,
    database_failure_response,
    exception_handler,
)
from api.requests.renderers import OrjsonRenderer
from api.requests.selection import Parsed, parse_fields
from api.requests.sites import requested_site
from api.rich_text.cleaning import RICH_TEXT_FORMATS
from api.schema.components import Components, Schema
from api.stored_responses.needed import CURSOR_HEADER
from api.tags.dependencies import allow_storing, depend_on_hidden, depend_on_lists, forbid_storing
from api.tags.names import object_tag
from pages.database.reading import is_on_replica, reading_from
from pages.database.snapshot import snapshot
from pages.images.renditions import CROPS
from pages.previews.perspective import MAXIMUM_DRAFTS, TooManyDrafts, perspective
from pages.visibility.paths import SitePaths
from pages.visibility.site_context import read_site_context
from pages.visibility.visibility import Visibility

_selects = partial(Parameter, group=Group.CONTENT)
FIELDS = _selects("fields", parameters.bounded_text(4000), "Which fields to return, as in Wagtail API v2.")
SITE = Parameter(
    "site",
    parameters.bounded_text(),
    "host[:port] of the site; by default, the site of the request's host.",
    group=Group.CONTEXT,
)
FORMAT = Parameter("format", parameters.one_of(["json"], "ResponseFormat"), "Only json.", group=Group.CONTEXT)
CROPS_PARAMETER = _selects(
    "crops", parameters.list_of(parameters.one_of(CROPS, "CropName")), "Comma-separated crops to add to every image."
)
IMAGES = _selects(
    "images",
    parameters.one_of(LEVELS, "ImageLevel"),
    "How much of each image: full; basic, which is what cards need; src alone; or none.",
)
AS_OF = Parameter(
    "as_of",
    parse_instant,
    f"The instant to show the site at; only with {PREVIEW_HEADER}, and not in the past.",
    group=Group.CONTEXT,
)
RICH_TEXT_FORMAT = _selects(
    "rich_text_format", parameters.one_of(RICH_TEXT_FORMATS, "RichTextFormat"), "The format of rich text."
)


@dataclass(frozen=True)
class RequestHeader:
    """A request header: its name, its description, and the most characters that it takes if there is a limit."""

    name: str
    description: str
    maximum: int | None = None


PREVIEW_TOKEN = RequestHeader(
    PREVIEW_HEADER, "A preview token: the response shows the drafts that its editor may see.", 255
)
CHANGES_CURSOR = RequestHeader(
    CURSOR_HEADER,
    "A cursor of the change log, such as a message carries: the response has at least everything up to it.",
)


class ApiView(APIView):
    """A read-only JSON view without sessions. ``self.query`` holds the parsed query parameters."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    renderer_classes = [OrjsonRenderer]
    content_negotiation_class: type[BaseContentNegotiation] = JsonNegotiation
    parser_classes: list[Any] = []
    http_method_names = ["get", "head", "options"]
    #: The query parameters of this view, in addition to those of every view.
    parameters: ClassVar[Iterable[Parameter]] = ()

    #: Whether responses may be stored and served again until something they were built from changes.
    is_stored: ClassVar[bool] = False

    #: The error statuses that only some views return, for the OpenAPI document.
    further_statuses: ClassVar[tuple[int, ...]] = (404,)
    #: The media types of a 200 response.
    media_types: ClassVar[tuple[str, ...]] = ("application/json",)
    #: What the OpenAPI document calls the object that a detail or ``find/`` responds with: ``page``.
    one: ClassVar[str] = ""
    #: The name of the operation there, if its path does not say it well.
    operation: ClassVar[str] = ""
    #: The request headers that this view takes.
    headers_taken: ClassVar[tuple[RequestHeader, ...]] = ()
    #: Whether the view can show an editor's drafts in place of the published pages.
    has_perspectives: ClassVar[bool] = False

    query: dict[str, Any]

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        try:
            with ExitStack() as self.while_responding:
                return super().dispatch(request, *arguments, **options)
        except DATABASE_FAILURES as error:
            # The handler of exceptions has gone when the snapshot ends.
            return database_failure_response(request, error)

    def initial(self, request: Request, *arguments: Any, **options: Any) -> None:
        super().initial(request, *arguments, **options)
        if request.method != "OPTIONS":
            if self.is_stored:
                allow_storing()
                # ``perspective`` opens its own transaction for the drafts.
                if PREVIEW_HEADER not in request.headers:
                    self.while_responding.enter_context(snapshot())
            elif is_on_replica():
                # Drafts, and the change log, which is what others are compared with.
                self.while_responding.enter_context(reading_from(DEFAULT_DB_ALIAS))
            self.query = parse_query(request.query_params, self.known_parameters())
            self.visibility = self.get_visibility(request)

    def known_parameters(self) -> Mapping[str, Parameter]:
        """Return the query parameters that this view takes, by name."""
        return {parameter.name: parameter for parameter in (FORMAT, *self.parameters)}

    def known_headers(self) -> tuple[RequestHeader, ...]:
        """Return the request headers that change the response."""
        drafts = (PREVIEW_TOKEN,) if self.has_perspectives else ()
        replicas = (CHANGES_CURSOR,) if self.is_stored else ()
        return (*self.headers_taken, *drafts, *replicas)

    def get_visibility(self, request: Request) -> Visibility:
        """Return what the response may show. Without a site, that includes no pages."""
        return Visibility()

    def response_schema(self, components: Components) -> Schema:
        """Return the schema of a 200 response, for the OpenAPI document."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it returns.")

    def build_options(self) -> dict[str, Any]:
        """Return the representation that the query requests, as options of ``build_kinds``."""
        return {
            "crops": self.query.get(CROPS_PARAMETER.name, ()),
            "images": self.query.get(IMAGES.name, FULL),
            "rich_text_format": self.query.get(RICH_TEXT_FORMAT.name, "html"),
        }

    def given(self) -> dict[str, str]:
        """Return the query as its parameters are written without repetition: ``phase=past&phase=upcoming`` as one."""
        return {name: ",".join(texts) for name, texts in self.request.query_params.lists()}

    def parsed_fields(self) -> Parsed | None:
        """Return the parsed ``fields`` parameter, or ``None`` if it is missing or empty."""
        fields = self.query.get(FIELDS.name)
        return parse_fields(fields) if fields else None

    def get_exception_handler(self) -> Any:
        return exception_handler

    def finalize_response(self, request: Request, response: Any, *arguments: Any, **options: Any) -> Response:
        finished: Response = super().finalize_response(request, response, *arguments, **options)
        # There is one format, so the response does not depend on Accept.
        del finished["Vary"]
        patch_vary_headers(finished, ["Accept-Encoding"])
        return finished


def keep_private(response: Response) -> None:
    """Set the headers that stop caches from storing a response with drafts, and browsers from sending its URL on."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"


class SiteView(ApiView):
    """A view of one site: as visitors see it, or with an editor's drafts in place of the published pages."""

    has_perspectives = True

    def known_parameters(self) -> Mapping[str, Parameter]:
        own = (SITE, AS_OF) if self.has_perspectives else (SITE,)
        return {**super().known_parameters(), **{parameter.name: parameter for parameter in own}}

    def get_visibility(self, request: Request) -> Visibility:
        """Return what the response may show on the requested site; no pages if there is no such site."""
        at = self._at(request)
        scope = read_site_context()
        depend_on_lists(Site)
        # A site whose home page is restricted has nothing public, its name included.
        known = [
            site
            for site in scope.sites
            if not site.root_page.path.startswith(scope.restricted_pages) or self.is_followed(site)
        ]
        depend_on_hidden(*(object_tag("page", site.root_page_id) for site in scope.sites if site not in known))
        site = requested_site(request, known, self.query.get("site"))
        return Visibility(at, site=site, paths=SitePaths(site, scope.sites), scope=scope)

    def is_followed(self, site: Site) -> bool:
        """Tell whether the client shows that it knew the site before its home page was restricted."""
        return False

    def _at(self, request: Request) -> datetime.datetime:
        """Return the instant to show the site at. A preview token puts drafts in place until the response is built."""
        now, as_of = timezone.now(), self.query.get(AS_OF.name)
        token = request.headers.get(PREVIEW_HEADER)
        if token is None and as_of is not None:
            raise InvalidParameters(
                [ParameterError(AS_OF.name, "needs_token", f"as_of needs a {PREVIEW_HEADER} header.")]
            )
        if as_of is not None and as_of < now:
            raise InvalidParameters([ParameterError(AS_OF.name, "out_of_range", "as_of must not be in the past.")])
        if token is not None:
            forbid_storing()
            # Also where there are no drafts to show: a token that opens nothing must not get what looks like a preview.
            preview = requested_preview(request, token, source=PREVIEW_HEADER)
            if not self.has_perspectives:
                return now
            try:
                self.while_responding.enter_context(perspective(preview, as_of))
            except TooManyDrafts as error:
                detail = f"There are more than {MAXIMUM_DRAFTS} drafts that this editor may see."
                raise InvalidParameters([ParameterError(PREVIEW_HEADER, "too_large", detail)]) from error
        return as_of or now

    def finalize_response(self, request: Request, response: Any, *arguments: Any, **options: Any) -> Response:
        finished = super().finalize_response(request, response, *arguments, **options)
        if PREVIEW_HEADER in request.headers:
            keep_private(finished)
            patch_vary_headers(finished, [PREVIEW_HEADER])
        return finished
