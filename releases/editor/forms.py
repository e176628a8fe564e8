"""The forms of the pages about releases."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from pages.fields.date_inputs import TypedInstantField
from pages.records.record import record_models
from releases.models import Release, ReleaseMember


class ReleaseForm(forms.ModelForm):
    """What a release is called, and a note."""

    class Meta:
        model = Release
        fields = ("title", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class AddForm(forms.Form):
    """A page, or a record of any kind, and what becomes of it. ``cleaned_data["contents"]`` are those chosen."""

    page = forms.ModelChoiceField(Page.objects.filter(depth__gt=1), required=False, widget=AdminPageChooser)
    outcome = forms.ChoiceField(label="With the release", choices=ReleaseMember.Action.choices)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        outcome = self.fields.pop("outcome")
        for model in record_models():
            widget = model.snippet_viewset.chooser_viewset.widget_class()
            label = str(model._meta.verbose_name).capitalize()
            records = model._default_manager.all()
            self.fields[f"record_{model._meta.model_name}"] = forms.ModelChoiceField(
                records, label=label, required=False, widget=widget
            )
        self.fields["outcome"] = outcome

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [cleaned[name] for name in self.fields if name != "outcome" and cleaned.get(name)]
        cleaned["contents"] = [content.specific if isinstance(content, Page) else content for content in chosen]
        if not chosen and not self.errors:
            raise ValidationError("Choose a page or a record first.")
        return cleaned


class ScheduleForm(forms.Form):
    """When a release goes live."""

    goes_live_at = TypedInstantField(label="Goes live")

    def clean_goes_live_at(self) -> Any:
        """Return the instant. Raise ``ValidationError`` if it has passed."""
        at = self.cleaned_data["goes_live_at"]
        if at <= timezone.now():
            raise ValidationError("This has passed. Choose a later time, or publish the release now.")
        return at


class ChooseForm(forms.Form):
    """A release to which something is added: an open one, or a new one. ``cleaned_data["release"]`` may be unsaved."""

    release = forms.ModelChoiceField(
        Release.objects.filter(status__in=Release.OPEN), required=False, empty_label="A new release"
    )
    title = forms.CharField(label="Name of the new release", max_length=255, required=False)
    outcome = forms.ChoiceField(label="With the release", choices=ReleaseMember.Action.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("release"):
            if not cleaned.get("title"):
                self.add_error("title", "Write a name, or choose a release above.")
            cleaned["release"] = Release(title=cleaned.get("title", ""))
        return cleaned
