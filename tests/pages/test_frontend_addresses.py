"""The frontend URLs of pages and previews, and the origins that the content checks allow."""

import pytest
from django.test import Client
from wagtail.models import Site

from tests.content import home, make_post

pytestmark = pytest.mark.django_db


def at_the_frontend() -> None:
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = "www.example.org", 443
    site.save()


def test_pages_have_the_address_of_their_frontend() -> None:
    post = make_post()
    at_the_frontend()
    assert post.get_url() == post.url == f"https://www.example.org/{post.slug}/"


@pytest.mark.slow
def test_the_panel_names_the_frontend(admin_client: Client) -> None:
    at_the_frontend()
    form = admin_client.get(f"/admin/pages/{home().pk}/edit/").content.decode()
    assert "https://www.example.org should show this draft" in form
    assert "https://www.example.org/preview responds" in form


def test_the_script_of_the_content_checks_is_the_same_for_everybody(client: Client, admin_client: Client) -> None:
    response = client.get("/previews/checks.js")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/javascript")
    assert "checker-axe-configuration" in response.content.decode()
    assert "Cookie" not in response.get("Vary", "") and not response.cookies
    assert admin_client.get("/previews/checks.js").content == response.content
    assert client.post("/previews/checks.js").status_code == 405
