"""Pages by their paths on their sites."""

from typing import Any

from wagtail.models import Page, Site


def path_of(page: Page) -> str:
    """Return the path of a page on its site, or ``""`` if no site serves it."""
    specific: Any = page.specific_deferred
    parts = specific.get_url_parts()
    return str(parts[2]) if parts else ""


def pages_at(path: str) -> list[Page]:
    """Return the pages of all sites that have a path, such as ``/posts/a-post/``; slashes around it do not count."""
    slug = path.strip("/").rpartition("/")[2]
    # The path of a home page is its language, or empty.
    homes = Site.objects.values("root_page__translation_key")
    candidates = Page.objects.filter(slug=slug) | Page.objects.filter(translation_key__in=homes)
    return [page for page in candidates.order_by("path") if path_of(page).strip("/") == path.strip("/")]
