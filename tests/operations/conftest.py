"""Fixtures of the tests of operations."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.images import get_image_model

from operations.beats import forget_beats
from operations.health.hosts import forget_certificates
from operations.health.storage import forget_writing
from pages.models import User


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Forget what the process remembers of other tests."""
    for forget in (forget_beats, forget_certificates, forget_writing):
        forget()
    yield
    forget_beats()


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """Return a function that signs in as somebody of a group."""

    def sign_in(group: str) -> Client:
        user = User.objects.create_user(f"{group.split()[0].lower()}@example.org", "a-password-for-tests")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


METRICS_TOKEN = "0d6f3a9b7c215e84f0a1"


@pytest.fixture
def counting(settings: Any) -> Iterator[Callable[[], Client]]:
    """Return a function that returns a client of a CMS which counts."""
    from django.db.models.signals import post_save

    from delivery.worker.record import attempted
    from operations.metrics.signal_handlers import register_metrics_handlers

    settings.METRICS_TOKEN = METRICS_TOKEN
    register_metrics_handlers()
    yield Client
    attempted.disconnect(dispatch_uid="count_attempt")
    post_save.disconnect(dispatch_uid="count_rendition", sender=get_image_model().get_rendition_model())
