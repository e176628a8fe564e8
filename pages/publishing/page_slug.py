"""The slug of a page, made from its title."""

from typing import Any

from django.utils.text import slugify

from pages.fields.slugs import slug_from

#: The longest slug made from a title; a number may follow.
SLUG_LENGTH = 240


def page_slug(page: Any, title: str | None = None) -> str:
    """Return a slug from ``title``, or the page's own, or, if it has no letters, from the type of the page."""
    text = page.title if title is None else title
    return slug_from(text)[:SLUG_LENGTH].rstrip("-") or slugify(page.get_verbose_name())


def is_made_from(slug: str, title: str) -> bool:
    """Tell whether a browser made ``slug`` from ``title``, or nobody made one.

    Browsers leave out what they do not know: the vowel signs of some scripts, and whole emoji but not the space after.
    """
    return slug in ("", slugify(title, allow_unicode=True))
