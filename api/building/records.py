"""Answers about people and organisations."""

from collections.abc import Sequence
from typing import Any

from api.building.build import build
from api.content.mentions import Mentions
from api.content.people_section import people_paths
from api.requests.selection import Selection
from api.serializers.record import RecordSerializer
from pages.models import Organization, Person
from pages.visibility.visibility import Visibility


def build_records(
    serializer_class: type[RecordSerializer],
    records: Sequence[Person] | Sequence[Organization],
    selection: Selection,
    visibility: Visibility,
    **options: Any,
) -> list[dict[str, Any]]:
    """Return the selected fields of several records of one kind. Options are those of ``build_kinds``."""
    mentions = Mentions(records, selection, visibility)
    paths = people_paths(visibility) if "html_path" in selection and serializer_class.has_section else []
    context = {"mentions": mentions, "section_path": paths[0] if paths else None}
    return build(serializer_class, records, selection, visibility, **options, **context)
