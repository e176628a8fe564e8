"""Tries to read uploaded files as strangers would, without credentials."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import botocore
import urllib3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from urllib3.exceptions import HTTPError

from pages.uploads.bucket import PrivateBucket
from pages.uploads.paths import DOCUMENTS, ORIGINALS, RENDITIONS

#: Seconds that a server has for its answer, and to accept a connection.
PATIENCE = urllib3.Timeout(connect=3, read=5)
FOLDERS = (DOCUMENTS, ORIGINALS, RENDITIONS)


class Leak(NamedTuple):
    """A file that anybody can read: its folder, and the address at which it was read."""

    folder: str
    url: str


def leaks() -> Iterator[Leak]:
    """Write a file into each folder of the uploads, and yield those that can be read without credentials.

    In a bucket, one of the other files of each folder is tried, too: access can be given to single files. Raise
    ``OSError`` or an error of the storage if the files cannot be written; an address that does not respond is no leak.
    """
    storage = storages["default"]
    for folder in FOLDERS:
        name = storage.save(f"{folder}/{secrets.token_urlsafe(16)}/check.txt", ContentFile(b"check"))
        try:
            found = {name, *(_some(storage, folder) if isinstance(storage, PrivateBucket) else ())}
            urls = [url for each in sorted(found) for url in _addresses(storage, each)]
            if url := next(filter(_is_readable, urls), None):
                yield Leak(folder, url)
        finally:
            with suppress(OSError, ClientError, BotoCoreError):
                storage.delete(name)


def _some(storage: PrivateBucket, folder: str) -> list[str]:
    listed = storage.connection.meta.client.list_objects_v2(
        Bucket=storage.bucket_name, Prefix=storage._normalize_name(f"{folder}/"), MaxKeys=2
    )
    return [entry["Key"] for entry in listed.get("Contents", ())]


def _addresses(storage: Storage, name: str) -> Iterator[str]:
    """Yield every address at which a stranger might ask for a file."""
    # A web server before the CMS may serve the folder of uploads itself.
    yield f"{settings.CMS_BASE_URL}{storage.url(name)}"
    if isinstance(storage, PrivateBucket):
        client = storage._create_session().client(
            "s3",
            region_name=storage.region_name,
            endpoint_url=storage.endpoint_url,
            config=Config(signature_version=botocore.UNSIGNED),
        )
        yield client.generate_presigned_url("get_object", Params={"Bucket": storage.bucket_name, "Key": name})
        if domain := settings.MEDIA_BUCKET_CUSTOM_DOMAIN:
            yield f"https://{domain}/{name}"


def _is_readable(url: str) -> bool:
    try:
        # Without redirects: a page that asks for a login is none of our files.
        response = urllib3.request("GET", url, timeout=PATIENCE, retries=False, redirect=False, preload_content=False)
    except HTTPError:
        return False
    response.release_conn()
    return response.status in (200, 206)
