"""Images, documents and the schema carry tags, so that a content delivery network can keep and purge them."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page

from pages.images.addresses import rendition_url
from pages.models import PublicLibrary
from tests.changes import append_changes
from tests.content import make_document, make_image, make_section

DAY = 86_400


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@pytest.mark.django_db
def test_a_rendition_has_the_tag_of_its_image(client: Client) -> None:
    image = make_image("Picture")
    response = client.get(path(rendition_url(image, "width-480", "webp")))
    assert response.status_code == 200
    assert (response["Cache-Tag"], response["Surrogate-Key"]) == (f"image:{image.pk}", f"image:{image.pk}")
    again = client.get(path(rendition_url(image, "width-480", "webp")), HTTP_IF_NONE_MATCH=response["ETag"])
    assert (again.status_code, again["Cache-Tag"]) == (304, f"image:{image.pk}")


@pytest.mark.django_db
def test_a_document_may_be_kept_only_while_a_purge_would_follow(client: Client, settings: Any) -> None:
    document = make_document("Paper")
    url = document.url

    def policy() -> str:
        response = client.get(url)
        assert b"".join(response)
        assert response.status_code == 200
        assert response["Cache-Tag"] == f"document:{document.pk}"
        return str(response["Cache-Control"])

    assert policy() == "public, no-cache", "Without a network, each cache asks."
    settings.CDN_MAX_AGE = DAY
    PublicLibrary.objects.all().delete()
    assert policy() == "public, no-cache", "The log does not tell of a document that nothing shows."
    PublicLibrary.objects.create(collection=document.collection)
    append_changes()
    assert f"s-maxage={DAY}" in policy() and "max-age=0" in policy()
    # The network is not to serve it past the instant at which something expires, which may be what shows it.
    page = make_section(title="Ends soon")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + datetime.timedelta(seconds=100))
    page.refresh_from_db()
    page.save()
    append_changes()
    assert 0 < int(policy().partition("s-maxage=")[2].partition(",")[0]) <= 100
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    assert get_document_model().objects.get().collection.get_view_restrictions()
    assert client.get(url).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["schema/", "schema/?format=yaml"])
def test_the_schema_has_a_tag(url: str, client: Client) -> None:
    assert client.get(f"/api/v2/{url}")["Cache-Tag"] == "schema"
