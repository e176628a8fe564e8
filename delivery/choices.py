"""What a subscription can be about."""

from typing import Any

from api.models import Change
from api.registry.kinds import kinds
from api.registry.page_types import page_types


def known_types() -> list[str]:
    """Return the types that changes can have, as ``meta.type`` names them."""
    models: set[Any] = {*page_types(), *(kind.model for name, kind in kinds().items() if name != "page")}
    return sorted(model._meta.label for model in models)


def known_actions() -> list[str]:
    """Return the actions that changes can have."""
    return [str(action) for action in Change.Action.values]
