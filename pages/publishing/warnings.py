"""What search engines ask of a page, and visitors of an event, and the page lacks. Advice: it stops nobody.

The API falls back from one field to another; what it has a fallback for is not missing. What stands against publishing
is said by the errors and not here again.
"""

import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone

from pages.fields.accessibility import ACCESS_FEATURES
from pages.fields.plain_text import plain_text
from pages.publishing.rules import PublishWarning
from pages.visibility.paths import SitePaths

#: Characters of a headline that Google shows of an article at most.
TITLE_LENGTH = 110
#: Characters that fit the one line of a title, and the two lines of a description, in a list of results on a wide
#: screen. Search engines measure the width, so these are close to it and not exact.
RESULT_TITLE_LENGTH = 60
RESULT_DESCRIPTION_LENGTH = 160


def page_warnings(page: Any) -> list[PublishWarning]:
    """Return what any page may lack: a picture, a description, a title and a description that are shown whole."""
    warnings = []
    if page.noindex:
        message = "Search engines do not show this page. Untick “Hide from search engines” if they should."
        warnings.append(PublishWarning("hidden", message, "noindex"))
    warnings += _image_warnings(page)
    if not (page.search_description or page.summary or any(map(plain_text, page.running_texts(headings=False)))):
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
    """Tell whether the site has an image for links to pages that have none."""
    root = SitePaths().root_of(page)
    if root is None:
        return False
    site_settings = apps.get_model("pages", "SiteSettings").objects.filter(site_id=root.site_id)
    return bool(site_settings.filter(social_image__isnull=False).exists())


def _result_warnings(page: Any) -> list[PublishWarning]:
    """Return what is written for search engines alone and longer than what they show."""
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


def event_warnings(event: Any) -> list[PublishWarning]:
    """Return what an event that is still to come lacks. Whoever edits one that is over, or cancelled, is left alone."""
    if event.status == event.Status.CANCELLED:
        return []
    event.derive_instants()
    if _is_over(event):
        if event.first_published_at is not None:
            return []
        return [PublishWarning("past", "It is over already. Check the date.", "start_date")]
    return [*_date_warnings(event), *_place_warnings(event), *_access_warnings(event)]


def _is_over(event: Any) -> bool:
    now = timezone.now()
    if event.status == event.Status.POSTPONED:
        return False
    if event.over_at is not None:
        return event.over_at <= now
    # Without its time or zone a draft has days only, and a day may last longer elsewhere.
    return event.last_date is not None and event.last_date < now.date() - datetime.timedelta(days=1)


def _date_warnings(event: Any) -> list[PublishWarning]:
    if event.start_date is None:
        if not event.date_note and event.status != event.Status.POSTPONED:
            return []  # an error
        message = "Write the date as soon as it is known: calendars and search engines leave out events without one."
        return [PublishWarning("undated", message, "start_date")]
    if event.has_end or event.end_date is not None or event.status == event.Status.POSTPONED:
        return []
    message = "Write when it ends: calendars and search results show it."
    return [PublishWarning("no_end", message, "end_time")]


def _place_warnings(event: Any) -> list[PublishWarning]:
    if event.attendance_mode == event.AttendanceMode.ONLINE or event.venue_street or event.venue_locality:
        return []
    if not event.venue_name:
        return []  # an error, or the note on the place says how people learn it
    message = "Write the street or at least the town: people and search engines look for events by place."
    return [PublishWarning("no_address", message, "venue_locality")]


def _access_warnings(event: Any) -> list[PublishWarning]:
    if event.venue_accessibility or any(getattr(event, f"access_{feature}") for feature in ACCESS_FEATURES):
        return []
    message = "Say what you know about accessibility: some people cannot come unless they know."
    return [PublishWarning("accessibility_unknown", message, "access_step_free")]


def about_warnings(about: Any) -> list[PublishWarning]:
    """Return what search engines show of an organisation, and the page about it lacks."""
    warnings = []
    record = about.organization
    if not about.logo_id and not (record and record.live and record.logo_id):
        message = "Choose a logo: search engines show it beside the name of the organisation."
        warnings.append(PublishWarning("no_logo", message, "logo"))
    if not any(contact.email or contact.phone or contact.url for contact in about.contact_points.all()):
        message = "Add a contact: search engines show people how to reach the organisation."
        warnings.append(PublishWarning("no_contact", message, relation="contact_points"))
    if not about.social_links.all():
        message = "Add a profile on social media: it tells search engines which organisation this is."
        warnings.append(PublishWarning("no_social_links", message, relation="social_links"))
    return warnings
