"""The forms of the pages about personal data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from pages.models import Person
from privacy.matching.spellings import TooShort
from privacy.rewriting.choice import Choice
from privacy.tracing.subject import NoSubject, Subject, find_subject, subject_of


class SubjectForm(forms.Form):
    """Whom a search is about: ``person``, or whoever has the name that is typed. ``subject`` is who that is."""

    name = forms.CharField(max_length=255, help_text="Of somebody who has no record, or no longer has one.")
    also = forms.CharField(
        label="Also look for",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One in each line: other spellings, such as the surname alone, e-mail addresses and web addresses.",
    )

    def __init__(self, *arguments: Any, person: Person | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.person = person
        self.subject: Subject | None = None
        if person is not None:
            del self.fields["name"]

    def clean_name(self) -> str:
        """Return the name. Raise ``ValidationError`` if it is an address."""
        name: str = self.cleaned_data["name"]
        if "@" in name or "://" in name:
            raise ValidationError(gettext("Type a name here, and addresses below."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        also = str(cleaned.get("also", "")).splitlines()
        try:
            if self.person is not None:
                self.subject = subject_of(self.person, also)
            elif cleaned.get("name"):
                self.subject = find_subject(cleaned["name"], also)
        except (NoSubject, TooShort) as error:
            raise ValidationError(str(error)) from error
        return cleaned


class ErasureForm(SubjectForm):
    """What becomes of the places at which a person is named, and the name once more."""

    TEXT, PERSON, NOTHING = "text", "person", "nothing"

    instead = forms.ChoiceField(
        label="In bylines, and wherever they are shown as a person",
        choices=[(TEXT, "Show a text"), (PERSON, "Show another person"), (NOTHING, "Show nobody: remove the byline")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(max_length=255, required=False, help_text="For example: A former contributor.")
    successor = forms.ModelChoiceField(Person.objects.all(), label="Another person", required=False)
    in_text = forms.BooleanField(label="Also replace the name in running texts, titles and captions", required=False)
    in_corrections = forms.BooleanField(label="Also replace the name in public corrections", required=False)
    confirmation = forms.CharField(max_length=255, label="Type the name to confirm")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        viewset: Any = Person.snippet_viewset
        self.fields["successor"].widget = viewset.chooser_viewset.widget_class()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        instead = cleaned.get("instead")
        if instead == self.TEXT and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Type the text that is shown."))
        if instead == self.PERSON and not cleaned.get("successor") and "successor" not in self.errors:
            self.add_error("successor", gettext("Choose a person."))
        typed = cleaned.get("confirmation")
        if typed and self.subject is not None and typed != self.subject.name:
            self.add_error("confirmation", gettext("This is not the name “%(name)s”.") % {"name": self.subject.name})
        return cleaned

    @property
    def choice(self) -> Choice:
        """What was chosen in a valid form."""
        chosen = self.cleaned_data
        return Choice(
            chosen["text"] if chosen["instead"] == self.TEXT else "",
            chosen["successor"] if chosen["instead"] == self.PERSON else None,
            chosen["in_text"],
            chosen["in_corrections"],
        )
