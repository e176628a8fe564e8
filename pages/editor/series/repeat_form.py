"""The form that says on which days an event is repeated."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pages.fields.date_inputs import TypedDateField
from pages.fields.typed_date import read_date
from pages.models import EventPage
from pages.series.recurrence import MOST_DATES, WEEKDAYS, Frequency, Recurrence, dates_of, too_many
from pages.series.typed_rule import LONGEST_RULE, read_rule, written_rule

#: What the rule is not followed for: days that are typed one by one.
BY_HAND = "by_hand"
#: The rule is typed, as calendars write it.
TYPED_RULE = "typed_rule"


class RepeatForm(forms.Form):
    """A rule, or days typed by hand, and what the new dates take along.

    ``cleaned_data["days"]`` are the days in order, ``cleaned_data["rule"]`` the rule as RFC 5545 has it, or ``""``.
    """

    series = forms.CharField(
        label="Name of the series", max_length=255, help_text="What all dates are part of: “Tuesday meetings”."
    )
    frequency = forms.ChoiceField(
        label="How often",
        choices=[
            *Frequency.choices,
            (TYPED_RULE, "By a rule as calendars write it"),
            (BY_HAND, "On the days that I type below"),
        ],
        initial=Frequency.WEEKLY,
    )
    interval = forms.IntegerField(
        label="Every how many",
        min_value=1,
        max_value=99,
        initial=1,
        help_text="2 is every second day, week, month or year.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    weekdays = forms.MultipleChoiceField(
        label="On these weekdays",
        choices=list(WEEKDAYS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a weekly rule. Without any, it is the weekday of this event.",
    )
    typed_rule = forms.CharField(
        label="Rule as calendars write it",
        required=False,
        max_length=LONGEST_RULE,
        help_text="Such as FREQ=MONTHLY;BYDAY=1TU,3TU for the first and the third Tuesday (RFC 5545). A COUNT or UNTIL "
        "in it takes the place of the two fields below.",
    )
    count = forms.IntegerField(
        label="How many dates",
        min_value=1,
        max_value=MOST_DATES,
        required=False,
        initial=10,
        help_text="With this one. Leave empty if you enter a last day.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    until = TypedDateField(label="Last day", required=False)
    further_days = forms.CharField(
        label="Further days",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One day per line, such as June 16, 2030, in addition to those of the rule.",
    )
    take_speakers = forms.BooleanField(
        label="The speakers speak on the new dates, too",
        required=False,
        help_text="Tick this only if they have agreed to all of them. Hosts are always taken along.",
    )

    def __init__(self, event: EventPage, first: datetime.date, *arguments: Any, **options: Any) -> None:
        """Make the form for an event and its first day, from which a rule is counted."""
        super().__init__(*arguments, **options)
        self.first = first
        self.fields["series"].initial = event.series.name if event.series else event.title
        self.fields["series"].disabled = event.series is not None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        days = self._typed_days()
        if given["frequency"] == TYPED_RULE:
            given["rule"], found = self._typed_rule(given)
            days |= found
        elif given["frequency"] != BY_HAND:
            rule = self._rule(given)
            given["rule"], days = rule.rule, days | set(rule.dates())
        elif not days:
            self.add_error("further_days", "Enter at least one day, or choose a rule.")
        if len(days) > MOST_DATES:
            raise too_many()
        given["days"] = sorted(days)
        return given

    def _typed_rule(self, given: dict[str, Any]) -> tuple[str, set[datetime.date]]:
        """Return the rule that was typed, with its end, and its days; none if it is wrong, which the form then says."""
        try:
            parts = read_rule(given["typed_rule"])
            if not {"COUNT", "UNTIL"} & parts.keys():
                self._check_end(given)
                parts |= (
                    {"COUNT": str(given["count"])} if given["until"] is None else {"UNTIL": f"{given['until']:%Y%m%d}"}
                )
            rule = written_rule(parts)
            return rule, set(dates_of(rule, self.first))
        except ValidationError as error:
            # An end that is missing concerns the whole form.
            self.add_error("typed_rule" if error.code else None, error)
            return "", set()

    @staticmethod
    def _check_end(given: dict[str, Any]) -> None:
        if given["count"] is None and given["until"] is None:
            raise ValidationError("Enter how many dates there are, or the last day.")
        if given["count"] is not None and given["until"] is not None:
            raise ValidationError("Enter how many dates there are or the last day, not both.")

    def _rule(self, given: dict[str, Any]) -> Recurrence:
        self._check_end(given)
        weekdays = given["weekdays"] if given["frequency"] == Frequency.WEEKLY else ()
        return Recurrence(
            self.first,
            Frequency(given["frequency"]),
            given["interval"],
            weekdays,
            given["count"],
            given["until"],
        )

    def _typed_days(self) -> set[datetime.date]:
        days = set()
        for line in self.cleaned_data["further_days"].splitlines():
            if not line.strip():
                continue
            try:
                days.add(read_date(line))
            except ValidationError as error:
                self.add_error("further_days", f"{line.strip()}: {' '.join(error.messages)}")
        return days
