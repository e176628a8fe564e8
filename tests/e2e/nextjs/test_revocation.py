"""A saved preview URL stops working once the page or the account has changed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import PageViewRestriction

from pages.models import EventPage, User
from tests.content import make_event, make_section, open_preview
from tests.e2e.nextjs.test_preview import address

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def restrict(page: EventPage, editor: User) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def deactivate(page: EventPage, editor: User) -> None:
    editor.is_active = False
    editor.save()


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda page, editor: page.save_revision().publish(), "has been published"),
        (lambda page, editor: page.unpublish(), "has been unpublished"),
        (lambda page, editor: page.delete(), "has been deleted"),
        (restrict, "The privacy of the page was changed"),
        (deactivate, "may no longer edit the page"),
    ],
    ids=["published", "unpublished", "deleted", "restricted", "deactivated"],
)
def test_a_token_opens_nothing_after(
    page: Page, servers, editor, act: Callable[[EventPage, User], object], sentence: str
):
    event = make_event(make_section(title="Events", shows="events"), title="The event")
    opened = servers.frontend + address(event, open_preview(event, editor))
    heading = page.get_by_role("heading", level=1)
    page.goto(opened)
    expect(heading).to_have_text("The event")
    shown = page.url
    act(event, editor)
    # The page that is open, its address, and the one with the token.
    for again in (page.reload, lambda: page.goto(shown), lambda: page.goto(opened)):
        again()
        expect(heading).to_have_text("This preview is over")
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.get_by_text("The event")).to_have_count(0)
