"""The endpoint of a path: one of a small number of names, however many paths there are."""

import functools

from api.formats.links import API_PATH

#: The first segments of the paths that the CMS has, apart from those of pages.
ROOTS = frozenset(
    {
        *(
            "admin",
            "calendar",
            "documents",
            "feeds",
            "images",
            "llms.txt",
            "media",
            "previews",
            "robots.txt",
            "sitemap.xml",
            "static",
        ),
        *("healthz", "livez", "metrics", "readyz", "_util"),
    }
)


@functools.lru_cache(maxsize=4096)
def endpoint_of(path: str) -> str:
    """Return the endpoint of a path.

    It is ``/api/v2/pages/`` for a list, ``/api/v2/pages/*`` for what is below it, the first segment elsewhere
    (``/admin/``), and ``/*`` for pages and whatever does not exist.
    """
    if path.startswith(API_PATH):
        name, _, rest = path.removeprefix(API_PATH).partition("/")
        if name and name not in _api_names():
            return f"{API_PATH}?"
        return f"{API_PATH}{name}/*" if rest else f"{API_PATH}{name}/" if name else API_PATH
    first = path.partition("/")[2].partition("/")[0]
    return f"/{first}/" if first in ROOTS else "/*"


@functools.cache
def _api_names() -> frozenset[str]:
    # The URLs can be imported only once all applications are.
    from api.urls import urlpatterns

    return frozenset(str(pattern.pattern).partition("/")[0] for pattern in urlpatterns)
