"""The routes of the API."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from api.views.change_stream import ChangeStreamView
from api.views.changes import ChangesView
from api.views.docs import DocsView
from api.views.index import IndexView
from api.views.markdown import MarkdownView
from api.views.media import (
    DocumentDetailView,
    DocumentFindView,
    DocumentListView,
    ImageDetailView,
    ImageFindView,
    ImageListView,
)
from api.views.not_found import NotFoundView
from api.views.organization import OrganizationView
from api.views.page_lists import PageListView
from api.views.page_types import page_type_patterns
from api.views.pages import PageDetailView, PageFindView
from api.views.preview import PagePreviewView, PreviewView
from api.views.records import record_patterns
from api.views.redirects import RedirectDetailView, RedirectFindView, RedirectListView
from api.views.resolve import ResolveView
from api.views.schema import SchemaView
from api.views.site import SiteDetailView
from api.views.terms import TagListView, TopicListView
from api.views.urls import UrlListView


class KeyConverter(StringConverter):
    """A primary key: up to 18 digits, which fit any database's integers."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        return int(value)


register_converter(KeyConverter, "key")

app_name = "api"

urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("pages/", PageListView.as_view(), name="pages"),
    path("pages/find/", PageFindView.as_view()),
    path("pages/<key:key>/", PageDetailView.as_view()),
    *page_type_patterns(),
    path("organization/", OrganizationView.as_view(), name="organization"),
    *record_patterns(),
    path("topics/", TopicListView.as_view(), name="topics"),
    path("tags/", TagListView.as_view(), name="tags"),
    path("images/", ImageListView.as_view(), name="images"),
    path("images/find/", ImageFindView.as_view()),
    path("images/<key:key>/", ImageDetailView.as_view()),
    path("documents/", DocumentListView.as_view(), name="documents"),
    path("documents/find/", DocumentFindView.as_view()),
    path("documents/<key:key>/", DocumentDetailView.as_view()),
    path("redirects/", RedirectListView.as_view(), name="redirects"),
    path("redirects/find/", RedirectFindView.as_view()),
    path("redirects/<key:key>/", RedirectDetailView.as_view()),
    path("resolve/", ResolveView.as_view(), name="resolve"),
    path("markdown/", MarkdownView.as_view(), name="markdown"),
    path("site/", SiteDetailView.as_view(), name="site"),
    path("urls/", UrlListView.as_view(), name="urls"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("changes/stream/", ChangeStreamView.as_view(), name="changes_stream"),
    path("preview/", PreviewView.as_view(), name="preview"),
    path("page_preview/<key:key>/", PagePreviewView.as_view()),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    # Only with a final slash: without one, CommonMiddleware redirects to the URL that has it.
    re_path(r"^(?:.*/)?$", NotFoundView.as_view()),
]
