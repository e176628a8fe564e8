"""The private bucket of an S3 service that holds the uploaded files."""

import datetime
from urllib.parse import urljoin

from botocore.exceptions import ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from pages.uploads.paths import DOCUMENTS, unguessable_path


class PrivateBucket(S3Storage):
    """A bucket from which nobody but the CMS reads: each file has an address of the CMS, as in the folder of uploads.

    The access key comes from the variables and files that every S3 client reads, not from settings.
    """

    def url(
        self, name: str, parameters: object = None, expire: int | None = None, http_method: str | None = None
    ) -> str:
        """Return the address at which the CMS serves a file to those who may read it."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name) or "")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a path for a new file. That of a document gets a random directory; pictures have one already."""
        folder, _, rest = name.partition("/")
        if folder == DOCUMENTS and "/" not in rest:
            name = unguessable_path(name)
        available: str = super().get_available_name(name, max_length)
        return available

    def get_modified_time(self, name: str) -> datetime.datetime:
        """Return when a file was written. Raise ``FileNotFoundError`` if there is none, as ``open`` does."""
        try:
            modified_at: datetime.datetime = super().get_modified_time(name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(f"File does not exist: {name}") from error
            raise
        return modified_at
