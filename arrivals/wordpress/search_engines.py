"""What plugins for search engines keep about a post: Yoast SEO and Rank Math."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from arrivals.wordpress.attachments import Attachments
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.plain_names import plain_name

#: Custom fields in order of precedence.
_TITLES = ("_yoast_wpseo_title", "rank_math_title")
_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description")
_CANONICAL = ("_yoast_wpseo_canonical", "rank_math_canonical_url")
_PICTURES = ("_yoast_wpseo_opengraph-image", "rank_math_facebook_image")
_PICTURE_NUMBERS = ("_yoast_wpseo_opengraph-image-id", "rank_math_facebook_image_id")
_VARIABLE = re.compile(r"%%([\w-]+)%%|%([a-z][a-z_]*)(?:\([^)%]*\))?%")
#: What separates the title of a page from that of the site.
_SEPARATORS = "-\u2013\u2014:\u00b7\u2022*\u22c6|~\u00ab\u00bb<>/\u203a\u2039 "


@dataclass(frozen=True)
class SearchEngineFields:
    """The fields of ``ArrivingPage`` that are for search engines and social networks."""

    search_title: str
    search_description: str
    canonical_url: str
    noindex: bool
    social_image: str


def search_engine_fields(
    item: ExportedItem, variables: Mapping[str, str], site_title: str, attachments: Attachments
) -> SearchEngineFields:
    """Return what plugins keep about a post.

    ``variables`` are the values of the variables that are known; others are empty, as they are in WordPress. What the
    page says anyway, its own title and address, is left away.
    """
    title = _without_site(_filled(item, _TITLES, variables), site_title)
    canonical = _first(item, _CANONICAL)
    pictures = (attachments.address_of(item.number(name)) for name in _PICTURE_NUMBERS)
    return SearchEngineFields(
        search_title="" if title == plain_name(item.title) else title,
        search_description=_filled(item, _DESCRIPTIONS, variables),
        canonical_url="" if canonical.rstrip("/") == item.link.rstrip("/") else canonical,
        noindex=item.meta("_yoast_wpseo_meta-robots-noindex") == "1" or '"noindex"' in item.meta("rank_math_robots"),
        social_image=next(filter(None, pictures), "") or attachments.whole_address(_first(item, _PICTURES)),
    )


def _first(item: ExportedItem, names: tuple[str, ...]) -> str:
    return next(filter(None, map(item.meta, names)), "")


def _filled(item: ExportedItem, names: tuple[str, ...], variables: Mapping[str, str]) -> str:
    for name in names:
        if not (text := item.meta(name)):
            continue
        is_yoast = name.startswith("_yoast")

        def value(found: re.Match[str], is_yoast: bool = is_yoast) -> str:
            if is_yoast != (found[1] is not None):
                return found[0]
            return variables.get((found[1] or found[2]).lower(), "")

        return plain_name(_VARIABLE.sub(value, text)).strip(_SEPARATORS)
    return ""


def _without_site(title: str, site_title: str) -> str:
    """Return a title without the one of the site after it, which frontends add themselves."""
    if site_title and title.endswith(site_title):
        before = title.removesuffix(site_title)
        if before.rstrip(_SEPARATORS) != before.rstrip() or not before:
            return before.rstrip(_SEPARATORS)
    return title
