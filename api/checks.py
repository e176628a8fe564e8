"""System checks that name what is missing from definitions and settings."""

from collections import Counter
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections

from api.agents.operations import missing_parts as missing_parts_of_tool
from api.blocks.block_type import BlockType, missing_parts
from api.registry.kinds import kind_of, record_kinds
from api.registry.page_types import served_types
from api.tools.tool import tools
from pages.blocks.block_type import editor_block_types
from pages.database.before_commit import BeforeCommit
from pages.models.base import concrete_page_types
from pages.records.record import record_models


@register(Tags.urls)
def check_page_types(**_: Any) -> list[CheckMessage]:
    """Report page types that editors can create but the API does not serve."""
    return [
        Error(
            f"{model._meta.label} is not served by the API: neither it nor a type that it inherits from is registered.",
            hint="Write in AppConfig.ready: api.registry.register_page_type(" + model.__name__ + ", PageType(…)).",
            obj=model,
            id="api.E001",
        )
        for model in concrete_page_types()
        if model not in served_types()
    ]


@register(Tags.urls)
def check_endpoints(**_: Any) -> list[CheckMessage]:
    """Report paths that belong to two endpoints."""
    from api.views.index import endpoint_names

    return [
        Error(
            f"Two endpoints are named “{name}”.",
            hint="Choose another endpoint where the page type or the kind of record is registered.",
            id="api.E002",
        )
        for name, times in Counter(endpoint_names()).items()
        if times > 1
    ]


@register(Tags.models)
def check_engine(**_: Any) -> list[CheckMessage]:
    """Report a database engine that cannot write the change log in the transaction of each change."""
    if isinstance(connections[DEFAULT_DB_ALIAS], BeforeCommit):
        return []
    return [
        Error(
            "The database engine does not write the change log.",
            hint="Use pages.database.sqlite3 or pages.database.postgresql as its ENGINE.",
            id="api.E003",
        )
    ]


@register(Tags.models)
def check_blocks(**_: Any) -> list[CheckMessage]:
    """Report blocks that editors can use but the API does not serve, or that lack a part."""
    errors: list[CheckMessage] = []
    for name, block_type in editor_block_types().items():
        if not isinstance(block_type, BlockType):
            message = f"The block “{name}” can be written and is not served."
            hint = "Make it a subclass of api.blocks.block_type.BlockType, registered with register_block."
            errors.append(Error(message, hint=hint, obj=type(block_type), id="api.E004"))
            continue
        for part, meaning in missing_parts(block_type).items():
            message = f"The block “{name}” lacks “{part}”: {meaning}."
            hint = f"Define {part} in {type(block_type).__name__}."
            errors.append(Error(message, hint=hint, obj=type(block_type), id="api.E005"))
    return errors


@register(Tags.models)
def check_records(**_: Any) -> list[CheckMessage]:
    """Report models of shared records that the API does not serve, or that lack a part."""
    errors: list[CheckMessage] = []
    for model in record_models():
        kind = record_kinds().get(kind_of(model) or "")
        if kind is None:
            message = f"{model._meta.label} is a shared record that the API does not serve."
            hint = f"Write in AppConfig.ready: api.registry.register_kind(RecordKind(…, {model.__name__}, …))."
            errors.append(Error(message, hint=hint, obj=model, id="api.E006"))
            continue
        for part in ("endpoint", "serializer", "collect", "short"):
            if not getattr(kind, part):
                message = f"The kind of record “{kind.name}” lacks “{part}”."
                hint = "The comments in api.registry.kinds.RecordKind describe it."
                errors.append(Error(message, hint=hint, obj=model, id="api.E007"))
    return errors


@register(Tags.urls)
def check_tools(**_: Any) -> list[CheckMessage]:
    """Report tools of agents that name an operation or a parameter that the API does not have."""
    return [
        Error(
            f"The tool “{tool.name}” does not fit the API: {'; '.join(missing)}.",
            hint="Correct what is registered with api.tools.tool.register_tool.",
            id="api.E008",
        )
        for tool in tools().values()
        if (missing := missing_parts_of_tool(tool))
    ]
