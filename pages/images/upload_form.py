"""The form for uploading images."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """An upload field that reports a damaged image as a validation error."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise ``ValidationError`` for an image with too many pixels, or one that cannot be decoded."""
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:
            # Wagtail decodes the whole image to measure it, and Pillow can raise almost any exception on a damaged one.
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class ImageForm(BaseImageForm):
    """The base of Wagtail's image form (``WAGTAILIMAGES_IMAGE_FORM_BASE``), which reports damaged images as errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail sets the class of this field itself, and a declared field would also appear in forms without it.
            given = self.fields["file"]
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)
