"""What an editor says of a link to a draft."""

import datetime
from typing import Any

from django import forms

from pages.previews.share_link import ShareLink

#: How long a link can last, with what editors call it.
LIFETIMES = [(24, "1 day"), (72, "3 days"), (168, "7 days"), (336, "14 days")]


class ShareLinkForm(forms.Form):
    """How long the link lasts, and what it is for. ``cleaned_data["lifetime"]`` is a ``timedelta``."""

    lifetime = forms.TypedChoiceField(
        label="How long it works",
        choices=LIFETIMES,
        coerce=lambda hours: datetime.timedelta(hours=int(hours)),
        initial=int(ShareLink.USUAL_LIFETIME.total_seconds() // 3600),
    )
    note = forms.CharField(
        label="Note",
        max_length=255,
        required=False,
        help_text="For you and the other editors: whom it is for, and why.",
    )

    def clean_note(self) -> Any:
        return self.cleaned_data["note"].strip()
