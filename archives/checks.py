"""Looks for models of which nobody said whether they belong to an archive."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from archives.contents.models import undecided_models


@register
def check_archived_models(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Warn of models whose rows an archive would leave out without anybody having decided so."""
    return [
        Warning(
            f"{model._meta.label} is in no archive of the site.",
            hint="Call register_archived_model or register_left_out (archives.contents.registry) in AppConfig.ready.",
            obj=model,
            id="archives.W001",
        )
        for model in undecided_models()
    ]
