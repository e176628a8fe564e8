"""The form for uploading images."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.images.animation import is_animated

ANIMATED = (
    "This picture is animated, and the website would show only its first frame. Save that frame as a PNG or JPEG file, "
    "or put the animation on the page as a video."
)


class PictureField(WagtailImageField):
    """An upload field that reports a damaged image as a validation error, and says what to do about a refused one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats = self.supported_formats_text
        self.error_messages |= {
            "invalid_image_extension": (
                "Pictures in this format are not taken, because not every browser shows them. "
                f"Save it as a JPEG or PNG file and choose that one. The formats are {formats}."
            ),
            "invalid_image_known_format": (
                "The name of this file ends in .%(extension)s, but it is a picture of the format %(image_format)s. "
                "Give the file the ending of its format and choose it again."
            ),
        }

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise ``ValidationError`` for an image with too many pixels, or one that cannot be decoded."""
        try:
            super().check_image_pixel_size(f)
            longest, most = max(f.image.get_size()), settings.IMAGE_LONGEST_SIDE
        except ValidationError:
            raise
        except Exception as error:
            # Wagtail decodes the whole image to measure it, and Pillow can raise almost any exception on a damaged one.
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        if longest > most:
            message = f"This picture is {longest} pixels long; the longest side may have {most} pixels."
            raise ValidationError(message, code="side_too_long")

    def to_python(self, data: Any) -> Any:
        """Return the uploaded image. Raise ``ValidationError`` if it is animated: only one frame would be shown."""
        try:
            file = super().to_python(data)
        except ValidationError as refused:
            # Wagtail knows no animated PNG and AVIF.
            if refused.code == "invalid_image" and _is_animated(data):
                raise ValidationError(ANIMATED, code="animated_image") from refused
            raise
        if file is not None and is_animated(file):
            raise ValidationError(ANIMATED, code="animated_image")
        return file


def _is_animated(file: Any) -> bool:
    # Pillow can raise almost any exception on a damaged image.
    with suppress(Exception):
        return is_animated(file)
    return False


class ImageForm(BaseImageForm):
    """The base of Wagtail's image form (``WAGTAILIMAGES_IMAGE_FORM_BASE``), which reports damaged images as errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail sets the class of this field itself, and a declared field would also appear in forms without it.
            given = self.fields["file"]
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)
