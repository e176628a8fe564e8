"""What agents are offered, and how it becomes requests of the API."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from api import checks
from api.agents.asking import Asker, InvalidArguments, request_of
from api.agents.operations import described, input_schema, missing_parts
from api.tools.tool import Tool, register_tool, tools
from api.tools.vocabulary import OWN_TOOLS
from tests.content import make_post

POSTS = tools()["list_posts"]
PERSON = tools()["get_person"]


@pytest.mark.parametrize("tool", OWN_TOOLS, ids=lambda tool: tool.name)
def test_a_tool_is_what_the_document_says(tool: Tool) -> None:
    assert missing_parts(tool) == []
    schema = input_schema(tool)
    assert list(schema["properties"]) == [*tool.arguments, *tool.parameters]
    assert set(schema["required"]) <= schema["properties"].keys()
    assert "$ref" not in json.dumps(schema)
    assert described(tool).endswith(".")
    # What shows drafts or other sites, or makes responses long, is not offered.
    assert not {"as_of", "Preview-Token", "site", "fields", "crops"} & schema["properties"].keys()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"path": "/api/v2/nothing/"}, "there is no operation /api/v2/nothing/"),
        ({"path": "/healthz"}, "there is no operation /healthz"),
        ({"path": "/api/v2/posts/{slug}/"}, "there is no operation /api/v2/posts/{slug}/"),
        ({"parameters": ("writer",)}, "/api/v2/posts/ has no parameter writer"),
        ({"fixed": {"picture": "none"}}, "/api/v2/posts/ has no parameter picture"),
        ({"required": ("title",)}, "title is required and is no parameter"),
        ({"fixed": {"author": "ada"}}, "author is both fixed and a parameter"),
    ],
)
def test_a_tool_that_does_not_fit_is_refused(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], missing: str
) -> None:
    assert checks.check_tools() == []
    monkeypatch.setattr(checks, "tools", lambda: {POSTS.name: replace(POSTS, **change)})
    (error,) = checks.check_tools()
    assert error.id == "api.E008" and missing in error.msg


@pytest.mark.parametrize("name", ["", "Read", "read page", "1st", "x" * 65, "lire_é"])
def test_names_that_clients_refuse(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a tool"):
        register_tool(Tool(name, "/api/v2/posts/"))


def test_a_call_becomes_a_request() -> None:
    assert request_of(PERSON, {"slug": "ada-writer"}) == (
        "/api/v2/people/ada-writer/",
        "images=none&rich_text_format=markdown",
    )
    path, query = request_of(POSTS, {"tags": ["Health, Safety", "looms"], "search": "a&b", "limit": 2, "topic": None})
    assert path == "/api/v2/posts/"
    assert "tags=%22Health%2C%20Safety%22%2Clooms" in query
    assert "search=a%26b" in query and "limit=2" in query and "topic" not in query


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        (POSTS, {"fields": "*"}, "fields is not an argument of list_posts."),
        (POSTS, {"as_of": "2030-01-01T00:00:00Z"}, "as_of is not an argument of list_posts."),
        (POSTS, {"search": {"a": 1}}, "search must be a text, a number, true or false, or a list of them."),
        (POSTS, {"search": "\ud800"}, "search has characters that are none."),
        (PERSON, {}, "get_person needs slug."),
        (PERSON, {"slug": ""}, "slug must have 1 to 255 characters, and no slash."),
        (PERSON, {"slug": "../../admin"}, "slug must have 1 to 255 characters, and no slash."),
        (PERSON, {"slug": "x" * 256}, "slug must have 1 to 255 characters, and no slash."),
    ],
)
def test_arguments_that_a_tool_does_not_take(tool: Tool, arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidArguments, match=re.escape(sentence)):
        request_of(tool, arguments)


@pytest.fixture
def connection_stays(db: None) -> Iterator[None]:
    """Keep the connection of the test over requests, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("connection_stays")
@pytest.mark.parametrize("slug", ["nobody", "%2e%2e", "a?site=x", "ä ö", "..", "\x00"])
def test_odd_arguments_are_not_found(slug: str) -> None:
    assert Asker().ask(PERSON, {"slug": slug}).status in (400, 404)


@pytest.mark.usefixtures("connection_stays")
def test_the_response_is_that_of_the_api(client: Any) -> None:
    make_post(title="A post")
    path, query = request_of(POSTS, {"limit": 1})
    assert Asker().ask(POSTS, {"limit": 1}).text == client.get(f"{path}?{query}").content.decode()


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "api.agents.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(CommandError, match="pip install"):
        call_command("run_mcp_server")


def test_the_web_process_does_not_load_the_library() -> None:
    code = "import cms.wsgi, sys; print(sorted({'mcp', 'mcp_types', 'uvicorn', 'starlette'} & set(sys.modules)))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "[]"
