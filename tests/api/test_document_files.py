"""Documents as files: ranges, conditions, names, and who may have them."""

import datetime
import re
from email.utils import format_datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_header_parameters
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from api.http.content_disposition import content_disposition
from api.http.preconditions import SENTENCE
from tests.content import home

DIGITS = b"0123456789"


def document(name: str = "Report.txt", content: bytes = DIGITS, **fields: Any) -> Document:
    return Document.objects.create(title="Report", file=ContentFile(content, name=name), **fields)


def ask(client: Client, made: Document, **headers: str) -> Any:
    return client.get(made.url, headers={name.replace("_", "-"): value for name, value in headers.items()})


# Ranges


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "body"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=-99", 206, "bytes 0-9/10", DIGITS),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        (f"bytes=9-{'9' * 5000}", 206, "bytes 9-9/10", b"9"),
        ("BYTES=0-0", 206, "bytes 0-0/10", b"0"),
        ("bytes=00-01", 206, "bytes 0-1/10", b"01"),
        ("bytes= 2-3 ", 206, "bytes 2-3/10", b"23"),
        ("bytes=10-", 416, "bytes */10", None),
        ("bytes=-0", 416, "bytes */10", None),
        ("bytes=10-12,99-", 416, "bytes */10", None),
        (f"bytes={'9' * 5000}-", 416, "bytes */10", None),
        ("bytes=0-1,4-5", 200, None, DIGITS),
        ("bytes=0-1,99-", 200, None, DIGITS),
        ("bytes=5-2", 200, None, DIGITS),
        ("bytes=", 200, None, DIGITS),
        ("bytes=-", 200, None, DIGITS),
        ("bytes=a-b", 200, None, DIGITS),
        ("bytes=\u0660-\u0663", 200, None, DIGITS),
        ("bytes=0-1,", 200, None, DIGITS),
        ("bytes 0-1", 200, None, DIGITS),
        ("pages=0-1", 200, None, DIGITS),
    ],
)
def test_ranges(client: Client, asked: str, status: int, content_range: str | None, body: bytes | None) -> None:
    made = document()
    response = ask(client, made, Range=asked)
    sent = b"".join(response)
    assert (response.status_code, response.get("Content-Range")) == (status, content_range)
    assert body is None or sent == body
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(len(sent))


@given(start=st.integers(0, 12), length=st.integers(0, 12), size=st.integers(0, 12))
@pytest.mark.slow
def test_every_range_of_every_file(start: int, length: int, size: int) -> None:
    client, content = Client(), bytes(range(size))
    with patch.object(Document, "file_hash", "x", create=True):
        made = document(content=content)
    response = ask(client, made, Range=f"bytes={start}-{start + length}")
    sent = b"".join(response)
    assert (response.status_code, sent) == ((206, content[start : start + length + 1]) if start < size else (416, sent))


def test_a_range_of_the_same_version_only(client: Client) -> None:
    made = document()
    made._set_file_hash()
    made.save()
    whole = ask(client, made)
    assert b"".join(whole) == DIGITS
    etag, modified = whole["ETag"], whole["Last-Modified"]
    old = format_datetime(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC), usegmt=True)
    for version, status in (
        (etag, 206),
        (modified, 206),
        (f"W/{etag}", 200),
        ('"x"', 200),
        (old, 200),
        ("?", 200),
        ("", 200),
    ):
        response = ask(client, made, Range="bytes=0-0", If_Range=version)
        assert (response.status_code, len(b"".join(response))) == (status, 1 if status == 206 else 10), version


# Conditions


def test_conditions(client: Client) -> None:
    made = document()
    made._set_file_hash()
    made.save()
    whole = ask(client, made)
    b"".join(whole)
    etag, modified = whole["ETag"], whole["Last-Modified"]
    assert etag == f'"{made.file_hash}"'
    old = "Sat, 01 Jan 2000 00:00:00 GMT"
    for headers, status in (
        ({"If_None_Match": etag}, 304),
        ({"If_None_Match": f'"x", W/{etag}'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"x"', "If_Modified_Since": modified}, 200),
        ({"If_Modified_Since": modified}, 304),
        ({"If_Modified_Since": old}, 200),
        ({"If_Modified_Since": "?"}, 200),
        ({"If_Match": etag}, 200),
        ({"If_Match": f"W/{etag}"}, 412),
        ({"If_Match": '"x"'}, 412),
        ({"If_Unmodified_Since": modified}, 200),
        ({"If_Unmodified_Since": old}, 412),
        # A condition comes before a range.
        ({"If_None_Match": etag, "Range": "bytes=0-1"}, 304),
    ):
        response = ask(client, made, **headers)
        assert response.status_code == status, headers
        body = {200: DIGITS, 304: b"", 412: SENTENCE.encode()}[status]
        assert b"".join(response) == body
        if status == 304:
            assert (response["ETag"], response["Last-Modified"]) == (etag, modified)
            assert response["Cache-Control"] == whole["Cache-Control"] == "public, no-cache"
            assert "Content-Type" not in response


def test_headers_of_a_file(client: Client) -> None:
    made = document("Report.csv")
    response = client.head(made.url)
    at = default_storage.get_modified_time(made.file.name)
    assert response["Last-Modified"] == format_datetime(at.astimezone(datetime.UTC).replace(microsecond=0), usegmt=True)
    assert at <= timezone.now()
    assert (response["Content-Type"], response["Content-Length"]) == ("text/csv", "10")
    assert "Content-Encoding" not in response and "ETag" not in response
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'",
    )


# Names


def name_of(header: str) -> str:
    """Return the file name in a header, as Django reads one: the name with a star comes first."""
    _, parameters = parse_header_parameters(header)
    return str(parameters.get("filename", ""))


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Report 1.pdf", 'attachment; filename="Report 1.pdf"'),
        (
            "Bericht über Löhne.pdf",
            "attachment; filename=\"Bericht uber Lohne.pdf\"; filename*=UTF-8''Bericht%20%C3%BCber%20L%C3%B6hne.pdf",
        ),
        (
            'a "b" \\ c%20.pdf',
            "attachment; filename=\"a _b_ _ c_20.pdf\"; filename*=UTF-8''a%20%22b%22%20%5C%20c%2520.pdf",
        ),
        ("a\r\nSet-Cookie: b.pdf", 'attachment; filename="aSet-Cookie: b.pdf"'),
        ("", "attachment"),
        ("\n", "attachment"),
    ],
)
def test_names(name: str, header: str) -> None:
    assert content_disposition(name) == header


