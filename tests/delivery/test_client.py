"""A request ends within its time, keeps little of the answer, and never raises."""

import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from delivery.sending.client import KEPT, send
from delivery.sending.request import Outcome, OutgoingRequest
from tests.delivery.receiver import Answer, Receiver
from tests.servers import free_port

#: Seconds that a request may take, and that the machine may take beyond.
TIMEOUT, SLACK = 1, 2.5


@pytest.fixture(autouse=True)
def soon(settings: Any) -> None:
    settings.DELIVERY_TIMEOUT = TIMEOUT


def posted(url: str) -> Outcome:
    return send(OutgoingRequest("POST", url, {"Content-Type": "application/json"}, b"{}"), allow_private=True)


def drip(begin: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return an answer that sends a byte now and then, for much longer than a request may take."""

    def dripping(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(begin)
        for _ in range(40):
            time.sleep(0.2)
            handler.wfile.write(b"a")
            handler.wfile.flush()

    return dripping


@pytest.mark.parametrize(
    "instead",
    [
        lambda handler: time.sleep(TIMEOUT + SLACK),
        drip(b""),
        drip(b"HTTP/1.1 200 OK\r\nX-Long: "),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"),
    ],
    ids=["silence", "status", "header", "body", "body of unknown length"],
)
def test_a_slow_answer_counts_as_none(instead: Any, receiver: Receiver) -> None:
    receiver.answer = Answer(instead=instead)
    started = time.monotonic()
    outcome = posted(receiver.url)
    assert time.monotonic() - started < TIMEOUT + SLACK
    assert (outcome.status, outcome.is_receipt) == (None, False)
    assert f"within {TIMEOUT} seconds" in outcome.problem


def test_of_a_large_answer_the_beginning_is_kept(receiver: Receiver) -> None:
    receiver.answer = Answer(200, body="ü\0".encode() * 10_000_000)
    started = time.monotonic()
    outcome = posted(receiver.url)
    assert outcome.status == 200 and time.monotonic() - started < TIMEOUT
    assert outcome.response.startswith("üü") and len(outcome.response) <= KEPT


def test_a_compressed_answer_is_not_unpacked(receiver: Receiver) -> None:
    receiver.answer = Answer(200, {"Content-Encoding": "gzip"}, b"\x1f\x8bnot really")
    assert posted(receiver.url).status == 200


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://nowhere.invalid/", "The host nowhere.invalid was not found."),
        ("http://127.0.0.1:{closed}/", "refused"),
        ("https://127.0.0.1:{open}/", "SSL"),
        ("http://[::1/", ""),
        ("http:///", ""),
        ("http://" + "a" * 300 + "/", ""),
        ("http://127.0.0.1:99999/", ""),
    ],
)
def test_what_fails_is_a_sentence(url: str, sentence: str, receiver: Receiver) -> None:
    outcome = posted(url.replace("{closed}", str(free_port())).replace("{open}", str(receiver.server.server_port)))
    assert outcome.status is None and outcome.problem and sentence in outcome.problem
    assert "object at 0x" not in outcome.problem


def test_an_answer_that_is_not_http_is_a_sentence(receiver: Receiver) -> None:
    receiver.answer = Answer(instead=lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n"))
    outcome = posted(receiver.url)
    assert outcome.status is None and outcome.problem


def test_a_connection_that_is_cut_is_a_sentence(receiver: Receiver) -> None:
    receiver.answer = Answer(instead=lambda handler: handler.connection.shutdown(socket.SHUT_RDWR))
    outcome = posted(receiver.url)
    assert (outcome.status, outcome.problem) == (None, "Remote end closed connection without response")
