"""The image model, with the texts that editors write and the data that is computed from the file."""

import hashlib
import logging
import os.path
from contextlib import suppress
from functools import partial
from io import BytesIO
from typing import Any, ClassVar

from django.conf import settings
from django.core.files import File
from django.db import DatabaseError, IntegrityError, models, transaction
from PIL import UnidentifiedImageError
from taggit.managers import TaggableManager
from wagtail.images import models as wagtail_images
from wagtail.search import index

from pages.fields.texts import Text
from pages.images.animation import is_animated
from pages.images.durable import sync
from pages.images.placeholders import placeholders, upright_size
from pages.images.places import place
from pages.images.renditions import PublicFilter
from pages.images.sizes import TooLarge, too_large
from pages.uploads.paths import unguessable_path

logger = logging.getLogger(__name__)

FOCAL_AREA = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
RENDITION_IDENTITY = ("image", "filter_spec", "focal_point_key")
DERIVED_FROM_FILE = ("width", "height", "file_size", "file_hash", "animated", "dominant_color", "placeholder")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class UprightImageFieldFile(wagtail_images.WagtailImageFieldFile):
    """An image file whose dimensions take the rotation in its EXIF data into account."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height in pixels. Raise ``OSError`` if the file is not an image."""
        close = self.close if self.closed else partial(self.seek, 0)
        try:
            self.open()
            return upright_size(self)
        except (UnidentifiedImageError, SyntaxError, ValueError):
            # Pillow does not support SVG, but Wagtail can read its size.
            return super().get_image_dimensions()
        finally:
            close()


class UprightImageField(wagtail_images.WagtailImageField):
    """An image field with correct width and height for photographs taken with the camera turned."""

    attr_class = UprightImageFieldFile


