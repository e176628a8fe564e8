"""The form that takes a file to import."""

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from arrivals.sources.registry import advice_on, sources
from arrivals.sources.source import Source


class ImportForm(forms.Form):
    """A file, and what it is where its ending does not say so. ``cleaned_data["source"]`` is a ``Source``."""

    file = forms.FileField(label="File")
    source = forms.ChoiceField(
        label="What it is", required=False, help_text="Choose it if several systems write files with this ending."
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        named = [(source.name, f"{source.label} ({', '.join(source.suffixes)})") for source in sources().values()]
        field: Any = self.fields["source"]
        field.choices = [("", "What its ending says"), *named]
        endings = sorted({suffix for source in sources().values() for suffix in source.suffixes})
        self.fields["file"].widget.attrs["accept"] = ",".join(endings)
        most = filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        self.fields["file"].help_text = f"At most {most}; larger ones are imported on the server."

    def clean_file(self) -> Any:
        """Return the file. Raise ``ValidationError`` if it is too large."""
        file = self.cleaned_data["file"]
        most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        if file.size > most:
            message = f"This file has {filesizeformat(file.size)}; at most {filesizeformat(most)} are taken here."
            raise ValidationError(message)
        return file

    def clean(self) -> dict[str, Any]:
        """Find the source of the file. Raise ``ValidationError`` if there is none, or a choice of several."""
        cleaned = super().clean() or {}
        if file := cleaned.get("file"):
            cleaned["source"] = _source_of(file.name, cleaned.get("source", ""))
        return cleaned


def _source_of(file_name: str, chosen: str) -> Source:
    ending = PurePosixPath(file_name).suffix.lower()
    if chosen:
        source = sources()[chosen]
        if ending not in source.suffixes:
            message = f"A file of the kind “{source.label}” ends in {' or '.join(source.suffixes)}."
            raise ValidationError({"source": message})
        return source
    found = [source for source in sources().values() if ending in source.suffixes]
    if not found:
        known = ", ".join(sorted({suffix for source in sources().values() for suffix in source.suffixes}))
        advice = advice_on(ending) or f"Only files that end in {known} are."
        raise ValidationError({"file": f"Files that end in {ending or 'nothing'} are not read. {advice}"})
    if len(found) > 1:
        labels = " or ".join(f"“{source.label}”" for source in found)
        raise ValidationError({"source": f"Choose what it is: {labels}."})
    return found[0]
