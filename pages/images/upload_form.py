"""The form that uploads a picture."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """An upload field that answers a damaged picture with a sentence."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise ValidationError for a picture with too many pixels, and for one that cannot be decoded."""
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:
            # Wagtail decodes the whole picture to measure it, and Pillow raises almost anything on a damaged one.
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class ImageForm(BaseImageForm):
    """Wagtail's image form, for WAGTAILIMAGES_IMAGE_FORM_BASE, which refuses damaged pictures politely."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail names the class of this field itself, and a declared field would also appear on forms without it.
            given = self.fields["file"]
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)