class Image(wagtail_images.AbstractImage):
    """An image with its alternative text, caption and credit."""

    file = UprightImageField(upload_to=wagtail_images.get_upload_to, width_field="width", height_field="height")
    description = models.CharField(
        "note", max_length=255, blank=True, default="", help_text="Helps editors find the image in the library."
    )
    alt = models.CharField(
        "alternative text", max_length=255, blank=True, help_text="Describe the image for people who cannot see it."
    )
    decorative = models.BooleanField(
        "decorative", default=False, help_text="Tick this if people who cannot see the image miss nothing."
    )
    caption = models.CharField(
        max_length=500, blank=True, help_text="Shown below the image, unless a page has its own caption for it."
    )
    credit = models.CharField(
        max_length=255, blank=True, help_text="Who made the image or owns the rights, as it should be printed."
    )
    animated = models.BooleanField("animated", default=False, editable=False)  # renditions show the first frame
    dominant_color = models.CharField("main color", max_length=7, blank=True, editable=False)  # '#rrggbb'
    placeholder = models.TextField(blank=True, editable=False)  # a data URI

    # Both equal the fields of AbstractImage except for the reverse names, which clash with Wagtail's own Image.
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

    #: The texts that search covers, besides the title.
    texts: ClassVar[tuple[Text, ...]] = (Text("alt"), Text("caption"))

    #: The alternative text of one use of the image, which Wagtail's templates read from the image.
    contextual_alt_text: str | None = None
    _described_file: str | None = None

    class Meta(wagtail_images.AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"
        permissions = [("choose_image", "Can choose image")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # AbstractImage.__init__ sets `decorative` to False, which would override the column of that name.
        super(wagtail_images.AbstractImage, self).__init__(*args, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> "Image":
        """Load the image and remember which file its row describes."""
        image = super().from_db(db, field_names, values)
        if "file" not in image.get_deferred_fields():
            image._described_file = image.file.name
        return image

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the image. If the file is new, compute the derived fields and delete the old renditions."""
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
        """Set the fields derived from the file's content; they stay blank if the file cannot be read."""
        self.file_size, self.file_hash, self.dominant_color, self.placeholder = None, "", "", ""
        self.animated = False
        try:
            self._set_image_file_metadata()
            with self.open_file() as stream:
                self.animated = is_animated(stream)
                self.dominant_color, self.placeholder = placeholders(stream)
        except Exception:
            # Pillow can raise almost any exception for a damaged image; an upload must not fail for lack of a
            # placeholder.
            logger.warning("The file of image %r cannot be read.", self.title, exc_info=True)

    def get_upload_to(self, filename: str) -> str:
        """Return the storage path of the original. The path cannot be guessed from the file name."""
        return unguessable_path(super().get_upload_to(filename))

    def generate_rendition_file(self, filter: wagtail_images.Filter, *, source: Any = None) -> Any:
        """Create the file of a rendition in memory. Camera metadata is always removed."""
        public = PublicFilter(filter.spec)
        # Pillow writes to a temporary file, as Wagtail would give it, without looking if all of it was written: on a
        # full disk, the end of the picture would be missing, and nobody would know.
        generated = public.run(self, BytesIO(), source=source)
        stem, _ = os.path.splitext(os.path.basename(self.file.name))
        parts = (public.get_cache_key(self), public.spec.replace("|", "."))
        ending = f".{'.'.join(parts)}{wagtail_images.IMAGE_FORMAT_EXTENSIONS[generated.format_name]}"
        return File(generated.f, name=stem[: max(1, 60 - len(ending))] + ending)

    def create_rendition(self, filter: wagtail_images.Filter) -> "Rendition":
        """Create, store and return a rendition, or return the one that another request stored in the meantime."""
        identity = {"filter_spec": filter.spec, "focal_point_key": filter.get_cache_key(self)}
        with place(PublicFilter(filter.spec).decoded_pixels(self)):
            # Another request may have made it while this one waited.
            if made := self.renditions.filter(**identity).first():
                return made
            if too_large(self.width, self.height):
                raise TooLarge(f"{self.width} by {self.height} pixels")
            try:
                picture = self.generate_rendition_file(filter)
            except Exception as error:
                # Of any class, for a damaged file. This one the admin takes for a broken image, and not for a fault.
                raise wagtail_images.SourceImageIOError(f"{type(error).__name__}: {error}") from error
        try:
            width, height = upright_size(picture)
            stored = Rendition(image=self, **identity).store(picture)
        finally:
            picture.close()
        rendition = Rendition(image=self, file=stored, width=width, height=height, **identity)
        try:
            with transaction.atomic():
                rendition.save(force_insert=True)
        except DatabaseError as error:
            rendition.file.delete(save=False)
            if not isinstance(error, IntegrityError):
                raise
            return self.renditions.get(**identity)
        return rendition

    @property
    def default_alt_text(self) -> str:
        """The alternative text for uses that define none; empty for a decorative image."""
        return "" if self.decorative else self.alt

    @property
    def focal_point(self) -> dict[str, float] | None:
        """The center of the focal area as fractions of width (`x`) and height (`y`), or ``None`` if there is none."""
        area = self.get_focal_point()
        if area is None or not self.width or not self.height:
            return None
        fractions = {"x": area.centroid_x / self.width, "y": area.centroid_y / self.height}
        return {axis: round(min(max(fraction, 0.0), 1.0), 4) for axis, fraction in fractions.items()}

    @property
    def file_version(self) -> str:
        """Eight hexadecimal digits that change with the content of the file."""
        # Every upload gets a random path, so the path can replace a missing content hash.
        return _digest(self.file_hash or self.file.name)

    @property
    def version(self) -> str:
        """At most 16 hexadecimal digits that change with the file or the focal area; they are part of image URLs."""
        if not self.has_focal_point():
            return self.file_version
        # Rounded down as in the database: `set_focal_point` leaves fractions on the instance.
        return self.file_version + _digest(str([int(getattr(self, name)) for name in FOCAL_AREA]))


class Rendition(wagtail_images.AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(Image, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        verbose_name = "rendition"
        verbose_name_plural = "renditions"
        constraints = [models.UniqueConstraint(fields=RENDITION_IDENTITY, name="unique_rendition")]

    def store(self, picture: Any) -> str:
        """Write the file of the rendition to the storage as a whole, and return its path there.

        A file that cannot be written, as on a full disk, is removed. Only afterwards is there a row that names it, so
        that nothing ever serves a part of a file.
        """
        storage, path = self.file.storage, self.file.field.generate_filename(self, picture.name)
        try:
            stored: str = storage.save(path, picture)
            sync(storage, stored)
        except Exception:
            with suppress(Exception):
                storage.delete(path)
            raise
        return stored

    def get_upload_to(self, filename: str) -> str:
        """Return the storage path of the file. The path cannot be guessed, because the image may be private."""
        return unguessable_path(super().get_upload_to(filename))
