"""The images of the library: what an editor says about a picture, and what is worked out from its file."""

import hashlib
import logging
import os.path
import secrets
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from PIL import UnidentifiedImageError
from taggit.managers import TaggableManager
from wagtail.images import models as wagtail_images
from wagtail.search import index

from pages.fields.texts import Text
from pages.images.placeholders import placeholders, upright_size
from pages.images.renditions import PublicFilter

logger = logging.getLogger(__name__)

FOCAL_AREA = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
RENDITION_IDENTITY = ("image", "filter_spec", "focal_point_key")
DERIVED_FROM_FILE = ("width", "height", "file_size", "file_hash", "dominant_color", "placeholder")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def unguessable_path(path: str) -> str:
    """Return the path with a random directory before its last part, cut to 95 characters if it is longer."""
    folder, name = os.path.split(path)
    folder = os.path.join(folder, secrets.token_urlsafe(16))
    stem, extension = os.path.splitext(name)
    # The column holds 100 characters, and a storage may add a few to a name that is taken.
    return os.path.join(folder, stem[: max(1, 94 - len(folder) - len(extension))] + extension)


class UprightImageFieldFile(wagtail_images.WagtailImageFieldFile):
    """Measures a picture as it is shown, after the rotation that its EXIF data asks for."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height in pixels; raises OSError if the file is no picture."""
        close = self.close if self.closed else partial(self.seek, 0)
        try:
            self.open()
            return upright_size(self)
        except (UnidentifiedImageError, SyntaxError, ValueError):
            # An SVG, which Pillow does not know, has a size all the same.
            return super().get_image_dimensions()
        finally:
            close()


class UprightImageField(wagtail_images.WagtailImageField):
    """An image field whose width and height are right for photographs taken with the camera turned."""

    attr_class = UprightImageFieldFile


