"""Wagtail hooks that extend the editor. Importing a module registers its hooks."""

from pages.wagtail_hooks import lists, previews, publishing, scripts, series, urls

__all__ = ["lists", "previews", "publishing", "scripts", "series", "urls"]
