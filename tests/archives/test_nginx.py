"""nginx serves a mirror with the lines of docs/archives.md."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archives.mirror.mirror import INDEX, write_mirror
from tests.api.everything import Everything

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="needs nginx"),
]


@pytest.fixture
def mirror(uploads: Path, tmp_path: Path) -> Path:
    Everything()
    write_mirror(tmp_path / "mirror", also=["/api/v2/posts/?fields=title&limit=1"], progress=lambda *_: None)
    return tmp_path / "mirror"


@pytest.fixture
def port(mirror: Path, tmp_path: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [lines] = re.findall(r"^```nginx\n(.*?)^```", (ROOT / "docs/archives.md").read_text(), re.MULTILINE | re.DOTALL)
    lines = lines.replace("/srv/mirror", str(mirror)).replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As root, nginx would read as another user, who may not look into folders of tests.
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = f"{user}daemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
    (tmp_path / "nginx.conf").write_text(f"{main}http {{\naccess_log off;\n{folders}{lines}}}\n")
    with subprocess.Popen(["nginx", "-e", f"{tmp_path}/errors", "-c", f"{tmp_path}/nginx.conf"]) as server:
        try:
            for _ in range(100):
                with socket.socket() as attempt:
                    if attempt.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            server.terminate()


def get(port: int, target: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    try:
        connection.request("GET", target)
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read()
    finally:
        connection.close()


def test_every_url_of_the_mirror(mirror: Path, port: int) -> None:
    urls = json.loads((mirror / INDEX).read_text())["urls"]
    for url, entry in urls.items():
        status, content_type, body = get(port, url)
        assert (status, body) == (200, (mirror / entry["file"]).read_bytes()), url
        # The name of a file says that it is JSON, but not of which kind.
        told = re.sub(r"application/.*\+json$", "application/json", entry["content_type"].partition(";")[0])
        assert content_type.partition(";")[0] == told, url


@pytest.mark.parametrize(
    "target",
    [
        "/api/v2/posts/?fields=body",
        "/api/v2/nothing/",
        "/api/v2/posts/?../../../../etc/passwd",
        "/api/v2/posts/?x=/../../../index",
        "/../../etc/passwd",
    ],
)
def test_what_is_not_in_it(port: int, target: str) -> None:
    assert get(port, target)[0] in (400, 404)
