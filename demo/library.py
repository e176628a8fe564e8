"""The images and documents of the demo content, in a separate collection."""

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection

from demo.documents import DOCUMENTS
from demo.pictures import FOLDER, PICTURES
from pages.models import Image

COLLECTION = "Demo content"


class Library:
    """Returns demo images and documents by key, and creates those that are missing.

    They are identified by the collection ``COLLECTION``, which separates them from editors' uploads, and their title.
    """

    def __init__(self) -> None:
        root = Collection.get_first_root_node()
        self._collection = root.get_children().filter(name=COLLECTION).first()
        if self._collection is None:
            self._collection = root.add_child(name=COLLECTION)
        self._made: list[Any] = []

    def image(self, key: str) -> Image:
        """Return the image for a key of ``PICTURES``, and create it if it is missing."""
        picture = PICTURES[key]

        def make() -> Image:
            name = f"{key}.webp"
            file = ContentFile((FOLDER / name).read_bytes(), name)
            fields = {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit}
            image = Image(title=picture.title, collection=self._collection, file=file, **fields)
            if picture.focus:
                left, top, right, bottom = picture.focus
                image.focal_point_x = round((left + right) / 2 * image.width)
                image.focal_point_y = round((top + bottom) / 2 * image.height)
                image.focal_point_width = round((right - left) * image.width)
                image.focal_point_height = round((bottom - top) * image.height)
            return image

        return self._found_or_made(Image, picture.title, make)

    def document(self, key: str) -> Document:
        """Return the document for a key of ``DOCUMENTS``, and create it if it is missing."""
        document = DOCUMENTS[key]

        def make() -> Document:
            file = ContentFile(document.content(), document.filename)
            return Document(title=document.title, collection=self._collection, file=file)

        return self._found_or_made(Document, document.title, make)

    def discard_files(self) -> None:
        """Delete the files created so far, after the caller's transaction with their rows was rolled back."""
        for item in self._made:
            item.file.delete(save=False)

    def _found_or_made(self, model: Any, title: str, make: Callable[[], Any]) -> Any:
        item = model.objects.filter(collection=self._collection, title=title).first()
        if item is None:
            item = make()
            item.save()
            self._made.append(item)
        return item
