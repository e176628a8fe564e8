"""The widgets of the admin work without inline scripts, and none that is brought in is run."""

import pytest
from playwright.sync_api import expect

from pages.models import User
from tests.content import make_image, make_person
from tests.e2e.conftest import Admin, Traffic

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

INJECT = """html => {
    const made = document.createElement('div');
    document.body.append(made);
    made.innerHTML = html;
    for (const script of made.querySelectorAll('script')) {
        const again = document.createElement('script');
        again.textContent = script.textContent;
        script.replaceWith(again);
    }
}"""


@pytest.fixture
def administrator(servers) -> User:
    return User.objects.create_superuser("administrator@example.org", "a-password")


def test_forms_with_widgets_break_no_policy(admin: Admin, administrator: User) -> None:
    """The traffic of the browser has no complaint about a policy."""
    image, person = make_image(), make_person()
    admin.enter(administrator)
    admin.open("/admin/workflows/add/")
    admin.page.locator("[id$=-ADD]").first.click()
    admin.page.get_by_role("button", name="Choose a task").first.click()
    expect(admin.page.get_by_role("dialog")).to_be_visible()
    for path in (f"/admin/images/{image.pk}/", f"/admin/snippets/pages/person/edit/{person.pk}/", "/admin/groups/new/"):
        admin.open(path)
        admin.page.wait_for_load_state("networkidle")
    admin.open("/admin/redirects/add/")
    admin.page.get_by_role("button", name="Choose a page").click()
    expect(admin.page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    "html",
    [
        "<script>window.hacked = true</script>",
        "<img src=x onerror='window.hacked = true'>",
        """<inline-call data-call="new Function" data-arguments='["window.hacked = true"]'></inline-call>""",
        """<inline-call data-call="setTimeout" data-arguments='["window.hacked = true"]'></inline-call>""",
    ],
)
def test_what_is_brought_into_a_page_is_not_run(admin: Admin, administrator: User, traffic: Traffic, html: str) -> None:
    admin.enter(administrator)
    admin.open("/admin/")
    admin.page.evaluate(INJECT, html)
    admin.page.wait_for_timeout(500)
    assert admin.page.evaluate("window.hacked") is None
    # Of these, the browser rightly complains.
    traffic.complaints.clear()