@given(st.text(max_size=300))
@pytest.mark.slow
def test_every_name_is_read_as_it_is(name: str) -> None:
    header = content_disposition(name)
    assert header.isascii() and header.isprintable()
    readable = "".join(c for c in name if c.isprintable() or not (ord(c) < 160 or c in "\u2028\u2029"))
    readable = "".join(c for c in readable if not 0xD800 <= ord(c) < 0xE000)
    assert name_of(header) == readable


def test_the_name_of_a_row_written_past_the_forms(client: Client) -> None:
    made = document()
    for name in ('a "b"; c.txt', "ü" * 86 + ".txt", "a%0d%0ab.txt", "a'b(1).txt"):
        stored = f"documents/{name}"
        default_storage.save(stored, ContentFile(DIGITS))
        Document.objects.filter(pk=made.pk).update(file=stored)
        made.refresh_from_db()
        response = ask(client, made)
        assert (response.status_code, b"".join(response)) == (200, DIGITS)
        assert name_of(response["Content-Disposition"]) == name


# Who may have it


def test_a_document_that_asks_who_reads_it_is_not_for_shared_caches(client: Client) -> None:
    collection = Collection.get_first_root_node().add_child(name="Members")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="open"
    )
    made = document(collection=collection)
    asked = ask(client, made)
    assert (asked.status_code, b"Password" in asked.content, "no-store" in asked["Cache-Control"]) == (200, True, True)
    url = f"/documents/authenticate_with_password/{restriction.pk}/"
    assert client.post(url, {"password": "wrong", "return_url": made.url}).status_code == 200
    passed = client.post(url, {"password": "open", "return_url": made.url})
    assert (passed.status_code, passed["Location"]) == (302, made.url)
    assert client.post(url, {"password": "open", "return_url": "https://evil.example/"})["Location"] == "/admin/"
    response = ask(client, made)
    assert (b"".join(response), response["Cache-Control"], response["Vary"]) == (DIGITS, "private, no-cache", "Cookie")


@pytest.mark.parametrize(
    "sent", [None, {}, {"password": "x"}, {"password": "x", "return_url": "/"}, {"password": "None", "return_url": "/"}]
)
def test_the_form_for_a_password_does_not_tell_what_has_one(client: Client, sent: dict[str, str] | None) -> None:
    collection = Collection.get_first_root_node().add_child(name="Members")
    restrictions = [
        CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, password=password).pk
        for kind, password in (("password", "open"), ("login", ""))
    ]

    def said(key: int) -> tuple[int, str]:
        url = f"/documents/authenticate_with_password/{key}/"
        response = client.get(url) if sent is None else client.post(url, sent)
        # Each form has a token of its own.
        return response.status_code, re.sub(
            r'(csrfmiddlewaretoken" value="|_password/)\w+', r"\1", response.content.decode()
        )

    assert {said(key) for key in (*restrictions, 999_999, 10**17)} == {said(888_888)}


def test_no_page_asks_for_a_password_here(client: Client) -> None:
    restriction = PageViewRestriction.objects.create(page=home(), restriction_type="password", password="open")
    urls = [f"/_util/authenticate_with_password/{key}/{home().pk}/" for key in (restriction.pk, 999_999)]
    assert [client.get(url).status_code for url in urls] == [404, 404]
    assert [client.post(url, {"password": "open", "return_url": "/"}).status_code for url in urls] == [405, 405]


def test_a_file_that_is_lost_and_a_storage_that_fails(client: Client) -> None:
    made = document()
    default_storage.delete(made.file.name)
    assert ask(client, made).status_code == 404
    with patch.object(FileSystemStorage, "get_modified_time", side_effect=RuntimeError("no connection")):
        response = ask(client, made)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert client.get(f"/documents/{made.pk}/other.txt").status_code == 404
    assert client.get(f"/documents/{'9' * 18}/{made.filename}").status_code == 404
    assert client.get(f"/documents/{'9' * 40}/{made.filename}").status_code == 404
