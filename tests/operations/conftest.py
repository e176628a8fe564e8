"""Fixtures of the tests of operations."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.test import Client

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
