"""Unsafe requests to the admin are atomic."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from pages.models import SectionPage, User

pytestmark = pytest.mark.django_db


def publish_form(title: str) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": title,
            "slug": "news",
            "subtitle": "",
            "summary": "",
            "body": streamfield([]),
            "shows": "nothing",
            "feature_image": "",
            "social_image": "",
            "canonical_url": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )


def test_a_failure_in_the_middle_of_publishing_leaves_nothing_half_done(
    client: Client, moderator: User, section: SectionPage
) -> None:
    client.force_login(moderator)
    before = (Revision.objects.count(), PageLogEntry.objects.count())

    def fail(**_: Any) -> None:
        raise RuntimeError("the power went out")

    page_published.connect(fail)
    try:
        with pytest.raises(RuntimeError, match="power"):
            client.post(f"/admin/pages/{section.pk}/edit/", publish_form("After"))
    finally:
        page_published.disconnect(fail)
    assert SectionPage.objects.get(pk=section.pk).title == "News"
    assert (Revision.objects.count(), PageLogEntry.objects.count()) == before
    client.post(f"/admin/pages/{section.pk}/edit/", publish_form("After"))
    assert SectionPage.objects.get(pk=section.pk).title == "After"
