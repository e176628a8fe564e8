"""The paths at which a frontend serves pages as Markdown."""

from api.formats.links import API_PATH

#: The path of the endpoint, whose one format is Markdown.
MARKDOWN_PATH = f"{API_PATH}markdown/"
SUFFIX = ".md"
#: The root has no name of its own.
ROOT = "/index"


def markdown_path(html_path: str) -> str:
    """Return the path of a page as Markdown: ``/posts/a-post.md`` for ``/posts/a-post/``, ``/index.md`` for ``/``."""
    return (html_path.rstrip("/") or ROOT) + SUFFIX


def page_path(path: str) -> str:
    """Return the path of the page that a path of ``markdown_path`` is about. Others stay as they are."""
    located = path.partition("?")[0]
    if not located.endswith(SUFFIX):
        return path
    name = located.removesuffix(SUFFIX)
    return "/" if name == ROOT else f"{name}/"
