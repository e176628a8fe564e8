"""The server for agents, asked by the client of the protocol's own library, and by whoever may not."""

import asyncio
import json
import re
from typing import Any

import pytest
import requests
from mcp import Client
from mcp.shared.exceptions import MCPError

from api.tools.tool import tools
from tests.content import make_event, make_person, make_post, publish

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("log_goes_on"),
]
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


def call(port: int, *calls: tuple[str, dict[str, Any]], mode: str = "auto") -> list[tuple[bool, str]]:
    """Return whether each call is an error, and its text."""

    async def ask() -> list[tuple[bool, str]]:
        async with Client(f"http://127.0.0.1:{port}/mcp", mode=mode) as client:
            results: list[Any] = [await client.call_tool(name, arguments) for name, arguments in calls]
            return [(result.is_error, result.content[0].text) for result in results]

    return asyncio.run(ask())


def post(port: int, body: Any = None, **headers: str) -> requests.Response:
    data = body if isinstance(body, bytes) else json.dumps(body or CALL).encode()
    return requests.post(f"http://127.0.0.1:{port}/mcp", data=data, headers=HEADERS | headers, timeout=30)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_are_listed(port: int, mode: str) -> None:
    async def ask() -> Any:
        async with Client(f"http://127.0.0.1:{port}/mcp", mode=mode) as client:
            return (await client.list_tools()).tools

    listed = asyncio.run(ask())
    assert [tool.name for tool in listed] == list(tools())
    assert all(tool.annotations.read_only_hint for tool in listed)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_what_is_public_is_read(port: int, mode: str) -> None:
    post = make_post(title="About bread")
    make_person("Ada Writer")
    event = make_event(title="A meeting", status="postponed")
    found, document, events, person = call(
        port,
        ("search_pages", {"search": "bread"}),
        ("read_page", {"path": f"/{post.slug}/"}),
        ("list_events", {"status": ["postponed", "cancelled"]}),
        ("get_person", {"slug": "ada-writer"}),
        mode=mode,
    )
    assert [item["title"] for item in json.loads(found[1])["items"]] == ["About bread"]
    assert document[1].startswith("# About bread\n")
    assert [(item["id"], item["status"]) for item in json.loads(events[1])["items"]] == [(event.pk, "postponed")]
    assert json.loads(person[1])["name"] == "Ada Writer"


def test_it_is_current_and_shows_no_drafts(port: int) -> None:
    post = make_post(title="Before")
    path = {"path": f"/{post.slug}/"}
    assert call(port, ("read_page", path))[0][1].startswith("# Before\n")
    post.title = "After"
    publish(post)
    assert call(port, ("read_page", path))[0][1].startswith("# After\n")
    post.unpublish()
    assert call(port, ("read_page", path), ("get_post", {"id": post.pk})) == [
        (True, "There is nothing public here."),
        (True, "There is nothing public here."),
    ]


def test_what_is_wrong_is_said_to_the_model(port: int) -> None:
    unknown, order, missing = call(
        port,
        ("list_posts", {"fields": "*"}),
        ("list_posts", {"order": "published_om"}),
        ("search_pages", {}),
    )
    assert unknown == (True, "fields is not an argument of list_posts.")
    assert order[0] and "“published_om” is not a known order" in order[1] and "Did you mean" in order[1]
    assert missing == (True, "search_pages needs search.")


def test_a_tool_that_there_is_not(port: int) -> None:
    async def ask() -> None:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            with pytest.raises(MCPError, match=re.escape("There is no tool delete_page.")):
                await client.call_tool("delete_page", {})

    asyncio.run(ask())


def test_who_may_ask(port: int) -> None:
    assert post(port).status_code == 200
    assert post(port, Host="agents.example.org").status_code == 200
    assert post(port, Origin="https://chat.example.org").status_code == 200
    # As after DNS rebinding.
    assert post(port, Host="evil.example.org").status_code == 421
    assert post(port, Origin="https://evil.example.org").status_code == 403
    assert post(port, Origin="null").status_code == 403
    modern = {"MCP-Protocol-Version": "2026-07-28"}
    assert post(port, **modern, Host="evil.example.org").status_code == 421
    assert post(port, **modern, Origin="https://evil.example.org").status_code == 403


def test_no_session_is_kept(port: int) -> None:
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    response = post(port, {**CALL, "method": "initialize", "params": hello})
    assert response.status_code == 200
    assert "mcp-session-id" not in response.headers
    assert response.headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "OPTIONS"])
def test_there_is_no_stream_to_open(port: int, method: str) -> None:
    response = requests.request(method, f"http://127.0.0.1:{port}/mcp", headers=HEADERS, timeout=10)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ["/", "/admin/", "/api/v2/posts/", "/mcp/x"])
def test_nothing_else_is_served(port: int, path: str) -> None:
    assert requests.get(f"http://127.0.0.1:{port}{path}", timeout=10).status_code == 404


def test_requests_are_bounded(port: int) -> None:
    assert post(port, b"x" * 65_537).status_code == 413
    assert post(port, b"{").status_code == 400
    assert post(port, b"\xff\xfe").status_code == 400
    assert post(port, **{"Content-Type": "text/plain"}).status_code in (400, 415)


def test_many_at_once(port: int) -> None:
    make_post(title="About bread")

    async def ask() -> list[bool]:
        async def one() -> bool:
            async with Client(f"http://127.0.0.1:{port}/mcp") as client:
                result: Any = await client.call_tool("search_pages", {"search": "bread"})
                return "About bread" in result.content[0].text

        return await asyncio.gather(*(one() for _ in range(8)))

    assert all(asyncio.run(ask()))
