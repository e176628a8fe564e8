"""Only the CMS's frontends may send click-to-edit messages to the form."""

import json
import re

import pytest
from django.test import Client
from wagtail.models import Site

from tests.content import home, make_post

pytestmark = pytest.mark.django_db


def test_the_form_knows_the_frontends_of_all_sites(admin_client: Client) -> None:
    Site.objects.create(hostname="other.example.org", port=443, root_page=make_post())
    form = admin_client.get(f"/admin/pages/{home().pk}/edit/").content.decode()
    found = re.search(r'<script src="[^"]*pages/preview_panel[^"]*" data-frontends="([^"]*)">', form)
    assert found is not None
    assert json.loads(found[1].replace("&quot;", '"')) == sorted(
        {"https://www.example.org", "https://other.example.org", Site.objects.get(is_default_site=True).root_url}
    )
