"""A program that changes content without end, to be killed while it does."""

import datetime
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tests.killable import serve

#: Titles of the pages that are changed; the test makes them.
COUNTED, FIRST, SECOND, CHILD = "0", "First", "Second", "Child"


def make_content() -> Any:
    """Make what is changed, and return the page that counts."""
    from pages.models import PostAuthor
    from tests.content import make_person, make_post, make_section

    counted = make_section(title=COUNTED, slug="counted")
    first = make_section(title=FIRST, slug="first")
    make_section(title=SECOND, slug="second")
    make_section(first, CHILD, slug="child")
    make_post(first, "Post", [PostAuthor(person=make_person("Ada"))])
    return counted


def change_things(seed: int) -> None:
    """Change things until the process is killed."""
    from django.core.exceptions import ObjectDoesNotExist

    drawn = random.Random(seed)
    while True:
        # What another process left may not be there for a change.
        with suppress(ObjectDoesNotExist):
            drawn.choice(CHANGES)()


def count_up() -> None:
    """Publish a page whose title is how often that was done."""
    from pages.models import SectionPage

    page = SectionPage.objects.get(slug="counted")
    page.title = str(int(page.title) + 1)
    page.save_revision(log_action=True).publish()


def publish_or_unpublish() -> None:
    from pages.models import SectionPage

    page = SectionPage.objects.get(slug="first")
    if page.live:
        page.unpublish()
    else:
        page.save_revision().publish()


def move() -> None:
    from pages.models import SectionPage

    page, other = SectionPage.objects.get(slug="first"), SectionPage.objects.get(slug="second")
    page.move(other.get_parent() if page.is_child_of(other) else other, "last-child")


def rename() -> None:
    from pages.models import SectionPage

    page = SectionPage.objects.get(title=SECOND)
    page.slug = {"second": "zwei", "zwei": "second"}[page.slug]
    page.save_revision().publish()


def delete_or_make() -> None:
    from pages.models import SectionPage
    from tests.content import make_section

    child = SectionPage.objects.filter(slug="child").first()
    if child:
        child.delete()
    else:
        make_section(SectionPage.objects.get(slug="first"), CHILD, slug="child")


def restrict_or_free() -> None:
    from wagtail.models import Page, PageViewRestriction

    page = Page.objects.get(slug="first")
    restriction = PageViewRestriction.objects.filter(page=page).first()
    if restriction:
        restriction.delete()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def hide_or_show_person() -> None:
    from pages.models import Person

    person = Person.objects.get(slug="ada")
    if person.live:
        person.unpublish()
    else:
        person.save_revision().publish()


def run_scheduler() -> None:
    from django.utils import timezone

    from pages.models import SectionPage
    from pages.scheduler.transitions import apply_due_transitions

    page = SectionPage.objects.get(slug="second")
    if page.live:
        SectionPage.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    else:
        page.expire_at = None
        page.save_revision(approved_go_live_at=timezone.now() - datetime.timedelta(seconds=1))
    apply_due_transitions()


CHANGES: list[Callable[[], None]] = [
    *(count_up, publish_or_unpublish, move, rename, delete_or_make),
    *(restrict_or_free, hide_or_show_person, run_scheduler),
]

if __name__ == "__main__":
    serve(change_things)
