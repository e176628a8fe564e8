"""Looks for models of which nobody said what becomes of a person's name in them."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Warning, register

from privacy.holders import models_with_tables, registered_holders, undecided_models


@register
def check_holders(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Warn of models that are searched for a name and of which an erasure would not know what to do with it."""
    return [
        Warning(
            f"Nobody said what an erasure does with a person's name in {model._meta.label}: it would stay there.",
            hint="Call register_holder (privacy.holders) in AppConfig.ready.",
            obj=model,
            id="privacy.W001",
        )
        for model in undecided_models()
    ]


@register
def check_labels(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Refuse holders that are registered under a label that no model and no application has."""
    known = {model._meta.label_lower for model in models_with_tables()} | {
        config.label for config in apps.get_app_configs()
    }
    return [
        Error(
            f"A holder of personal data is registered as {label}, which is no model and no application.",
            hint="Use the label of a model, such as shop.Order, or of an application, such as shop.",
            id="privacy.E001",
        )
        for label in registered_holders()
        if label not in known
    ]
