"""An identity provider on this machine, that speaks OpenID Connect and signs everybody in as whom a test says."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

CLIENT = "coalition-cms"


@dataclass
class IdentityProvider:
    """What it says of the person who signs in, and what it was asked."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    works: bool = True

    def answer(self, path: str) -> dict[str, Any] | None:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            endpoints = {name: f"{self.url}/{name}" for name in ("token_endpoint", "userinfo_endpoint", "jwks_uri")}
            return {"issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", **endpoints}
        if not self.works:
            return None
        if path == "/token_endpoint":
            token = {"iss": self.url, "aud": CLIENT, "sub": self.claims["sub"], "iat": 0, "exp": 2**33}
            return {"access_token": "t", "token_type": "Bearer", "id_token": jwt.encode(token, "k" * 32, "HS256")}
        return self.claims if path == "/userinfo_endpoint" else None


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Serve one, on a free port, for the time of the block."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            content = provider.answer(self.path)
            self.send_response(500 if content is None else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        do_POST = do_GET

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield provider
        finally:
            server.shutdown()
