"""Fixtures: a small site and the users who work on it."""

import pytest
from django.contrib.auth.models import Group

from pages.models import HomePage, User
from tests.content import make_section


def account(email, group):
    user = User.objects.create_user(email, "a-password-for-tests")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def home_page(db):
    return HomePage.objects.get()


@pytest.fixture
def section(home_page):
    return make_section(home_page, title="News")


@pytest.fixture
def editor(db):
    return account("editor@example.org", "Editor")


@pytest.fixture
def moderator(db):
    return account("moderator@example.org", "Moderator")


@pytest.fixture
def site_manager(db):
    return account("manager@example.org", "Site manager")
