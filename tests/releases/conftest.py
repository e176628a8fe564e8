"""A small release: a new section, a post in it, and the person who wrote the post."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group

from pages.models import GuestBlogPost, Person, PostAuthor, SectionPage, User
from releases.members.adding import add_members
from releases.models import Release, ReleaseMember
from tests.content import add, home, make_section


def account(name: str, group: str) -> User:
    user = User.objects.create_user(f"{name}@example.org", "a-password-for-tests")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db: None) -> User:
    return account("editor", "Editor")


@pytest.fixture
def moderator(db: None) -> User:
    return account("moderator", "Moderator")


@dataclass
class Campaign:
    """The release and what is in it."""

    release: Release
    section: SectionPage
    post: GuestBlogPost
    person: Person
    public: SectionPage
    old: SectionPage

    def member(self, content: Any) -> ReleaseMember:
        return self.release.members.get(object_id=content.pk, content_type=content.get_base_content_type())

    def live(self) -> dict[str, bool]:
        """What is live, by name."""
        things: dict[str, Any] = {"section": self.section, "post": self.post, "person": self.person, "old": self.old}
        return {name: type(thing).objects.get(pk=thing.pk).live for name, thing in things.items()}

    @property
    def public_title(self) -> str:
        return SectionPage.objects.get(pk=self.public.pk).title


BEFORE = {"section": False, "post": False, "person": False, "old": True}
AFTER = {"section": True, "post": True, "person": True, "old": False}


@pytest.fixture
def campaign(editor: User) -> Campaign:
    person = Person(name="Ada Writer", live=False)
    person.save()
    person.save_revision(user=editor)
    section = add(home(), SectionPage(title="Campaign"))
    section.save_revision(user=editor)
    post = add(section, GuestBlogPost(title="It begins", published_on="2030-01-01"))
    post.authors.set([PostAuthor(person=person)])
    post.save_revision(user=editor)
    public = make_section(title="As it was")
    public.title = "As it will be"
    public.save_revision(user=editor)
    old = make_section(title="Old campaign")
    release = Release.objects.create(title="The campaign", created_by=editor)
    add_members(release, [post, section, person, public], editor)
    add_members(release, [old], editor, ReleaseMember.Action.UNPUBLISH)
    return Campaign(release, section, post, person, public, old)
