"""Advice on what a page lacks for search engines, and an event for its visitors. It does not block publishing.

A field for which the API has a fallback value does not count as missing. Warnings do not repeat what the errors report.
"""

import datetime
import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from pages.blocks.texts import read_texts
from pages.fields.accessibility import ACCESS_FEATURES
from pages.publishing.record_rules import planned_instant
from pages.publishing.rules import PublishWarning
from pages.visibility.paths import SitePaths
from pages.visibility.site_day import day_at

#: The maximum number of characters that Google shows of an article's headline.
TITLE_LENGTH = 110
#: The number of characters that fit on the one line of a title, and on the two lines of a description, in search
#: results on a wide screen. Search engines measure the width, so the numbers are approximate.
RESULT_TITLE_LENGTH = 60
RESULT_DESCRIPTION_LENGTH = 160
#: The number of days between the date of a post and its publication from which on the date is probably forgotten.
DAYS_APART = 31

_MEMBERS_IN_TEXT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[,.\s]\d{3})+|\d+) (?:[a-z-]+ ){0,2}members?\b", re.IGNORECASE)
_FOUNDING_IN_TEXT = re.compile(r"\b(?:founded|established|formed|created) in (\d{4})\b", re.IGNORECASE)


def page_warnings(page: Any) -> list[PublishWarning]:
    """Return the warnings that apply to any page: about its image, its description and the length of its title."""
    warnings = []
    if page.noindex:
        message = "Search engines do not show this page. Untick “Hide from search engines” if they should."
        warnings.append(PublishWarning("hidden", message, "noindex"))
    warnings += _image_warnings(page)
    if not (page.search_description or page.summary or any(page.running_texts(headings=False))):
        message = "Write a summary: search results and shared links show it below the title."
        warnings.append(PublishWarning("no_description", message, "summary"))
    if len(page.title) > TITLE_LENGTH:
        length = len(page.title)
        message = f"Shorten the title: it has {length} characters, and search engines cut it after {TITLE_LENGTH}."
        warnings.append(PublishWarning("long_title", message, "title"))
    return warnings if page.noindex else warnings + _result_warnings(page)


def _image_warnings(page: Any) -> list[PublishWarning]:
    if page.feature_image_id or page.social_image_id:
        return []
    if page.pictured_in_results and not page.noindex:
        message = "Choose a main image: search results and shared links show it."
    elif _site_has_image(page):
        return []
    else:
        message = "Choose a main image: shared links show it."
    return [PublishWarning("no_image", message, "feature_image")]


def _site_has_image(page: Any) -> bool:
    """Tell whether the site has a default image for shared links."""
    root = SitePaths().root_of(page)
    if root is None:
        return False
    site_settings = apps.get_model("pages", "SiteSettings").objects.filter(site_id=root.site_id)
    return bool(site_settings.filter(social_image__isnull=False).exists())


def _result_warnings(page: Any) -> list[PublishWarning]:
    """Return a warning for each text for search engines that is longer than what they show."""
    warnings = []
    for field, code, name, shown in (
        ("seo_title", "long_result_title", "title", RESULT_TITLE_LENGTH),
        ("search_description", "long_result_description", "description", RESULT_DESCRIPTION_LENGTH),
    ):
        length = len(getattr(page, field))
        if length > shown:
            message = f"Shorten the {name} for search engines: it has {length} characters, and they show about {shown}."
            warnings.append(PublishWarning(code, message, field))
    return warnings


def post_warnings(post: Any) -> list[PublishWarning]:
    """Return a warning if the date of a post that an editor chose is to come, or far from that of its publication."""
    if post.published_on is None:
        return []
    today, day = day_at(post), day_at(post, post.first_published_at or planned_instant(post))
    instead = "Leave the date empty to show the day of publication."
    if post.published_on > max(today, day):
        message = f"The date shown, {date_format(post.published_on, 'j F Y')}, is still to come. {instead}"
        return [PublishWarning("date_to_come", message, "published_on")]
    apart = abs((post.published_on - day).days)
    if apart > DAYS_APART:
        shown = date_format(post.published_on, "j F Y")
        message = f"The date shown, {shown}, is {apart} days away from the publication of the post. {instead}"
        return [PublishWarning("date_far_away", message, "published_on")]
    return []


def event_warnings(event: Any) -> list[PublishWarning]:
    """Return the warnings about an event that is not over.

    A published past event has none, and a canceled one only those about its translations.
    """
    event.derive_instants()
    if event.status == event.Status.CANCELLED:
        return [] if _is_over(event) else _translation_warnings(event)
    if _is_over(event):
        if event.first_published_at is not None:
            return []
        return [PublishWarning("past", "The event is already over. Check the date.", "start_date")]
    return [
        *_date_warnings(event),
        *_place_warnings(event),
        *_access_warnings(event),
        *_translation_warnings(event),
    ]


