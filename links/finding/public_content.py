"""All content that visitors see and that can hold links."""

from collections.abc import Iterator
from typing import Any

from pages.models.base import concrete_page_types
from pages.records.record import record_models
from pages.visibility.visibility import Visibility, current

_CHUNK = 200


def public_content() -> Iterator[Any]:
    """Yield every public page and record, in chunks of a query each."""
    visibility = Visibility(everywhere=True)
    for model in concrete_page_types():
        pages = visibility.pages(model._default_manager.all()).order_by("pk")
        # A page of a type that inherits from this one comes with its own type.
        yield from (page for page in pages.iterator(_CHUNK) if page.cached_content_type.model_class() is model)
    for record in record_models():
        yield from record._default_manager.filter(current(visibility.at)).order_by("pk").iterator(_CHUNK)
