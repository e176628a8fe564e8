"""The form for a new link to a draft."""

import datetime
from typing import Any

from django import forms

from pages.previews.share_link import ShareLink

#: The lifetimes that an editor can choose, in hours, with their labels.
LIFETIMES = [(24, "1 day"), (72, "3 days"), (168, "7 days"), (336, "14 days")]


class ShareLinkForm(forms.Form):
    """The lifetime and the note of a new link. ``cleaned_data["lifetime"]`` is a ``timedelta``."""

    lifetime = forms.TypedChoiceField(
        label="Valid for",
        choices=LIFETIMES,
        coerce=lambda hours: datetime.timedelta(hours=int(hours)),
        initial=int(ShareLink.USUAL_LIFETIME.total_seconds() // 3600),
    )
    note = forms.CharField(
        label="Note",
        max_length=255,
        required=False,
        help_text="For you and other editors: who the link is for, and why.",
    )

    def clean_note(self) -> Any:
        return self.cleaned_data["note"].strip()
