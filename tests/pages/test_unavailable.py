"""While the disk is full or the database is down, the admin answers with a sentence, and saves nothing."""

import errno
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from pages.editor import unavailable
from pages.editor.time_zone import SiteTimeZoneMiddleware
from pages.models import GuestBlogPost
from tests.content import add, home
from tests.pages.form_data import post_data

pytestmark = pytest.mark.django_db

FAILURES = [
    (OSError(errno.ENOSPC, "No space left on device"), unavailable.FULL),
    (OperationalError("database or disk is full"), unavailable.FULL),
    (OSError(errno.EROFS, "Read-only file system"), unavailable.UNREACHABLE),
    (OperationalError("connection refused"), unavailable.UNREACHABLE),
    (InterfaceError("connection already closed"), unavailable.UNREACHABLE),
    (ConnectionResetError("by the bucket"), unavailable.UNREACHABLE),
]


def fail_with(error: Exception) -> Any:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(("error", "sentence"), FAILURES)
def test_a_form_that_cannot_be_saved(
    error: Exception, sentence: str, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = add(home(), GuestBlogPost(title="A draft"))
    monkeypatch.setattr(GuestBlogPost, "save_revision", fail_with(error))
    for accept in ("text/html", "application/json"):
        response = admin_client.post(
            f"/admin/pages/{draft.pk}/edit/", post_data(title="Typed"), headers={"accept": accept}
        )
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert response["Content-Type"].startswith(accept)
        assert sentence in response.content.decode()
    assert GuestBlogPost.objects.get(pk=draft.pk).title == "A draft"


def test_a_page_of_the_admin_that_cannot_be_read(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wagtail.models.Page.get_admin_display_title", fail_with(OperationalError("down")))
    response = admin_client.get(f"/admin/pages/{home().pk}/edit/")
    assert response.status_code == 503
    assert unavailable.UNREACHABLE in response.content.decode()
    assert "saved" not in response.content.decode()


def test_a_fault_of_the_code_is_none_of_these() -> None:
    assert not any(map(unavailable.is_unavailable, (ValueError("x"), KeyError("x"), OSError(errno.ENOENT, "x"))))


@pytest.mark.parametrize("path", ["/admin/", "/documents/1/a.pdf", "/_util/login/"])
def test_what_fails_before_the_view(path: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(SiteTimeZoneMiddleware, "__call__", fail_with(OperationalError("down")))
    response = client.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert unavailable.UNREACHABLE in response.content.decode()
    monkeypatch.setattr(SiteTimeZoneMiddleware, "__call__", fail_with(KeyError("a fault of the code")))
    assert client.get(path).status_code == 500
