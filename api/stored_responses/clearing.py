"""Clears the cache after the content was replaced."""

from django.core.cache import cache


def clear_cache() -> None:
    """Forget what was stored for the content of before, without what other programs keep in the same server."""
    delete_pattern = getattr(cache, "delete_pattern", None)
    if delete_pattern is not None:
        delete_pattern("*")
    else:
        cache.clear()
