"""Pictures and documents that are uploaded in the window of a chooser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.content import picture_file

pytestmark = pytest.mark.django_db

CONTENT = {"image": ("picture.jpg", picture_file().read()), "document": ("paper.pdf", b"%PDF-1.7 %%EOF")}
MODELS = {"image": get_image_model(), "document": get_document_model()}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.mark.parametrize("kind", CONTENT)
def test_what_is_uploaded_in_a_chooser_is_chosen(client, editor, kind):
    client.force_login(editor)
    address = reverse({"image": "wagtailimages_chooser:create", "document": "wagtaildocs_chooser:create"}[kind])
    prefix = f"{kind}-chooser-upload"
    data = {f"{prefix}-title": "A title", f"{prefix}-collection": Collection.get_first_root_node().pk}
    response = client.post(address, {**data, f"{prefix}-file": SimpleUploadedFile(*CONTENT[kind])})
    uploaded = MODELS[kind].objects.get()
    assert uploaded.uploaded_by_user == editor
    assert (response.json()["step"], response.json()["result"]["id"]) == ("chosen", str(uploaded.pk))


def test_an_empty_document_is_not_refused_for_its_name(client, editor):
    client.force_login(editor)
    file = SimpleUploadedFile("paper.pdf", b"")
    response = client.post(reverse("wagtaildocs:add_multiple"), {"title": "A paper", "files[]": file})
    assert response.json() == {"success": False, "error_message": "The submitted file is empty."}