#: What all languages of an event have in common: how to call it, its columns, and the field that an editor sees.
_SHARED_FACTS = (
    ("another date or time", ("starts_at", "ends_at", "all_day", "time_zone"), "start_date"),
    ("another status", ("status",), "status"),
    ("another way to take part", ("attendance_mode",), "attendance_mode"),
    ("another place", ("venue_street", "venue_postal_code", "venue_country"), "venue_street"),
    ("another address to join", ("online_url",), "online_url"),
)


def _translation_warnings(event: Any) -> list[PublishWarning]:
    """Return a warning for each fact that differs in a public translation: visitors would read two truths."""
    if not settings.WAGTAIL_I18N_ENABLED:
        return []
    live = type(event)._default_manager.filter(translation_key=event.translation_key, live=True)
    warnings = []
    for other in live.exclude(pk=event.pk).select_related("locale"):
        for fact, columns, field in _SHARED_FACTS:
            if any(getattr(event, column) != getattr(other, column) for column in columns):
                language = other.locale.get_display_name()
                message = f"The version in {language} has {fact}. If it changed for everybody, change it there, too."
                warnings.append(PublishWarning("translation_differs", message, field))
    return warnings


def _is_over(event: Any) -> bool:
    now = timezone.now()
    if event.status == event.Status.POSTPONED:
        return False
    if event.over_at is not None:
        return event.over_at <= now
    # Without time or zone a draft has only dates, and a day may end later in another zone.
    return event.last_date is not None and event.last_date < day_at(event, now) - datetime.timedelta(days=1)


def _date_warnings(event: Any) -> list[PublishWarning]:
    if event.start_date is None:
        if not event.date_note and event.status != event.Status.POSTPONED:
            return []  # an error
        message = "Enter the date as soon as it is known: calendars and search engines leave out events without one."
        return [PublishWarning("undated", message, "start_date")]
    if event.has_end or event.end_date is not None or event.status == event.Status.POSTPONED:
        return []
    message = "Enter when it ends: calendars and search results show it."
    return [PublishWarning("no_end", message, "end_time")]


def _place_warnings(event: Any) -> list[PublishWarning]:
    if event.attendance_mode == event.AttendanceMode.ONLINE or event.venue_street or event.venue_locality:
        return []
    if not event.venue_name:
        return []  # either an error, or the note on the place explains it
    message = "Enter the street or at least the town: people and search engines look for events by place."
    return [PublishWarning("no_address", message, "venue_locality")]


def _access_warnings(event: Any) -> list[PublishWarning]:
    if event.venue_accessibility or any(getattr(event, f"access_{feature}") for feature in ACCESS_FEATURES):
        return []
    message = "Say what you know about accessibility: some people need it to decide whether they can come."
    return [PublishWarning("accessibility_unknown", message, "access_step_free")]


def about_warnings(about: Any) -> list[PublishWarning]:
    """Return a warning for each item that search engines show of an organization and that is missing on its page."""
    warnings = []
    record = about.organization
    if not about.logo_id and not (record and record.live and record.logo_id):
        message = "Choose a logo: search engines show it beside the name of the organization."
        warnings.append(PublishWarning("no_logo", message, "logo"))
    if not any(contact.email or contact.phone or contact.url for contact in about.contact_points.all()):
        message = "Add a contact: search engines show people how to reach the organization."
        warnings.append(PublishWarning("no_contact", message, relation="contact_points"))
    if not about.social_links.all():
        message = "Add a profile on social media: it tells search engines which organization this is."
        warnings.append(PublishWarning("no_social_links", message, relation="social_links"))
    return [*warnings, *_stale_numbers(about)]


def _stale_numbers(about: Any) -> list[PublishWarning]:
    """Return a warning for each number in a text that differs from the field which holds that number."""
    warnings = []
    members = about.member_count if about.member_count is not None else about.members.count()
    text = " ".join(read_texts(about, about.texts))
    for code, field, current, pattern in (
        ("other_member_count", "member_count", members, _MEMBERS_IN_TEXT),
        ("other_founding_year", "founded_year", about.founded_year, _FOUNDING_IN_TEXT),
    ):
        stated = {int(re.sub(r"[,.\s]", "", number)) for number in pattern.findall(text)}
        for number in sorted(stated - {current}) if current else ():
            message = f"A text says {number}, and this field says {current}. Correct one of the two."
            if field == "member_count" and about.member_count is None:
                message = f"A text says {number} members, and {current} are listed. Correct one of the two."
            warnings.append(PublishWarning(code, message, field, subject=number))
    return warnings
