"""Posts."""

from api.views.pages import PageDetailView, PageFindView, PageListView
from pages.models import GuestBlogPost


class PostListView(PageListView):
    """Posts, newest first."""

    model = GuestBlogPost
    default_order = "-published_on"


class PostDetailView(PageDetailView):
    """One post by its id."""

    model = GuestBlogPost


class PostFindView(PageFindView):
    """One post by its path."""

    model = GuestBlogPost
