"""Builds the JSON of shared records."""

from collections.abc import Sequence
from typing import Any

from api.building.build import build
from api.content.mentions import Mentions
from api.registry.kinds import RecordKind
from api.requests.selection import Selection
from pages.visibility.visibility import Visibility


def build_records(
    kind: RecordKind, records: Sequence[Any], selection: Selection, visibility: Visibility, **options: Any
) -> list[dict[str, Any] | None]:
    """Return the selected fields of several records of one kind. It takes the options of ``build_kinds``."""
    model: Any = kind.model
    mentions = Mentions(kind.name, model, [record.pk for record in records], selection, visibility)
    return build(kind.serializer, records, selection, visibility, **options, kind=kind, mentions=mentions)
