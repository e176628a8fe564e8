"""The routes of image renditions below ``/images/``. ``pages.images.addresses`` builds these URLs."""

from django.urls import path

from api.images.views import rendition

app_name = "images"

urlpatterns = [
    path("<str:identifier>/<str:version>/<str:name>/<str:file_name>", rendition, name="rendition"),
]
