"""The server of the Model Context Protocol: tools that read, over streamable HTTP, without sessions.

Each request is complete in itself, so that nothing is kept of a client and any number of processes can serve.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from mcp.server import Server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool

from api.agents.asking import Answer, Asker, InvalidArguments
from api.agents.operations import described, input_schema
from api.tools.tool import tools

Application = Callable[..., Awaitable[None]]
#: The one path at which the server answers.
PATH = "/mcp"
#: Bytes of a request; the longest question of a model has some hundred.
LONGEST_REQUEST = 65_536
#: Seconds that a request may take in all, also one that is sent slowly.
LONGEST_TIME = 30.0
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def make_application(threads: int, hosts: Sequence[str] = (), origins: Sequence[str] = ()) -> Application:
    """Return the ASGI application.

    It asks the API in so many ``threads``. It answers requests for this machine and for ``hosts``, and of scripts on
    web pages only those of ``origins``: otherwise any page could reach a server on a private machine by DNS rebinding.
    """
    pool = ThreadPoolExecutor(threads, "agents")
    asker = Asker()
    listed = [
        ListedTool(
            name=tool.name,
            description=described(tool),
            input_schema=input_schema(tool),
            annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )
        for tool in tools().values()
    ]

    async def list_tools(context: Any, parameters: Any) -> ListToolsResult:
        return ListToolsResult(tools=listed)

    async def call_tool(context: Any, parameters: CallToolRequestParams) -> CallToolResult:
        tool = tools().get(parameters.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool {parameters.name}.")
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(pool, asker.ask, tool, parameters.arguments or {})
        except InvalidArguments as error:
            return _result(str(error), is_error=True)
        return _result(_problem(answer) if answer.status >= 400 else answer.text, is_error=answer.status >= 400)

    server: Server[Any] = Server(
        str(settings.SPECTACULAR_SETTINGS["TITLE"]),
        version=str(settings.SPECTACULAR_SETTINGS["VERSION"]),
        instructions="Public content of a website: posts, events, people and organizations. Nothing can be changed.",
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    application = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LONGEST_REQUEST,
        transport_security=TransportSecuritySettings(
            allowed_hosts=[*hosts, *LOCAL_HOSTS, *(f"{host}:*" for host in LOCAL_HOSTS)],
            allowed_origins=list(origins),
        ),
    )
    return _bounded(application)


def _result(text: str, *, is_error: bool) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=is_error)


def _problem(answer: Answer) -> str:
    """Return what the API says is wrong, with what it suggests instead, as sentences for a model."""
    try:
        problem = json.loads(answer.text)
        sentences = []
        for error in problem["errors"]:
            meant = f" Did you mean {error['did_you_mean']}?" if error.get("did_you_mean") else ""
            sentences.append(f"{error['parameter']}: {error['detail']}{meant}")
        return " ".join(sentences or [problem["detail"]])
    except (ValueError, KeyError, TypeError):
        return f"The API answered with status {answer.status}."


def _bounded(application: Application) -> Application:
    """Take only requests that end by themselves: without sessions there is no stream to open, and none to close."""

    async def bounded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"] == PATH and scope["method"] != "POST":
            await send({"type": "http.response.start", "status": 405, "headers": [(b"allow", b"POST")]})
            await send({"type": "http.response.body"})
        elif scope["type"] == "http":
            async with asyncio.timeout(LONGEST_TIME):
                await application(scope, receive, send)
        else:
            await application(scope, receive, send)

    return bounded
