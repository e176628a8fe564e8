"""Serves this folder as the website of a CMS: its files where they are asked for, `index.html` at every other path.

Needs nothing but Python. For development: a real website would be served by a web server, with the same headers.
"""

import argparse
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

FOLDER = Path(__file__).resolve().parent
FILES = {
    "/index.html": "text/html; charset=utf-8",
    "/app.js": "text/javascript; charset=utf-8",
    "/style.css": "text/css; charset=utf-8",
}
PREVIEW_PATH = "/preview"
REVALIDATE_PATH = "/api/revalidate"


def origin(url: str) -> str:
    """Scheme, host and port of a URL, and nothing that would not belong into a header."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not set(parts.netloc) <= HOST_CHARACTERS:
        raise argparse.ArgumentTypeError(f"{url!r} is not an address like http://localhost:8000")
    return f"{parts.scheme}://{parts.netloc}"


HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD, and takes messages."""

    server: "Server"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/config.js":
            content_type = FILES["/app.js"]
            content = f"export const cmsOrigin = {json.dumps(self.server.cms)};\n".encode()
        else:
            name = path if path in FILES else "/index.html"
            content_type, content = FILES[name], (FOLDER / name[1:]).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", self.content_security_policy(path))
        # The address of a preview holds its token, which requests to others would otherwise carry along.
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store" if path == PREVIEW_PATH else "no-cache")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Take the messages of the CMS about what has changed: nothing is cached here, so there is nothing to do."""
        self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 1_000_000))
        self.send_response(204 if self.path == REVALIDATE_PATH else 404)
        self.end_headers()

    def content_security_policy(self, path: str) -> str:
        """Nothing but our own scripts, the CMS as the only other server, and only the preview inside the editor."""
        cms = self.server.cms
        return "; ".join(
            [
                "default-src 'self'",
                f"connect-src {cms}",
                # Uploaded files may be on another server, such as a bucket.
                f"img-src 'self' data: https: {cms}",
                "object-src 'none'",
                "base-uri 'self'",
                f"frame-ancestors {cms if path == PREVIEW_PATH else chr(39) + 'none' + chr(39)}",
            ]
        )

    def log_message(self, *arguments: object) -> None:
        """Keep silent: a line for each request would show the tokens of previews."""


class Server(ThreadingHTTPServer):
    """Serves the frontend of the CMS at the origin ``cms``."""

    daemon_threads = True

    def __init__(self, port: int, cms: str) -> None:
        self.cms = cms
        super().__init__(("127.0.0.1", port), Handler)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--port", type=int, default=3000)
    parser.add_argument("--cms", type=origin, default=os.environ.get("CMS_BASE_URL") or "http://localhost:8000")
    arguments = parser.parse_args()
    server = Server(arguments.port, arguments.cms)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
