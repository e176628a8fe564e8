"""What posts, pages and events have in common."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from arrivals.records.page import Publicity
from arrivals.wordpress.addresses import old_addresses
from arrivals.wordpress.dates import instant, local_time
from arrivals.wordpress.export import ExportedItem
from arrivals.wordpress.plain_names import plain_name, plain_slug, plain_summary
from arrivals.wordpress.search_engines import search_engine_fields
from arrivals.wordpress.stored_text.text import Texts
from arrivals.wordpress.survey import Survey

_PUBLICITIES = {
    "publish": Publicity.PUBLIC,
    "future": Publicity.SCHEDULED,
    "private": Publicity.RESTRICTED,
    "draft": Publicity.DRAFT,
    "pending": Publicity.DRAFT,
    "inherit": Publicity.DRAFT,
}


@dataclass(frozen=True)
class Reading:
    """What is needed to make records of posts: the survey, the texts, and the zone of the site's clock."""

    survey: Survey
    texts: Texts
    zone: ZoneInfo


def page_key(post_type: str, number: int) -> str:
    """Return the key of a post, page or event."""
    return f"{post_type}:{number}"


def page_fields(item: ExportedItem, reading: Reading, *, opens: bool = False) -> dict[str, Any]:
    """Return the fields of ``ArrivingPage`` for a post. With ``opens``, they include its opening, ``intro``."""
    survey = reading.survey
    text = reading.texts.read(item, opens=opens)
    summary = plain_summary(item.excerpt)
    search = search_engine_fields(item, _variables(item, summary, survey), survey.site.title, survey.attachments)
    publicity = Publicity.RESTRICTED if item.password else _PUBLICITIES.get(item.status, Publicity.DRAFT)
    thumbnail = item.number("_thumbnail_id")
    feature_image = survey.attachments.address_of(thumbnail)
    notes = [*_notes(item), *text.notes]
    if thumbnail and not feature_image:
        # The page about the picture, by which another file of the same export may have brought it in.
        feature_image = survey.site.url(f"?attachment_id={thumbnail}")
        notes.append(
            "Its main picture is not in this file: it is found if the file with the media was imported before."
        )
    return {
        "key": page_key(item.post_type, item.id),
        "notes": tuple(notes),
        "title": plain_name(item.title),
        "slug": plain_slug(item.slug),
        "summary": summary,
        "html": text.html,
        "address": item.link or survey.site.url(f"?p={item.id}"),
        "old_addresses": old_addresses(item, survey.site),
        "publicity": publicity,
        "published_at": None if publicity is Publicity.DRAFT else instant(item.date, item.date_gmt, reading.zone),
        "feature_image": feature_image,
        "search_title": search.search_title,
        "search_description": search.search_description,
        "canonical_url": search.canonical_url,
        "noindex": search.noindex,
        "social_image": search.social_image,
        **({"intro": text.opening} if opens else {}),
    }


def _notes(item: ExportedItem) -> list[str]:
    notes = []
    if item.password:
        notes.append("It was protected by a password.")
    if item.status == "private":
        notes.append("It was private: only editors could read it.")
    elif item.status == "pending":
        notes.append("It was waiting for a review.")
    elif item.status not in _PUBLICITIES:
        notes.append(f"Its status was “{item.status[:50]}”, which a plugin defines: it is a draft.")
    return notes


def _variables(item: ExportedItem, summary: str, survey: Survey) -> dict[str, str]:
    """Return the values of the variables that plugins for search engines put into titles and descriptions."""
    title, site = plain_name(item.title), survey.site.title
    categories = survey.topics.names_of(item)
    date = local_time(item.date)
    tags = ", ".join(survey.topics.tags_of(item))
    author = survey.people.names_of(item)
    return {
        **dict.fromkeys(("title", "seo_title"), title),
        **dict.fromkeys(("sitename", "sitetitle", "org_name"), site),
        **dict.fromkeys(("sep", "separator"), "-"),
        **dict.fromkeys(("excerpt", "excerpt_only", "seo_description"), summary),
        **dict.fromkeys(("category", "categories"), ", ".join(categories)),
        "primary_category": categories[0] if categories else "",
        **dict.fromkeys(("tag", "tags"), tags),
        **dict.fromkeys(("name", "post_author"), author),
        **dict.fromkeys(
            ("focuskw", "focus_keyword"), item.meta("_yoast_wpseo_focuskw") or item.meta("rank_math_focus_keyword")
        ),
        "date": f"{date:%B} {date.day}, {date.year}" if date else "",
        "post_year": f"{date.year}" if date else "",
        "id": f"{item.id}",
    }
