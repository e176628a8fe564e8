"""Brings pictures and other files into the libraries of images and documents, each content once."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import unquote

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from arrivals.records.file import ArrivingFile
from arrivals.safety.downloads import DownloadError, download
from arrivals.writing.addresses import path_of
from arrivals.writing.fitting import shortened
from arrivals.writing.ledger import Ledger
from pages.editor.document_form import LONGEST_FILE_NAME
from pages.images.upload_form import PictureField

_PIECE = 1024**2


class FileRefused(Exception):
    """A file was not brought in. The message is a sentence that says why."""


class Library:
    """The libraries, as one import fills them.

    ``undescribed_are_decorative`` is whether a picture without an alternative text is marked as decorative, which lets
    pages that show it be published. Without ``may_download``, files that are not in the source are refused.
    """

    def __init__(self, ledger: Ledger, *, undescribed_are_decorative: bool = False, may_download: bool = True) -> None:
        self._ledger = ledger
        self._undescribed_are_decorative = undescribed_are_decorative
        self._may_download = may_download
        #: What could not be brought in, so that it is not tried for each page that shows it.
        self._refused: dict[str, str] = {}

    def at(self, address: str) -> Any:
        """Return the image or document for an address, which is brought in if it has not been yet.

        Raise ``FileRefused``.
        """
        known = self._ledger.at(address)
        if known is not None:
            return known
        key = f"file:{hashlib.sha256(address.encode()).hexdigest()}"
        return self.bring(ArrivingFile(key=key, address=address))

    def bring(self, file: ArrivingFile) -> Any:
        """Return the image or document made of a file, or that has the same content. Raise ``FileRefused``."""
        known = self._ledger.object(file.key)
        if known is not None:
            return known
        if refused := self._refused.get(file.address):
            raise FileRefused(refused)
        try:
            with self._content(file) as content:
                made = self._image(file, content) if filetype.is_image(content) else self._document(file, content)
        except (DownloadError, FileRefused) as error:
            self._refused[file.address] = str(error)
            raise FileRefused(str(error)) from error
        arrival = self._ledger.remember(file.key, made)
        self._ledger.claim(arrival, [file.address, *file.old_addresses])
        return made

    def _content(self, file: ArrivingFile) -> BinaryIO:
        if file.open is not None:
            return file.open()
        if not self._may_download:
            raise FileRefused("Files from other sites are not downloaded here.")
        return download(file.address)

    def _image(self, file: ArrivingFile, content: BinaryIO) -> Any:
        model = get_image_model()
        same = model.objects.filter(file_hash=_hash_of(content)).first()
        if same is not None:
            return same
        content.seek(0)
        name = PurePosixPath(_name(file)).with_suffix(f".{filetype.guess_extension(content)}").name
        content.seek(0)
        try:
            with _uploaded(content, name) as file_to_check:
                PictureField().clean(file_to_check)
        except ValidationError as error:
            raise FileRefused(" ".join(error.messages)) from error
        content.seek(0)
        text = (file.alternative_text or "").strip()
        image = model(
            title=shortened(file.title or PurePosixPath(name).stem, 255),
            alt=shortened(text, 255),
            decorative=not text and self._undescribed_are_decorative,
            caption=shortened(file.caption, 500),
            credit=shortened(file.credit, 255),
            file=File(content, name=name),
        )
        image.save()
        return image

    def _document(self, file: ArrivingFile, content: BinaryIO) -> Any:
        model = get_document_model()
        same = model.objects.filter(file_hash=_hash_of(content)).first()
        if same is not None:
            return same
        name = _name(file)
        ending = PurePosixPath(name).suffix.lower()
        if ending.removeprefix(".") not in settings.WAGTAILDOCS_EXTENSIONS:
            taken = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
            raise FileRefused(f"Files of this kind ({ending or 'without an ending'}) are not taken, only {taken}.")
        content.seek(0)
        document = model(title=shortened(file.title or name, 255), file=File(content, name=name))
        document.save()
        return document


def _hash_of(content: BinaryIO) -> str:
    """Return the hash that Wagtail stores of a file."""
    content.seek(0)
    digest = hashlib.sha1(usedforsecurity=False)
    while piece := content.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _name(file: ArrivingFile) -> str:
    name = file.name or unquote(PurePosixPath(path_of(file.address).partition("?")[0]).name) or "file"
    path = PurePosixPath(name.replace("\\", "/").replace("\0", ""))
    return path.stem[: LONGEST_FILE_NAME - len(path.suffix)] + path.suffix


@contextmanager
def _uploaded(content: BinaryIO, name: str) -> Iterator[File]:
    """Give a copy of content as the check of uploads expects it: with its size."""
    content.seek(0)
    with tempfile.SpooledTemporaryFile(_PIECE) as copy:
        shutil.copyfileobj(content, copy, _PIECE)
        file = File(copy, name=name)
        file.size = copy.tell()
        copy.seek(0)
        yield file
