"""The routes of documents below ``/documents/``, under the names by which Wagtail builds their URLs."""

from django.urls import path, re_path

from api.documents.passwords import authenticate_with_password
from api.documents.views import serve

urlpatterns = [
    # Up to 18 digits, which fit any database's integers.
    re_path(r"^([0-9]{1,18})/([^/]*)$", serve, name="wagtaildocs_serve"),
    path(
        "authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
