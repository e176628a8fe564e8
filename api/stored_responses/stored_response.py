"""A finished response, with what it depends on."""

import datetime
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils.cache import patch_vary_headers

from api.http.preconditions import judge
from api.stored_responses.encodings import COMPRESSIONS, preferred_encoding
from api.stored_responses.log_position import LogPosition
from api.stored_responses.stored import Stored, checked
from api.tags.dependencies import Dependencies
from api.tags.headers import tag_headers

#: Headers that belong to the response to one request.
PER_REQUEST = frozenset({"content-length", "cache-control", "x-request-id"})
#: The headers of a request, by their names in WSGI (PEP 3333) and Django's ``META``: ``HTTP_ACCEPT_ENCODING``.
RequestHeaders = Mapping[str, Any]
#: Below this many bytes, compression gains nothing.
WORTH_COMPRESSING = 300


class RawResponse(NamedTuple):
    """A 200 or 304 response as a server sends it, or 412, which has no body yet.

    The headers are a copy that the caller may change.
    """

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class StoredResponse(Stored):
    """The bytes and headers of a 200 response."""

    body: bytes
    headers: dict[str, str]
    #: The hash of the body that goes into its ETags.
    digest: str
    #: The body in each encoding that was requested.
    encoded: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(
        cls, response: HttpResponse, dependencies: Dependencies, position: LogPosition, at: datetime.datetime
    ) -> "StoredResponse":
        """Return a response to store. It was built at the instant ``at``, after the log was at ``position``."""
        body = response.content
        patch_vary_headers(response, ["Accept-Encoding"])
        headers = {name: value for name, value in response.headers.items() if name.lower() not in PER_REQUEST}
        digest = hashlib.sha256(body)
        digest.update(headers.get("Content-Type", "").encode())
        return cls(
            body=body,
            # As Django would encode them for each response.
            headers=dict(ResponseHeaders(headers | tag_headers(dependencies.public)).items()),
            digest=digest.hexdigest()[:32],
            tags=frozenset(dependencies.tags),
            until=dependencies.until,
            **checked(position, at),
        )

    @property
    def size(self) -> int:
        """The approximate number of bytes in memory."""
        headers = sum(sys.getsizeof(name) + sys.getsizeof(value) for name, value in self.headers.items())
        return super().size + len(self.body) + sum(map(len, self.encoded.values())) + headers + 1500

    def respond(self, request: RequestHeaders) -> RawResponse:
        """Return 200 in an encoding that the request accepts, or 304 or 412 by its conditions.

        The caller adds the headers that depend on the moment, such as ``Cache-Control``.
        """
        encoding = self._encoding(request)
        status, matching = judge(request, [self._etag(encoding), *map(self._etag, (None, *COMPRESSIONS))])
        if status == 412:
            return RawResponse(412, {}, b"")
        if matching is not None:
            unchanged = {name: value for name, value in self.headers.items() if not name.startswith("Content-")}
            return RawResponse(304, unchanged | {"ETag": matching}, b"")
        body = self.encoded[encoding] if encoding else self.body
        headers = self.headers | {"ETag": self._etag(encoding), "Content-Length": str(len(body))}
        if encoding:
            headers["Content-Encoding"] = encoding
        return RawResponse(200, headers, b"" if request["REQUEST_METHOD"] == "HEAD" else body)

    def _encoding(self, request: RequestHeaders) -> str | None:
        """Return the encoding of the response to a request, and keep the body in it from now on."""
        accepted = request.get("HTTP_ACCEPT_ENCODING")
        encoding = preferred_encoding(accepted) if accepted and len(self.body) >= WORTH_COMPRESSING else None
        if encoding is not None and encoding not in self.encoded:
            self.encoded[encoding] = COMPRESSIONS[encoding](self.body)
        return encoding

    def _etag(self, encoding: str | None) -> str:
        return f'"{self.digest}-{encoding}"' if encoding else f'"{self.digest}"'
