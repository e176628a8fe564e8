"""The days that are left of the certificate, read from a server that has one."""

import datetime
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from operations.health.health_check import Status
from operations.health.hosts import judge_certificate
from tests.servers import free_port


@contextmanager
def tls_server(folder: Path, days: int) -> Iterator[tuple[int, Path]]:
    """Serve a certificate of this machine that ends in some days; yield the port, and what vouches for it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-keyout", str(key), "-out", str(certificate), "-days", str(days), "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            with suppress(OSError), context.wrap_socket(plain, server_side=True) as tls:
                tls.recv(1)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield listener.getsockname()[1], certificate
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@pytest.mark.parametrize(("days", "status"), [(90, Status.OK), (5, Status.WARNING)])
def test_its_days_are_counted(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, status: Status
) -> None:
    with tls_server(tmp_path, days) as (port, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        settings.CMS_BASE_URL = f"https://localhost:{port}"
        finding = judge_certificate()
    assert finding.status is status
    ends = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    assert f"{ends:%Y-%m-%d}" in finding.sentence
    # It is remembered: the server is gone.
    assert judge_certificate() == finding


def test_one_that_nobody_vouches_for_is_an_error(settings: Any, tmp_path: Path) -> None:
    with tls_server(tmp_path, 90) as (port, _):
        settings.CMS_BASE_URL = f"https://localhost:{port}"
        finding = judge_certificate()
    assert finding.status is Status.ERROR and "not valid" in finding.sentence


def test_one_that_cannot_be_reached_is_no_fault(settings: Any) -> None:
    settings.CMS_BASE_URL = f"https://localhost:{free_port()}"
    assert judge_certificate().status is Status.OK
