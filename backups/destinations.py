"""Where backups are kept: a folder of this machine, or a bucket of an S3 service."""

import os
import shutil
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from backups.manifest import BackupError

_TEMPORARY = "unfinished-"
_A_DAY = 24 * 60 * 60  # seconds


class Destination(ABC):
    """Files under names such as ``20261128T103000000000Z/manifest.json``. Each is there as a whole, or not at all.

    Every method raises ``BackupError`` if the place cannot be used.
    """

    #: The address, as it was given.
    address: str

    @abstractmethod
    def names(self, beginning: str) -> set[str]:
        """Return the names of all files that begin with a text, such as ``files/``."""

    @abstractmethod
    def put(self, source: Path, name: str) -> None:
        """Keep a file of this machine, which may be moved away, under a name."""

    @abstractmethod
    def get(self, name: str, target: Path) -> None:
        """Write a file to a new path on this machine. Raise ``FileNotFoundError`` if it is not there."""

    @abstractmethod
    def delete(self, names: Iterable[str]) -> None:
        """Delete files."""

    @abstractmethod
    def parent(self) -> "tuple[Destination, str]":
        """Return the place above this one, and the name of this one in it."""

    def local(self, name: str) -> Path | None:
        """Return the path of a file if it is on this machine already."""
        return None

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Yield a folder of this machine from which ``put`` moves files; it is removed in the end."""
        with scratch() as folder:
            yield folder


class Folder(Destination):
    """A folder, which is made by the first backup."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.address = str(self.path)

    def names(self, beginning: str) -> set[str]:
        folder, _, start = beginning.rpartition("/")
        found = (path for top in (self.path / folder).glob(f"{start}*") for path in (top, *top.rglob("*")))
        return {path.relative_to(self.path).as_posix() for path in found if path.is_file()}

    def put(self, source: Path, name: str) -> None:
        target = self.path / name
        with self._told():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # From the folder beside it, in one step.
            os.replace(source, target)

    def get(self, name: str, target: Path) -> None:
        shutil.copyfile(self.path / name, target)

    def delete(self, names: Iterable[str]) -> None:
        folders = set()
        with self._told():
            for name in names:
                (self.path / name).unlink(missing_ok=True)
                folders.add((self.path / name).parent)
        for folder in folders - {self.path}:
            # What is not empty stays.
            with suppress(OSError):
                folder.rmdir()

    def parent(self) -> tuple[Destination, str]:
        return Folder(self.path.parent), self.path.name

    def local(self, name: str) -> Path | None:
        return self.path / name

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        # On the same disk, so that nothing is copied twice.
        with _temporary(self.path) as folder:
            yield folder

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise BackupError(f"The backup cannot be written to {self.address}: {error.strerror}.") from error


class Bucket(Destination):
    """A bucket, or what is below a prefix of it. The access key is found as every S3 client finds it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.address = address.rstrip("/")
        self.bucket, self.prefix = parts.netloc, parts.path.strip("/")
        if not self.bucket or parts.query or parts.fragment:
            raise BackupError("The address of a bucket must be like s3://bucket/folder.")
        self._client: Any = None

    @property
    def client(self) -> Any:
        if self._client is None:
            # Only here: it takes tens of megabytes.
            import boto3

            self._client = boto3.client(
                "s3",
                endpoint_url=settings.BACKUP_BUCKET_ENDPOINT_URL or None,
                region_name=settings.BACKUP_BUCKET_REGION or None,
            )
        return self._client

    def names(self, beginning: str) -> set[str]:
        above = f"{self.prefix}/" if self.prefix else ""
        with self._told():
            listed = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=above + beginning)
            return {entry["Key"].removeprefix(above) for page in listed for entry in page.get("Contents", ())}

    def put(self, source: Path, name: str) -> None:
        with self._told():
            self.client.upload_file(str(source), self.bucket, self._key(name))
        source.unlink()

    def get(self, name: str, target: Path) -> None:
        with self._told(name):
            self.client.download_file(self.bucket, self._key(name), str(target))

    def delete(self, names: Iterable[str]) -> None:
        with self._told():
            for name in names:
                # One by one, since not every service deletes several.
                self.client.delete_object(Bucket=self.bucket, Key=self._key(name))

    def parent(self) -> tuple[Destination, str]:
        above, _, name = self.prefix.rpartition("/")
        return Bucket(f"s3://{self.bucket}/{above}"), name

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name

    @contextmanager
    def _told(self, name: str = "") -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (ClientError, BotoCoreError, Boto3Error) as error:
            status = getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode")
            if name and status == 404:
                raise FileNotFoundError(2, "No such file", f"{self.address}/{name}") from error
            raise BackupError(f"{self.address} cannot be used: {error}") from error


def at(address: str) -> Destination:
    """Return the place at an address: a path, or ``s3://bucket/folder``."""
    if address.startswith("s3://"):
        return Bucket(address)
    if "://" in address:
        raise BackupError("Backups go to a folder, or to a bucket such as s3://bucket/folder.")
    return Folder(Path(address))


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder beside the data of this installation, which has room for it; it is removed in the end."""
    with _temporary(Path(settings.DATA_DIR)) as folder:
        yield folder


@contextmanager
def _temporary(above: Path) -> Iterator[Path]:
    try:
        above.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Those of processes that were killed.
        for left in above.glob(f"{_TEMPORARY}*"):
            if time.time() - left.stat().st_mtime > _A_DAY:
                shutil.rmtree(left, ignore_errors=True)
        made = tempfile.mkdtemp(prefix=_TEMPORARY, dir=above)
    except OSError as error:
        raise BackupError(f"The backup cannot be written to {above}: {error.strerror}.") from error
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
