"""Wagtail hooks that add personal data and consents to the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from privacy.rewriting.content import ERASED


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the label of our entries in the history of a page or record."""
    actions.register_action(ERASED, "Erase a person", "Took a person out, as they have the right to")
