"""Translating pages in the editor."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from pages.models import HomePage, User
from tests.content import home, make_section, publish


@pytest.mark.slow
@pytest.mark.django_db
def test_translating_the_home_page_with_all_below_it_makes_drafts(client: Client, settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("de", "German")]
    make_section(title="News")
    client.force_login(User.objects.create_superuser("admin@example.org", "password"))
    client.post(reverse("wagtaillocales:add"), {"language_code": "de"})
    german = Locale.objects.get(language_code="de")
    address = reverse("simple_translation:submit_page_translation", args=[home().pk])
    assert client.get(address).status_code == 200
    client.post(address, {"locales": [german.pk], "include_subtree": "on"})
    translated = HomePage.objects.get(locale=german)
    (section,) = translated.get_children()
    assert not translated.live and not section.live
    for page in (translated, section.specific):
        publish(page)
    paths = {page["meta"]["html_path"] for page in client.get("/api/v2/pages/", {"locale": "de"}).json()["items"]}
    assert paths == {"/de/", "/de/news/"}
