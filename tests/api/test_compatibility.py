"""Changes that break clients are named, and there are none since the last release."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from api.schema.compatibility import breaking_changes
from api.views.schema import openapi_document
from tests.api.conftest import Get

RELEASED = Path(__file__).resolve().parents[2] / "docs/openapi-released.yaml"
Document = dict[str, Any]


@pytest.mark.slow
def test_nothing_breaks_for_clients_of_the_last_release() -> None:
    before = yaml.safe_load(RELEASED.read_text())
    assert len(before["paths"]) > 25
    assert list(map(str, breaking_changes(before, openapi_document()))) == []


@pytest.fixture
def document() -> Document:
    """The real document, to be changed."""
    changed: Document = json.loads(json.dumps(openapi_document()))
    return changed


def schema(document: Document, name: str) -> Any:
    return document["components"]["schemas"][name]


def parameter(document: Document, path: str, name: str) -> Any:
    found = document["paths"][path]["get"]["parameters"]
    return next(parameter for parameter in found if parameter["name"] == name)


def drop_path(document: Document) -> None:
    del document["paths"]["/api/v2/urls/"]


def drop_parameter(document: Document) -> None:
    document["paths"]["/api/v2/posts/"]["get"]["parameters"].remove(parameter(document, "/api/v2/posts/", "author"))


def require_parameter(document: Document) -> None:
    parameter(document, "/api/v2/posts/", "author")["required"] = True


def new_required_parameter(document: Document) -> None:
    added = {"name": "key", "in": "query", "required": True, "schema": {"type": "string"}}
    document["paths"]["/api/v2/posts/"]["get"]["parameters"].append(added)


def lower_limit(document: Document) -> None:
    parameter(document, "/api/v2/posts/", "limit")["schema"]["maximum"] = 50


def new_bound(document: Document) -> None:
    parameter(document, "/api/v2/posts/", "order")["schema"]["minLength"] = 1


def drop_parameter_value(document: Document) -> None:
    schema(document, "EventPhase")["enum"].remove("past")


def change_parameter_type(document: Document) -> None:
    parameter(document, "/api/v2/posts/", "limit")["schema"]["type"] = "string"


def drop_field(document: Document) -> None:
    del schema(document, "Image")["properties"]["credit"]


def field_not_always(document: Document) -> None:
    schema(document, "EventPage")["required"].remove("phase")


def field_can_be_null(document: Document) -> None:
    schema(document, "GuestBlogPost")["properties"]["title"]["type"] = ["string", "null"]


def field_of_another_type(document: Document) -> None:
    schema(document, "GuestBlogPost")["properties"]["word_count"] = {"type": "string"}


def other_const(document: Document) -> None:
    schema(document, "HeadingBlock")["properties"]["type"]["const"] = "title"


def drop_block_type(document: Document) -> None:
    found = schema(document, "Block")["oneOf"]
    found.remove({"$ref": "#/components/schemas/QuoteBlock"})


def items_of_another_type(document: Document) -> None:
    schema(document, "GuestBlogPost")["properties"]["tags"]["items"] = {"type": "integer"}


def drop_media_type(document: Document) -> None:
    del document["paths"]["/api/v2/schema/"]["get"]["responses"]["200"]["content"]["application/yaml"]


PHASE_IS_GONE = [
    f"GET /api/v2/{endpoint}/ parameter phase: does not take past any more" for endpoint in ("events", "series")
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "named"),
    [
        (drop_path, "GET /api/v2/urls/: is gone"),
        (drop_parameter, "GET /api/v2/posts/: the parameter author is gone"),
        (require_parameter, "GET /api/v2/posts/: the parameter author is now required"),
        (new_required_parameter, "GET /api/v2/posts/: the parameter key is now required"),
        (lower_limit, "GET /api/v2/posts/ parameter limit: maximum is now 50"),
        (new_bound, "GET /api/v2/posts/ parameter order: minLength is now 1"),
        (drop_parameter_value, "\n".join(PHASE_IS_GONE)),
        (change_parameter_type, "GET /api/v2/posts/ parameter limit: takes string, and took integer"),
        (drop_field, "Image: credit is gone"),
        (field_not_always, "EventPage: phase is not always there any more"),
        (field_can_be_null, "GuestBlogPost.title: can now be null"),
        (field_of_another_type, "GuestBlogPost.word_count: can now be string"),
        (other_const, "HeadingBlock.type: is title, and was heading"),
        (drop_block_type, "Block: is never QuoteBlock any more"),
        (items_of_another_type, "GuestBlogPost.tags[]: can now be integer"),
        (drop_media_type, "GET /api/v2/schema/: 200 is not returned as application/yaml any more"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_breaks_is_named(change: Callable[[Document], None], named: str, document: Document) -> None:
    before = copy.deepcopy(document)
    change(document)
    assert "\n".join(map(str, breaking_changes(before, document))) == named


def test_growing_breaks_nothing(document: Document) -> None:
    before = copy.deepcopy(document)
    document["paths"]["/api/v2/more/"] = document["paths"]["/api/v2/urls/"]
    document["paths"]["/api/v2/posts/"]["get"]["parameters"].append(
        {"name": "more", "in": "query", "schema": {"type": "string"}}
    )
    parameter(document, "/api/v2/posts/", "limit")["schema"]["maximum"] = 200
    schema(document, "EventPhase")["enum"].append("soon")
    schema(document, "Image")["properties"]["more"] = {"type": "string"}
    schema(document, "EventStatus")["enum"].append("unheard_of")
    schema(document, "Block")["oneOf"].append({"$ref": "#/components/schemas/Image"})
    assert breaking_changes(before, document) == []


def rename(document: Document, old: str, new: str) -> Document:
    """Return the document with another name for a component, wherever it stands."""
    text = json.dumps(document).replace(f'"{old}":', f'"{new}":').replace(f'schemas/{old}"', f'schemas/{new}"')
    renamed: Document = json.loads(text)
    return renamed


def test_names_that_only_the_document_has_break_nothing(document: Document) -> None:
    before = copy.deepcopy(document)
    document["paths"]["/api/v2/posts/"]["get"]["operationId"] = "posts"
    detail = document["paths"].pop("/api/v2/posts/{id}/")
    detail["get"]["parameters"][0]["name"] = "number"
    document["paths"]["/api/v2/posts/{number}/"] = detail
    document = rename(rename(document, "EventPhase", "Phase"), "Moment", "LocalTime")
    assert breaking_changes(before, document) == []
    # They are compared all the same.
    del schema(document, "LocalTime")["properties"]["utc"]
    schema(document, "Phase")["enum"].remove("past")
    detail["get"]["parameters"][0]["schema"]["minimum"] = 5
    document["paths"]["/api/v2/posts/{number}/"] = detail
    assert sorted(map(str, breaking_changes(before, document))) == [
        PHASE_IS_GONE[0],
        "GET /api/v2/posts/{id}/ parameter id: minimum is now 5",
        PHASE_IS_GONE[1],
        "Moment: utc is gone",
    ]


def test_a_vocabulary_is_the_same_with_a_name_and_without_one(document: Document) -> None:
    before = copy.deepcopy(document)
    inline = {"type": "string", "enum": ["yes", "no", "on_request"]}
    schema(before, "Accessibility")["properties"]["childcare"] = {"oneOf": [inline, {"type": "null"}]}
    reference = {"$ref": "#/components/schemas/Availability"}
    schema(document, "Accessibility")["properties"]["childcare"] = {"oneOf": [reference, {"type": "null"}]}
    assert breaking_changes(before, document) == []
    schema(document, "Availability")["type"] = "integer"
    assert "Accessibility.childcare: can now be integer" in map(str, breaking_changes(before, document))


def test_what_can_be_anything_stays_within_that(document: Document) -> None:
    before = copy.deepcopy(document)
    schema(before, "EventPage")["properties"]["meta"]["properties"]["json_ld"] = {}
    assert breaking_changes(before, document) == []


def test_a_constant_inside_of_an_alternative_stays(document: Document) -> None:
    before = copy.deepcopy(document)
    kind = schema(before, "EventPage")["properties"]["meta"]["properties"]["type"]
    alternatives = {"oneOf": [dict(kind), {"type": "null"}]}
    kind.clear()
    kind.update(alternatives)
    assert breaking_changes(before, document) == []
    schema(document, "EventPage")["properties"]["meta"]["properties"]["type"]["const"] = "pages.Event"
    found = list(map(str, breaking_changes(before, document)))
    assert "EventPage.meta.type: is pages.Event, and was pages.EventPage" in found


def test_limits_that_an_earlier_document_leaves_out(document: Document, get: Get) -> None:
    for name in ("documents", "images"):
        assert get(f"{name}/find/", 400)["errors"][0]["code"] == "missing"
    for name, value in (("tags", "a,,b"), ("title__in", ""), ("slug__in", "a,")):
        assert get("posts/", 400, **{name: value})["errors"][0]["code"] == "malformed"
    before = yaml.safe_load(RELEASED.read_text())
    assert breaking_changes(before, document) == []
    before["info"]["version"] = "0.3.0"
    found = {change.what for change in breaking_changes(before, document)}
    assert found <= {"the parameter id is now required", "minLength is now 1"}


@pytest.mark.slow
def test_the_command(tmp_path: Path, document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_api_compatibility")
    assert "Nothing breaks" in capsys.readouterr().out

    schema(document, "Image")["properties"]["was_there"] = {"type": "string"}
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(document))
    with pytest.raises(CommandError, match="1 changes break"):
        call_command("check_api_compatibility", str(earlier))
    assert "Image: was_there is gone" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "[]", "{", "\0"])
def test_a_file_that_is_none(content: str, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.yaml"
    earlier.write_text(content)
    with pytest.raises(CommandError, match="not an OpenAPI document"):
        call_command("check_api_compatibility", str(earlier))
    with pytest.raises(CommandError, match="not an OpenAPI document"):
        call_command("check_api_compatibility", str(tmp_path / "missing.yaml"))
