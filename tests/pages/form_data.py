"""The form data that the editor submits for pages that can be published."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

ZONE = "America/New_York"
PARTICIPANT = {"person": "", "organization": "", "name": "", "photo": ""}


def speaker(**fields):
    return {**PARTICIPANT, "role": "featured", "affiliation": "", "bio": rich_text(""), "talk_title": "", **fields}


def author(**fields):
    return {**PARTICIPANT, "role": "author", "byline": "", **fields}


def page_data(**fields):
    return {
        "title": "Briefing",
        "slug": "briefing",
        "subtitle": "",
        "summary": "",
        "intro": rich_text("<p>Come and listen.</p>"),
        "body": streamfield([]),
        "feature_image": "",
        "social_image": "",
        "canonical_url": "",
        "seo_title": "",
        "search_description": "",
        "tags": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
        "related_pages": inline_formset([]),
        **fields,
    }


def event_data(*, speakers=(), hosts=(), **fields):
    """Return the form data of an event that can be published; ``fields`` override it."""
    return nested_form_data(
        page_data(
            **{
                "status": "scheduled",
                "status_note": "",
                "start_date": "2030-06-14",
                "start_time": "13:00",
                "end_date": "",
                "end_time": "14:00",
                "start_occurrence": "",
                "end_occurrence": "",
                "time_zone": ZONE,
                "date_note": "",
                "attendance_mode": "in_person",
                "venue_name": "Town hall",
                "online_url": "",
                "rsvp_mode": "none",
                "rsvp_url": "",
                "rsvp_email": "",
                "rsvp_phone": "",
                "about": "",
                "speakers": inline_formset([speaker(confirmed="on", **row) for row in speakers]),
                "hosts": inline_formset([{**PARTICIPANT, "role": "host", "confirmed": "on", **row} for row in hosts]),
                **fields,
            }
        )
    )


def post_data(*, authors=({"name": "Amara Osei"},), **fields):
    """Return the form data of a post that can be published; ``fields`` override it."""
    return nested_form_data(
        page_data(
            **{
                "published_on": "2026-01-15",
                "updated_on": "",
                "disclaimer": "",
                "original_title": "",
                "original_url": "",
                "original_published_on": "",
                "authors": inline_formset([author(**row) for row in authors]),
                "corrections": inline_formset([]),
                **fields,
            }
        )
    )
