"""Drafts on the frontend: previews of editors and links that they share."""

from pages.previews.mixin import FrontendPreviewMixin

__all__ = ["FrontendPreviewMixin"]
