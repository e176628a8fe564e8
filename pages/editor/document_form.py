"""The form for uploading documents."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm

#: The longest name of a document. It is the name under which people download it, so nothing is cut from it: the
#: database takes 100 characters with the folder, and something is added where two have the same name.
LONGEST_FILE_NAME = 80
#: File systems count bytes, of which a letter can take four.
MOST_BYTES = 240


class DocumentForm(BaseDocumentForm):
    """The base of Wagtail's document form (``WAGTAILDOCS_DOCUMENT_FORM_BASE``), which cuts no names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # ``clean_file`` says it in its place.
            self.fields["file"].max_length = None

    def _post_clean(self) -> None:
        refused = list(self.errors.get("file", ()))
        super()._post_clean()
        if refused:
            # Wagtail goes on to check the ending of a file that is not there.
            self.errors["file"] = self.error_class(refused, renderer=self.renderer)

    def clean_file(self) -> Any:
        """Return the uploaded file. Raise ``ValidationError`` if its name is too long to be kept."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            name = self.instance.file.storage.get_valid_name(file.name)
            if len(name) > LONGEST_FILE_NAME or len(name.encode()) > MOST_BYTES:
                raise ValidationError(
                    f"The name of this file has {len(name)} characters; it may have {LONGEST_FILE_NAME}, and fewer in "
                    "some scripts. Give the file a shorter name and choose it again."
                )
        return file