class Image(wagtail_images.AbstractImage):
    """A picture with the texts that go with it."""

    file = UprightImageField(upload_to=wagtail_images.get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        "note", max_length=255, blank=True, default="", help_text="Helps to find the picture in this library."
    )
    alt = models.CharField(
        "alternative text", max_length=255, blank=True, help_text="What it shows, for people who cannot see it."
    )
    decorative = models.BooleanField(
        "only decoration", default=False, help_text="Tick this if nothing is lost when the picture is not seen."
    )
    caption = models.CharField(
        max_length=500, blank=True, help_text="Shown below the picture, unless a page gives another caption."
    )
    credit = models.CharField(
        max_length=255, blank=True, help_text="Who made the picture or owns the rights, as it should be printed."
    )
    dominant_color = models.CharField("main colour", max_length=7, blank=True, editable=False)  # '#rrggbb'
    placeholder = models.TextField(blank=True, editable=False)  # a data URI

    # Both are as in AbstractImage but for their reverse names, which clash with those of Wagtail's own Image.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_images",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(help_text=None, blank=True, related_name="tagged_images")

    admin_form_fields = (
        *("title", "file", "alt", "decorative", "caption", "credit", "description", "collection", "tags"),
        *FOCAL_AREA,
    )
    search_fields = [
        *wagtail_images.AbstractImage.search_fields,
        *(index.SearchField(name) for name in ("alt", "caption", "credit")),
    ]

    #: The texts by which the picture is found, beside its title.
    texts: ClassVar[tuple[Text, ...]] = (Text("alt"), Text("caption"))

    #: What the use of the picture says of it, where Wagtail asks the picture.
    contextual_alt_text: str | None = None
    _described_file: str | None = None

    class Meta(wagtail_images.AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"
        permissions = [("choose_image", "Can choose image")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # AbstractImage.__init__ sets `decorative` to False, which would hide the column of that name.
        super(wagtail_images.AbstractImage, self).__init__(*args, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> "Image":
        """Remember which file the row describes."""
        image = super().from_db(db, field_names, values)
        if "file" not in image.get_deferred_fields():
            image._described_file = image.file.name
        return image

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; when the file is a new one, work out what follows from it and drop the old renditions."""
        update_fields = kwargs.get("update_fields")
        described = self._file_is_new() and (update_fields is None or "file" in update_fields)
        replaced = described and not self._state.adding
        if described:
            self._describe_file()
            if update_fields is not None:
                kwargs["update_fields"] = {*update_fields, *DERIVED_FROM_FILE}
        super().save(*args, **kwargs)
        if described:
            self._described_file = self.file.name
        if replaced:
            self.renditions.all().delete()

    def _file_is_new(self) -> bool:
        if "file" in self.get_deferred_fields() or not self.file:
            return False
        return not self.file._committed or self.file.name != self._described_file

    def _describe_file(self) -> None:
        """Set what follows from the file's content; what cannot be read from it stays blank."""
        self.file_size, self.file_hash, self.dominant_color, self.placeholder = None, "", "", ""
        try:
            self._set_image_file_metadata()
            with self.open_file() as stream:
                self.dominant_color, self.placeholder = placeholders(stream)
        except Exception:
            # Pillow raises almost anything on a damaged picture; an upload must not fail for want of a placeholder.
            logger.warning("The file of image %r cannot be read.", self.title, exc_info=True)

    def get_upload_to(self, filename: str) -> str:
        """Return where to store the original. Nobody who knows its name can guess that path."""
        return unguessable_path(super().get_upload_to(filename))

    def generate_rendition_file(self, filter: wagtail_images.Filter, *, source: Any = None) -> Any:
        """Make the picture of a rendition, without the camera's metadata whatever it is for."""
        return super().generate_rendition_file(PublicFilter(filter.spec), source=source)

    def create_rendition(self, filter: wagtail_images.Filter) -> "Rendition":
        """Make and store a rendition, or return the one that another request stored in the meantime."""
        identity = {"filter_spec": filter.spec, "focal_point_key": filter.get_cache_key(self)}
        picture = self.generate_rendition_file(filter)
        rendition = Rendition(image=self, file=picture, **identity)
        try:
            with transaction.atomic():
                rendition.save(force_insert=True)
        except IntegrityError:
            rendition.file.delete(save=False)
            return self.renditions.get(**identity)
        finally:
            picture.close()
        return rendition

    @property
    def default_alt_text(self) -> str:
        """The alternative text where the use of the picture gives none; empty for a decorative one."""
        return "" if self.decorative else self.alt

    @property
    def focal_point(self) -> dict[str, float] | None:
        """The centre of the focal area as fractions of width (`x`) and height (`y`), or None if none was chosen."""
        area = self.get_focal_point()
        if area is None or not self.width or not self.height:
            return None
        fractions = {"x": area.centroid_x / self.width, "y": area.centroid_y / self.height}
        return {axis: round(min(max(fraction, 0.0), 1.0), 4) for axis, fraction in fractions.items()}

    @property
    def file_version(self) -> str:
        """Eight hexadecimal digits that change with the content of the file."""
        # The stored path is random for every upload, so it stands in where the content was never hashed.
        return _digest(self.file_hash or self.file.name)

    @property
    def version(self) -> str:
        """Hexadecimal digits, at most 16, that change with the file or the focal area; what image URLs carry."""
        if not self.has_focal_point():
            return self.file_version
        # Whole numbers, as the columns hold them: `set_focal_point` leaves fractions on the instance.
        return self.file_version + _digest(str([int(getattr(self, name)) for name in FOCAL_AREA]))


class Rendition(wagtail_images.AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(Image, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        verbose_name = "rendition"
        verbose_name_plural = "renditions"
        constraints = [models.UniqueConstraint(fields=RENDITION_IDENTITY, name="unique_rendition")]

    def get_upload_to(self, filename: str) -> str:
        """Return where to store the file, under a path that nobody can guess: its image may be private."""
        return unguessable_path(super().get_upload_to(filename))
