"""Signing in as browsers do."""

from typing import Any

from django.test import Client
from django.urls import reverse

from pages.models import User

PASSWORD = "a-password-for-tests"


def sign_in(client: Client, email: str, password: str = PASSWORD, **request: Any) -> Any:
    return client.post(reverse("wagtailadmin_login"), {"username": email, "password": password}, **request)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def make_user(email: str = "editor@example.org", *groups: str, **fields: Any) -> User:
    from django.contrib.auth.models import Group

    user = User.objects.create_user(email, PASSWORD, **fields)
    user.groups.set(Group.objects.filter(name__in=groups or ["Editor"]))
    return user
