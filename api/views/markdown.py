"""Pages as Markdown, and the list of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.request import Request
from wagtail.models import Page

from api.building.build import shown
from api.formats.links import API_PATH, absolute
from api.formats.markdown_paths import page_path
from api.markdown.page_document import document_fields, page_document
from api.markdown.site_guide import LISTED_FIELDS, SiteGuide, write_site_guide
from api.registry.page_types import registered_type, serializer_for
from api.requests.problems import InvalidParameters, ParameterError
from api.requests.selection import Selection
from api.schema.components import Components, Schema
from api.serializers.page import PageSerializer
from api.views.files import FileView
from api.views.pages import PageView
from api.views.resolve import PATH

MARKDOWN_TYPE = "text/markdown; charset=utf-8"
#: A browser shows it as it is.
GUIDE_TYPE = "text/plain; charset=utf-8"


class MarkdownView(FileView, PageView):
    """The page at a path as Markdown: title, facts, text and who takes part, with absolute links.

    The path is that of the page, or that of the page with .md in place of the final slash. Accept does not matter.
    """

    parameters = (
        replace(PATH, description="A path on the frontend: /posts/a-post/ or /posts/a-post.md; /index.md for /."),
    )
    media_types = ("text/markdown",)
    further_statuses = (404,)

    def response_schema(self, components: Components) -> Schema:
        return {"type": "string"}

    def get(self, request: Request) -> HttpResponse:
        """Return the document."""
        if PATH.name not in self.query:
            raise InvalidParameters([ParameterError(PATH.name, "missing", "markdown takes path.")])
        page = self.page_at(page_path(self.query[PATH.name]))
        model = registered_type(type(page)) if page is not None else None
        if page is None or model is None:
            raise Http404
        selection = Selection(dict.fromkeys(document_fields(model)))
        value = shown(self.build([(serializer_for(model), [page])], selection))
        document = page_document(page, model, value)
        # For search engines, the page itself is the original.
        headers = {"Link": f'<{value["meta"]["html_url"]}>; rel="canonical"'}
        return HttpResponse(document, content_type=MARKDOWN_TYPE, headers=headers)


class SiteGuideView(FileView, PageView):
    """``/llms.txt``: the pages of a site for language models, with links to them as Markdown."""

    parameters = ()

    def get(self, request: Request) -> HttpResponse:
        """Return the guide."""
        site = self.site
        selection = Selection(dict.fromkeys(LISTED_FIELDS))
        listed = [
            (group.title, self.pages_with(group.keys, group.models, selection))
            for group in SiteGuide(self.visibility).groups()
        ]
        values = self._values([page for _, pages in listed for page in pages], selection)
        groups = [(title, [values[page.pk] for page in pages if page.pk in values]) for title, pages in listed]
        home = values.get(site.root_page_id)
        guide = write_site_guide(
            site.site_name or site.hostname,
            home["listing"]["summary"] if home else "",
            site.root_url,
            absolute(API_PATH),
            [(title, pages) for title, pages in groups if pages],
        )
        return HttpResponse(guide, content_type=GUIDE_TYPE)

    def _values(self, pages: Sequence[Page], selection: Selection) -> dict[int, dict[str, Any]]:
        """Return the selected fields of pages of several types by their keys, without those that are broken."""
        kinds: dict[type[PageSerializer], list[Page]] = {}
        for page in pages:
            kinds.setdefault(serializer_for(page), []).append(page)
        built = self.build(list(kinds.items()), selection)
        ordered = [page for of_kind in kinds.values() for page in of_kind]
        return {page.pk: value for page, value in zip(ordered, built, strict=True) if value is not None}
