"""Content by keys as content of this installation."""

from typing import Any

from django.db.models import Model
from modelcluster.models import get_all_child_relations

from archives.portable.identities import Identities, model_of_key
from archives.portable.portable_object import NamedPage
from archives.portable.references import with_other_references


class Resolver:
    """Replaces keys by the primary keys of what they name here."""

    def __init__(self, identities: Identities, named_pages: dict[str, NamedPage]) -> None:
        self._identities = identities
        self._named_pages = named_pages

    def content(
        self, model: type[Model], content: dict[str, Any], primary_key: Any
    ) -> tuple[dict[str, Any], list[str]]:
        """Return the content for an object with a primary key, and the keys of what is not here.

        Raise ``RequiredReferenceLost`` if it cannot be without one of these.
        """
        lost: list[str] = []

        def here(related: type[Model], key: Any) -> Any:
            # A key of another kind of object would be taken for a number of this one.
            found = self._identities.here(str(key)) if model_of_key(str(key)) is related else None
            if found is None:
                lost.append(str(key))
            return found

        resolved = with_other_references(model, content, here)
        return _numbered(model, resolved, primary_key), sorted(set(lost) - {"0"})

    def name(self, key: str) -> str:
        """Return what people call something that is not here."""
        page = self._named_pages.get(key)
        return f"“{page.title}” ({page.path or page.language})" if page else key

    def are_here(self, keys: list[str]) -> bool:
        """Tell whether any of these is here now."""
        return any(self._identities.here(key) is not None for key in keys)


def _numbered(model: type[Model], content: dict[str, Any], primary_key: Any) -> dict[str, Any]:
    """Return content with the primary key of the object; its rows are new."""
    numbered = {**content, "pk": primary_key}
    for relation in get_all_child_relations(model):
        name = str(relation.get_accessor_name())
        if name in numbered:
            numbered[name] = [_numbered(relation.related_model, row, None) for row in numbered[name]]
    return numbered
