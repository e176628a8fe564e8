"""The URL patterns of our own views in the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from pages.editor.alternative_text import alternative_text
from pages.editor.calendar.views import CalendarView, change_address
from pages.editor.pasted import convert_pasted
from pages.editor.series.views import RepeatView, SeriesDatesView
from pages.editor.session_state import session_state
from pages.editor.typed_dates import read_event, read_typed
from pages.previews.share_link_views import revoke_link, share_draft


@hooks.register("register_admin_urls")
def calendar_urls() -> list[URLPattern]:
    """Return the URL patterns of the calendar."""
    return [
        path("calendar/", CalendarView.as_view(), name="pages_calendar"),
        path("calendar/address/", change_address, name="pages_calendar_address"),
    ]


@hooks.register("register_admin_urls")
def typed_date_urls() -> list[URLPattern]:
    """Return the URL patterns of the views that say what is understood from a typed date."""
    return [
        path("dates/read/", read_typed, name="pages_read_typed"),
        path("dates/read-event/", read_event, name="pages_read_event"),
    ]


@hooks.register("register_admin_urls")
def series_urls() -> list[URLPattern]:
    """Return the URL patterns of the pages about series of events."""
    return [
        path("events/<int:page_id>/repeat/", RepeatView.as_view(), name="pages_repeat_event"),
        path("events/<int:page_id>/dates/", SeriesDatesView.as_view(), name="pages_series_dates"),
    ]


@hooks.register("register_admin_urls")
def editor_urls() -> list[URLPattern]:
    """Return the URL patterns of the views that the editor's scripts call."""
    return [
        path("session/", session_state, name="pages_session_state"),
        path("images/<int:image_id>/alternative-text/", alternative_text, name="pages_alternative_text"),
        path("pasted/", convert_pasted, name="pages_convert_pasted"),
    ]


@hooks.register("register_admin_urls")
def share_link_urls() -> list[URLPattern]:
    """Return the URL patterns of the views that share drafts."""
    return [
        path("pages/<int:page_id>/share/", share_draft, name="pages_share_draft"),
        path("pages/share/<int:link_id>/revoke/", revoke_link, name="pages_revoke_share_link"),
    ]
