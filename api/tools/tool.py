"""One tool of agents: an operation of the API, and how much of it a model is offered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pages.registration.registry import Registry

#: What the Model Context Protocol and its clients take as the name of a tool.
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_ARGUMENT = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Tool:
    """Declares a tool. What it takes, and how it is described, comes from the OpenAPI document.

    ``path`` is that of the operation, such as ``/api/v2/people/{slug}/``. ``parameters`` are the ones of the query that
    a model may use, ``required`` those of them that it must, and ``fixed`` those that are always sent, which keep
    responses short. ``hint`` says when to use the tool, if the description of the operation does not.
    """

    name: str
    path: str
    parameters: Sequence[str] = ()
    required: Sequence[str] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""

    @property
    def arguments(self) -> list[str]:
        """The names in the path, all of which a model must give."""
        return _ARGUMENT.findall(self.path)

    @property
    def query(self) -> list[str]:
        """All parameters of the query that the tool uses."""
        return [*self.parameters, *self.fixed]


_tools: Registry[str, Tool] = Registry("tool")


def register_tool(tool: Tool, *, own: bool = False) -> None:
    """Register a tool of agents. Call this in ``AppConfig.ready``.

    Raises ``ValueError`` if the name is taken or not one that clients take, and ``RuntimeError`` after the tools have
    been read.
    """
    if not NAME.fullmatch(tool.name):
        raise ValueError(f"“{tool.name}” cannot be the name of a tool: use small letters, digits and underscores.")
    _tools.register(tool.name, tool, own=own)


def tools() -> Mapping[str, Tool]:
    """Return all tools by name. After this call, none can be registered."""
    return _tools.all()
