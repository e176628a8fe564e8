"""Where renditions of images are served, below `/images/`; `pages.images.renditions` makes these URLs."""

from django.urls import path

from api.images.views import rendition

app_name = "images"

urlpatterns = [
    path("<str:identifier>/<str:version>/<str:spec>/<str:file_name>", rendition, name="rendition"),
]
