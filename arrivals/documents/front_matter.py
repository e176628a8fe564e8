"""What stands at the head of a Markdown file about it: YAML between two lines of three dashes."""

import re
from typing import Any

import yaml

from arrivals.safety.characters import storable
from arrivals.sources.source import SourceError

#: More is text, or made to do harm.
LONGEST = 64 * 1024
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class _Loader(yaml.SafeLoader):
    """Reads plain values only, and no aliases, of which few lines can make gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it refers to another place in itself")
        return super().compose_node(parent, index)


def split_front_matter(text: str, file_name: str) -> tuple[dict[str, Any], str]:
    """Return the values by their names in lower case, and the text after them.

    Raise ``SourceError`` with the line if it cannot be read. What is no list of names and values is text.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    if len(found["yaml"]) > LONGEST:
        raise SourceError(f"The front matter of {file_name} is longer than {LONGEST // 1024} kB, and was not read.")
    try:
        # The loader is a safe one.
        values = storable(yaml.load(found["yaml"], _Loader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark is not None else ""
        problem = getattr(error, "problem", None) or str(error)
        raise SourceError(f"The front matter of {file_name} is not right{line}: {problem}.") from error
    if values is None:
        return {}, text[found.end() :]
    if not isinstance(values, dict):
        return {}, text
    return {str(name).strip().casefold(): value for name, value in values.items()}, text[found.end() :]
