"""As much of a browser as signing in and publishing need: TLS, cookies with their attributes, forms."""

import http.client
import secrets
import ssl
from html.parser import HTMLParser
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from .site import DOMAIN, StepFailed

URL_ENCODED = "application/x-www-form-urlencoded"
#: The files in a form: the name and the bytes of the file in each field.
Files = dict[str, tuple[str, bytes]]


class Reply(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Talks to the host name of the CMS at a port of this machine, and trusts one certificate only."""

    def __init__(self, port: int, certificate: Path) -> None:
        self._port = port
        self._context = ssl.create_default_context(cafile=str(certificate))
        self.cookies: dict[str, Morsel[str]] = {}

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, files: Files | None = None, **headers: str
    ) -> Reply:
        """Send one request on a connection of its own, and keep the cookies of the response."""
        sent = {"Host": DOMAIN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        body = None
        if form is not None:
            body, content_type = _multipart(form, files) if files else (urlencode(form).encode(), URL_ENCODED)
            # As browsers do: Django compares both with its own host name.
            sent |= {"Content-Type": content_type, "Origin": f"https://{DOMAIN}", "Referer": f"https://{DOMAIN}{path}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        client = _Connection(self._port, self._context)
        try:
            client.request(method, path, body, sent)
            response = client.getresponse()
            reply = Reply(response.status, response.headers, response.read())
        finally:
            client.close()
        for line in reply.headers.get_all("Set-Cookie", []):
            self.cookies |= dict(SimpleCookie(line).items())
        return reply

    def get(self, path: str) -> Reply:
        """Return a page. Raise if it is anything but 200."""
        reply = self.ask("GET", path)
        if reply.status != 200:
            raise StepFailed(f"{path} responds with {reply.status}.")
        return reply

    def fill_in(self, path: str, fields: dict[str, str], files: Files | None = None) -> Reply:
        """Fill in the form of a page and send it; if the page is not there, return the response in its place."""
        page = self.ask("GET", path)
        return self.ask("POST", path, {**fields_of(page), **fields}, files) if page.status == 200 else page

    def submit(self, path: str, **fields: str) -> Reply:
        """Fill in the form of a page and send it. Raise if the response is no redirect."""
        reply = self.fill_in(path, fields)
        if reply.status != 302:
            raise StepFailed(f"The form of {path} was refused with {reply.status}: {' '.join(_errors(reply.text))}")
        return reply


class _Connection(http.client.HTTPSConnection):
    """Connects to this machine, whatever the name in the certificate is."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        super().__init__(DOMAIN, port, timeout=60, context=context)
        self._create_connection: Any = lambda address, *rest: _local(address[1], *rest)


def _local(port: int, *rest: Any) -> Any:
    import socket

    return socket.create_connection(("127.0.0.1", port), *rest)


def _multipart(form: dict[str, str], files: Files) -> tuple[bytes, str]:
    """Return a form with files as browsers send it (RFC 7578), and its content type."""
    boundary = secrets.token_hex(16)
    parts = [(f'name="{name}"', value.encode()) for name, value in form.items()]
    parts += [(f'name="{name}"; filename="{file}"', content) for name, (file, content) in files.items()]
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


class _Form(HTMLParser):
    """Collects what a browser would send of the fields of a page, without its buttons and files."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name"), given.get("value")
        if tag == "input" and name:
            kind = given.get("type") or "text"
            if kind in ("checkbox", "radio") and "checked" in given:
                self.fields[name] = value or "on"
            elif kind not in ("checkbox", "radio", "submit", "button", "file"):
                self.fields[name] = value or ""
        elif tag == "textarea" and name:
            self._textarea = name
            self.fields[name] = ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = value or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def fields_of(page: Reply) -> dict[str, str]:
    """Return what a browser would send of the form of a page as it is."""
    form = _Form()
    form.feed(page.text)
    return form.fields


def _errors(page: str) -> list[str]:
    """Return the lines of a page that may say what is wrong."""
    return [line.strip() for line in page.splitlines() if "error" in line.lower()][:10]


def path_of(location: str) -> str:
    """Return the path and query of a URL."""
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")
