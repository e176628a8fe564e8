"""Keeps what people wrote from being a formula in the spreadsheets that the admin exports."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

#: With which a cell begins that a spreadsheet program computes, in full width too (OWASP, CSV injection).
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
#: What programs pass over before that, or begin another cell with.
BLANK = ("\t", "\r", "\n")


class SafeExportsMiddleware:
    """Writes an apostrophe before every cell of an exported CSV file that would be a formula, as programs do for text.

    It is here rather than in the views, so that a report that Wagtail or an application adds is safe too. In XLSX
    files, Wagtail writes text as text.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.admin_path = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_export = request.path.startswith(self.admin_path) and response.get("Content-Type", "").startswith("text/csv")
        if is_export and isinstance(response, StreamingHttpResponse):
            response.streaming_content = safe_rows(cast(Iterable[bytes], response.streaming_content))
        return response


def safe_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the rows of a CSV file in UTF-8, with no cell that is a formula."""
    for row in csv.reader(_lines(chunks)):
        written = io.StringIO(newline="")
        csv.writer(written).writerow([safe_cell(cell) for cell in row])
        yield written.getvalue().encode()


def safe_cell(text: str) -> str:
    """Return the text of a cell, with an apostrophe before what would be a formula. A number stays one."""
    if not text.startswith(BLANK) and not text.lstrip().startswith(FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a text that comes in parts, each with its end."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")(), ""
    for chunk in chunks:
        *lines, rest = io.StringIO(rest + decoder.decode(chunk), newline="\n").readlines() or [""]
        yield from lines
        if rest.endswith("\n"):
            yield rest
            rest = ""
    if rest:
        yield rest
