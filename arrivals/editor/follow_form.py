"""The form that takes the address of a calendar to follow."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from arrivals.editor.access import may_import_below
from arrivals.following.addresses import followable
from arrivals.models import FollowedCalendar
from pages.models import EventPage
from pages.network.requests import RequestRefused


class FollowForm(forms.ModelForm):
    """The address of a calendar, the page below which its events go, and how often it is read."""

    below = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label="Events go below",
        widget=AdminPageChooser,
        help_text="They are drafts there, in the language of this page.",
    )

    class Meta:
        model = FollowedCalendar
        fields = ("address", "below", "every_hours")
        labels = {"every_hours": "Read every … hours"}
        help_texts = {
            "address": "It usually ends in .ics. Calendars call it the iCal address, or the one to subscribe to."
        }
        error_messages = {"address": {"unique": "This calendar is followed already."}}

    def __init__(self, *arguments: Any, user: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._user = user

    def clean_address(self) -> str:
        """Return the address. Raise ``ValidationError`` if it cannot be followed."""
        try:
            return followable(self.cleaned_data["address"])
        except RequestRefused as error:
            raise ValidationError(str(error)) from error

    def clean_below(self) -> Page:
        """Return the page. Raise ``ValidationError`` if no event can go there, or none of this user."""
        below: Page = self.cleaned_data["below"]
        if not may_import_below(self._user, below) or not EventPage.can_create_at(below.specific):
            raise ValidationError("You cannot add events below this page.")
        return below
